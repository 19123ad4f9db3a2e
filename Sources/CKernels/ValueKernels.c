#include "ValueKernels.h"
#include "Dispatched.h"
#include <string.h>

#define INLINED static inline __attribute__((always_inline))

typedef float lanes __attribute__((vector_size(4 * VALUE_LANES), aligned(4), may_alias));
typedef int32_t bits __attribute__((vector_size(4 * VALUE_LANES), aligned(4), may_alias));

// x + 1.5 · 2²³ has the integer x, |x| < 2²², in its lowest bits: float_of_zero is what it has there for 0.
static const float shift = 12582912.0f;
static const int32_t float_of_zero = 0x4B400000;
static const int32_t float_of_limit = 0x4A800000;
static const int32_t float_of_one = 0x3F800000;

// Every operation is exact or has a result of VALUE_LIMIT or more, infinity or NaN: quotients of integers below 2²³ are
// never rounded up to the next integer, nor are square roots.
INLINED void apply(value_operation operation, const lanes *left, const lanes *right, lanes *out) {
    const lanes a = *left, b = *right;
    switch (operation) {
        case VALUE_ADD: *out = a + b; break;
        case VALUE_SUBTRACT: *out = a - b; break;
        case VALUE_MULTIPLY: *out = a * b; break;
        case VALUE_FLOOR_DIVIDE: *out = __builtin_elementwise_floor(a / b); break;
        case VALUE_MODULO: *out = a - b * __builtin_elementwise_floor(a / b); break;
        case VALUE_MINIMUM: *out = __builtin_elementwise_min(a, b); break;
        case VALUE_MAXIMUM: *out = __builtin_elementwise_max(a, b); break;
        case VALUE_EQUAL: *out = (lanes)((bits)(a == b) & float_of_one); break;
        case VALUE_NOT_EQUAL: *out = (lanes)((bits)(a != b) & float_of_one); break;
        case VALUE_LESS: *out = (lanes)((bits)(a < b) & float_of_one); break;
        case VALUE_LESS_OR_EQUAL: *out = (lanes)((bits)(a <= b) & float_of_one); break;
        case VALUE_NEGATE: *out = -b; break;
        case VALUE_ABSOLUTE: *out = __builtin_elementwise_abs(b); break;
        case VALUE_SQUARE_ROOT: *out = __builtin_elementwise_floor(__builtin_elementwise_sqrt(b)); break;
    }
}

// What has been summed over the lanes of a vector so far.
typedef struct {
    bits first, second, largest;
} sums;

INLINED void add_lanes(sums *s, const lanes *value, const uint32_t *keys, size_t stride, size_t row) {
    const bits size = (bits)*value & 0x7FFFFFFF;
    s->largest = __builtin_elementwise_max(s->largest, size);
    const bits integer = (bits)(*value + shift) - float_of_zero;
    s->first += integer * *(const bits *)(keys + row);
    s->second += integer * *(const bits *)(keys + stride + row);
}

INLINED uint64_t fingerprint_of(const sums *s) {
    const uint32_t first = (uint32_t)__builtin_reduce_add(s->first), second = (uint32_t)__builtin_reduce_add(s->second);
    const bool defined = __builtin_reduce_max(s->largest) < float_of_limit;
    return defined ? (uint64_t)first << 32 | second : VALUE_UNDEFINED;
}

INLINED void fingerprint_block(value_operation operation, bool reversed, const float *values, size_t stride, size_t fixed,
                               size_t first, size_t count, const uint32_t *keys, uint64_t *fingerprints) {
    const float *one = values + fixed * stride;
    for (size_t k = 0; k < count; k++) {
        const float *other = values + (first + k) * stride;
        sums s = {{0}, {0}, {0}};
        for (size_t row = 0; row < stride; row += VALUE_LANES) {
            const lanes *left = (const lanes *)((reversed ? other : one) + row);
            const lanes *right = (const lanes *)((reversed ? one : other) + row);
            lanes value;
            apply(operation, left, right, &value);
            add_lanes(&s, &value, keys, stride, row);
        }
        fingerprints[k] = fingerprint_of(&s);
    }
}

#define EACH_OPERATION(WITH)                                                                                               \
    switch (operation) {                                                                                                   \
        case VALUE_ADD: WITH(VALUE_ADD); break;                                                                            \
        case VALUE_SUBTRACT: WITH(VALUE_SUBTRACT); break;                                                                  \
        case VALUE_MULTIPLY: WITH(VALUE_MULTIPLY); break;                                                                  \
        case VALUE_FLOOR_DIVIDE: WITH(VALUE_FLOOR_DIVIDE); break;                                                          \
        case VALUE_MODULO: WITH(VALUE_MODULO); break;                                                                      \
        case VALUE_MINIMUM: WITH(VALUE_MINIMUM); break;                                                                    \
        case VALUE_MAXIMUM: WITH(VALUE_MAXIMUM); break;                                                                    \
        case VALUE_EQUAL: WITH(VALUE_EQUAL); break;                                                                        \
        case VALUE_NOT_EQUAL: WITH(VALUE_NOT_EQUAL); break;                                                                \
        case VALUE_LESS: WITH(VALUE_LESS); break;                                                                          \
        case VALUE_LESS_OR_EQUAL: WITH(VALUE_LESS_OR_EQUAL); break;                                                        \
        case VALUE_NEGATE: WITH(VALUE_NEGATE); break;                                                                      \
        case VALUE_ABSOLUTE: WITH(VALUE_ABSOLUTE); break;                                                                  \
        case VALUE_SQUARE_ROOT: WITH(VALUE_SQUARE_ROOT); break;                                                            \
    }

DISPATCHED void kernel_value_fingerprints(value_operation operation, bool reversed, const float *values, size_t stride,
                                          size_t fixed, size_t first, size_t count, const uint32_t *keys,
                                          uint64_t *fingerprints) {
#define BLOCK(OPERATION)                                                                                                   \
    if (reversed)                                                                                                          \
        fingerprint_block(OPERATION, true, values, stride, fixed, first, count, keys, fingerprints);                       \
    else                                                                                                                   \
        fingerprint_block(OPERATION, false, values, stride, fixed, first, count, keys, fingerprints)
    EACH_OPERATION(BLOCK)
#undef BLOCK
}

INLINED size_t screen_block(value_operation operation, bool reversed, const float *values, size_t stride, size_t fixed,
                            size_t first, size_t count, const float *wanted, size_t wanted_count, uint32_t *places) {
    const float *one = values + fixed * stride;
    size_t found = 0;
    for (size_t k = 0; k < count; k++) {
        const float *other = values + (first + k) * stride;
        lanes value;
        apply(operation, (const lanes *)(reversed ? other : one), (const lanes *)(reversed ? one : other), &value);
        for (size_t w = 0; w < wanted_count; w++) {
            if (!__builtin_reduce_and((bits)(value == *(const lanes *)(wanted + w * stride)))) continue;
            places[found++] = (uint32_t)k;
            break;
        }
    }
    return found;
}

DISPATCHED size_t kernel_value_screen(value_operation operation, bool reversed, const float *values, size_t stride,
                                      size_t fixed, size_t first, size_t count, const float *wanted, size_t wanted_count,
                                      uint32_t *places) {
#define BLOCK(OPERATION)                                                                                                   \
    return reversed                                                                                                        \
               ? screen_block(OPERATION, true, values, stride, fixed, first, count, wanted, wanted_count, places)          \
               : screen_block(OPERATION, false, values, stride, fixed, first, count, wanted, wanted_count, places)
    EACH_OPERATION(BLOCK)
#undef BLOCK
    return 0;
}

DISPATCHED bool kernel_value_combine(value_operation operation, const float *values, size_t stride, size_t left,
                                     size_t right, float *out) {
    const float *a = values + left * stride, *b = values + right * stride;
    bits largest = {0};
    for (size_t row = 0; row < stride; row += VALUE_LANES) {
        lanes value;
#define ONE(OPERATION) apply(OPERATION, (const lanes *)(a + row), (const lanes *)(b + row), &value)
        EACH_OPERATION(ONE)
#undef ONE
        largest = __builtin_elementwise_max(largest, (bits)value & 0x7FFFFFFF);
        // Minus zero becomes zero.
        *(lanes *)(out + row) = (value + shift) - shift;
    }
    return __builtin_reduce_max(largest) < float_of_limit;
}

DISPATCHED uint64_t kernel_value_fingerprint(const float *vector, size_t stride, const uint32_t *keys) {
    sums s = {{0}, {0}, {0}};
    for (size_t row = 0; row < stride; row += VALUE_LANES) add_lanes(&s, (const lanes *)(vector + row), keys, stride, row);
    return fingerprint_of(&s);
}

DISPATCHED void kernel_value_sums(uint64_t fixed, bool subtract, bool reversed, const uint64_t *known, size_t first,
                                  size_t count, uint64_t *fingerprints) {
    const uint64_t low = UINT32_MAX, high = ~low;
    for (size_t k = 0; k < count; k++) {
        const uint64_t other = known[first + k], a = reversed ? other : fixed, b = reversed ? fixed : other;
        fingerprints[k] = subtract ? ((a - b) & low) | ((a & high) - (b & high)) : ((a + b) & low) | ((a & high) + (b & high));
    }
}

INLINED size_t first_slot(uint64_t fingerprint, size_t slots) {
    // Fibonacci hashing: the high bits of the product depend on all bits.
    return (size_t)((fingerprint * 0x9E3779B97F4A7C15u) >> 32) & (slots - 1);
}

INLINED size_t slot_of(uint64_t fingerprint, const uint64_t *table, size_t slots) {
    size_t slot = first_slot(fingerprint, slots);
    while (table[slot] != VALUE_UNDEFINED && table[slot] != fingerprint) slot = (slot + 1) & (slots - 1);
    return slot;
}

size_t kernel_value_slot(uint64_t fingerprint, const uint64_t *table, size_t slots) {
    return slot_of(fingerprint, table, slots);
}

size_t kernel_value_unseen(const uint64_t *fingerprints, size_t count, const uint64_t *table, size_t slots,
                           uint32_t *unseen) {
    // Far enough ahead that a slot has come from memory when it is looked at.
    const size_t ahead = 12;
    size_t found = 0;
    for (size_t k = 0; k < count; k++) {
        if (k + ahead < count) __builtin_prefetch(table + first_slot(fingerprints[k + ahead], slots));
        const uint64_t fingerprint = fingerprints[k];
        if (fingerprint == VALUE_UNDEFINED) continue;
        if (table[slot_of(fingerprint, table, slots)] == VALUE_UNDEFINED) unseen[found++] = (uint32_t)k;
    }
    return found;
}

DISPATCHED void kernel_value_masks(const float *values, size_t stride, size_t count, const float *target,
                                   uint64_t *masks) {
    for (size_t k = 0; k < count; k++) {
        const float *vector = values + k * stride;
        uint64_t words[2] = {0, 0};
        for (size_t row = 0; row < stride; row++) words[row >> 6] |= (uint64_t)(vector[row] == target[row]) << (row & 63);
        memcpy(masks + 2 * k, words, sizeof words);
    }
}
