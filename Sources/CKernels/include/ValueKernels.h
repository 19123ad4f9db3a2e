#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Integer expressions on a few rows at once, for enumerative regression: a table holds one vector of `stride` values for
// every expression, and operations combine vectors of the table.
//
// Values are integers kept as floats, in which all that is computed here is exact: a vector with a value of VALUE_LIMIT or
// more in size, or an undefined one, is refused. `//` and `%` round as Python's do; comparisons are worth 0 or 1.
//
// A vector's fingerprint is two sums of its values times random keys, modulo 2³² each. It is linear: the fingerprint of a sum
// is the sum of the fingerprints, half by half.

#define VALUE_LANES 8
#define VALUE_LIMIT 4194304
#define VALUE_UNDEFINED 0xFFFFFFFFFFFFFFFFull

typedef enum {
    VALUE_ADD, VALUE_SUBTRACT, VALUE_MULTIPLY, VALUE_FLOOR_DIVIDE, VALUE_MODULO, VALUE_MINIMUM, VALUE_MAXIMUM, VALUE_EQUAL,
    VALUE_NOT_EQUAL, VALUE_LESS, VALUE_LESS_OR_EQUAL,
    // Of the right operand alone.
    VALUE_NEGATE, VALUE_ABSOLUTE, VALUE_SQUARE_ROOT
} value_operation;

// out = left ∘ right, `stride` values. Returns whether all are defined and small enough.
bool kernel_value_combine(value_operation operation, const float *values, size_t stride, size_t left, size_t right,
                          float *out);

// fingerprints[k] = that of fixed ∘ (first + k), or of (first + k) ∘ fixed if reversed. keys: 2 · stride. VALUE_UNDEFINED where
// a value is undefined or too large.
void kernel_value_fingerprints(value_operation operation, bool reversed, const float *values, size_t stride, size_t fixed,
                               size_t first, size_t count, const uint32_t *keys, uint64_t *fingerprints);

// The places k where fixed ∘ (first + k), or (first + k) ∘ fixed if reversed, has the first VALUE_LANES values of one of the
// wanted vectors, `stride` apart. Returns how many.
size_t kernel_value_screen(value_operation operation, bool reversed, const float *values, size_t stride, size_t fixed,
                           size_t first, size_t count, const float *wanted, size_t wanted_count, uint32_t *places);

// The fingerprint of one vector.
uint64_t kernel_value_fingerprint(const float *vector, size_t stride, const uint32_t *keys);

// fingerprints[k] = fixed + known[first + k], or their difference in either order, half by half.
void kernel_value_sums(uint64_t fixed, bool subtract, bool reversed, const uint64_t *known, size_t first, size_t count,
                       uint64_t *fingerprints);

// The places of the fingerprints that are defined and not in an open-addressed table of `slots`, a power of two, with
// VALUE_UNDEFINED in its empty slots. Returns how many.
size_t kernel_value_unseen(const uint64_t *fingerprints, size_t count, const uint64_t *table, size_t slots,
                           uint32_t *unseen);
// The slot where a fingerprint is or would be entered.
size_t kernel_value_slot(uint64_t fingerprint, const uint64_t *table, size_t slots);

// Bit r of masks[2k], then of masks[2k + 1], says whether vector k has the value target[r] in row r; stride is at most 128.
void kernel_value_masks(const float *values, size_t stride, size_t count, const float *target, uint64_t *masks);
