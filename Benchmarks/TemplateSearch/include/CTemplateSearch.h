#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// What enumerative regression is compared with: all expressions of a grammar as postfix templates, shortest first, each
// evaluated row by row until it is wrong. Nothing is remembered of one expression for another.

// Tokens of the longest expression.
#define TEMPLATE_LONGEST 15

typedef struct {
    const int64_t *rows;    // [row][variable]
    const int64_t *target;  // [row]
    size_t row_count, variable_count;
    const int64_t *constants;
    size_t constant_count;
} template_table;

typedef struct {
    bool found;
    int64_t checks;  // expressions evaluated
} template_result;

// Searches until an expression has the target on all rows, `limit` expressions have been evaluated, or there are no more of up
// to TEMPLATE_LONGEST tokens.
template_result template_search(const template_table *table, int64_t limit);
