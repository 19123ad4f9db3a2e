#include "CTemplateSearch.h"
#include <stdlib.h>

typedef enum { ADD, SUBTRACT, MULTIPLY, FLOOR_DIVIDE, MODULO, MINIMUM, MAXIMUM, EQUAL, NOT_EQUAL, LESS, LESS_OR_EQUAL,
               AND, OR, EXCLUSIVE_OR, BINARY_COUNT } binary_operation;
typedef enum { NEGATE, ABSOLUTE, UNARY_COUNT } unary_operation;
typedef enum { VARIABLE, CONSTANT, UNARY, BINARY } token_kind;

typedef struct {
    token_kind kind;
    int64_t value;  // a variable's column, a constant, or an operation
} token;

typedef struct {
    const template_table *table;
    int64_t limit;
    token tokens[TEMPLATE_LONGEST];
    int count;
    template_result result;
} search;

static int64_t floor_divide(int64_t a, int64_t b) { return a / b - (a % b != 0 && (a < 0) != (b < 0)); }

static inline bool is_bit(int64_t value) { return value == 0 || value == 1; }

// Returns whether a ∘ b is defined; values stay small, as what is larger is refused.
static inline bool combine(binary_operation operation, int64_t a, int64_t b, int64_t *out) {
    switch (operation) {
        case ADD: *out = a + b; break;
        case SUBTRACT: *out = a - b; break;
        case MULTIPLY: *out = a * b; break;
        case FLOOR_DIVIDE: if (b == 0) return false; *out = floor_divide(a, b); break;
        case MODULO: if (b == 0) return false; *out = a - b * floor_divide(a, b); break;
        case MINIMUM: *out = a < b ? a : b; break;
        case MAXIMUM: *out = a > b ? a : b; break;
        case EQUAL: *out = a == b; break;
        case NOT_EQUAL: *out = a != b; break;
        case LESS: *out = a < b; break;
        case LESS_OR_EQUAL: *out = a <= b; break;
        case AND: if (!is_bit(a) || !is_bit(b)) return false; *out = a & b; break;
        case OR: if (!is_bit(a) || !is_bit(b)) return false; *out = a | b; break;
        case EXCLUSIVE_OR: if (!is_bit(a) || !is_bit(b)) return false; *out = a ^ b; break;
        default: return false;
    }
    return *out < (1 << 22) && *out > -(1 << 22);
}

static inline bool evaluate(const search *s, const int64_t *row, int64_t *out) {
    int64_t stack[TEMPLATE_LONGEST];
    int depth = 0;
    for (int k = 0; k < s->count; k++) {
        const token t = s->tokens[k];
        switch (t.kind) {
            case VARIABLE: stack[depth++] = row[t.value]; break;
            case CONSTANT: stack[depth++] = t.value; break;
            case UNARY:
                stack[depth - 1] = t.value == ABSOLUTE ? llabs(stack[depth - 1]) : -stack[depth - 1];
                break;
            case BINARY:
                depth--;
                if (!combine((binary_operation)t.value, stack[depth - 1], stack[depth], &stack[depth - 1])) return false;
                break;
        }
    }
    *out = stack[0];
    return true;
}

static void check(search *s) {
    const template_table *table = s->table;
    s->result.checks++;
    for (size_t row = 0; row < table->row_count; row++) {
        int64_t value;
        if (!evaluate(s, table->rows + row * table->variable_count, &value) || value != table->target[row]) return;
    }
    s->result.found = true;
}

// Every way to go on to `length` tokens from a stack of the given depth.
static void extend(search *s, int depth, int length);

static void place(search *s, token next, int depth, int length) {
    if (s->result.found || s->result.checks >= s->limit) return;
    s->tokens[s->count++] = next;
    extend(s, depth, length);
    s->count--;
}

static void extend(search *s, int depth, int length) {
    const int left = length - s->count;
    if (left == 0) {
        check(s);
        return;
    }
    // Each of the tokens left can take one value at most from the stack, on which one is to stay.
    if (depth < left) {
        for (size_t v = 0; v < s->table->variable_count; v++) place(s, (token){VARIABLE, (int64_t)v}, depth + 1, length);
        for (size_t c = 0; c < s->table->constant_count; c++)
            place(s, (token){CONSTANT, s->table->constants[c]}, depth + 1, length);
    }
    if (depth >= 1 && depth - 1 <= left - 1)
        for (int64_t o = 0; o < UNARY_COUNT; o++) place(s, (token){UNARY, o}, depth, length);
    if (depth >= 2)
        for (int64_t o = 0; o < BINARY_COUNT; o++) place(s, (token){BINARY, o}, depth - 1, length);
}

template_result template_search(const template_table *table, int64_t limit) {
    search s = {.table = table, .limit = limit};
    for (int length = 1; length <= TEMPLATE_LONGEST && !s.result.found && s.result.checks < limit; length++)
        extend(&s, 0, length);
    return s.result;
}
