#include "CKernels.h"
#include <math.h>
#include <string.h>

#if defined(__x86_64__) && defined(__linux__)
// AVX2 and FMA where the processor has them, chosen once at load time; plain SSE2 elsewhere.
#define DISPATCHED __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define DISPATCHED
#endif
#define INLINED static inline __attribute__((always_inline))
#define VECTOR_BYTES 32

static int32_t widest(const int32_t *sizes, int32_t layers) {
    int32_t widest = 0;
    for (int32_t k = 0; k <= layers; k++) widest = sizes[k] > widest ? sizes[k] : widest;
    return widest;
}

static size_t layer_parameters(const int32_t *sizes, int32_t layers) {
    size_t count = 0;
    for (int32_t k = 0; k < layers; k++) count += (size_t)sizes[k + 1] * (size_t)(sizes[k] + 1);
    return count;
}

// Rows of activations that one MLP keeps for its backward pass: its input and every hidden layer.
static size_t kept_rows(const int32_t *sizes, int32_t layers) {
    size_t rows = 0;
    for (int32_t k = 0; k < layers; k++) rows += (size_t)sizes[k];
    return rows;
}

size_t kernel_parameter_count(const kernel_shape *s) {
    return layer_parameters(s->transition_sizes, s->transition_layers) +
           layer_parameters(s->readout_sizes, s->readout_layers);
}

size_t kernel_workspace_count(const kernel_shape *s) {
    const size_t batch = (size_t)s->batch, time = (size_t)s->time;
    const size_t lanes = VECTOR_BYTES / sizeof(float);
    const int32_t f = widest(s->transition_sizes, s->transition_layers), g = widest(s->readout_sizes, s->readout_layers);
    const size_t activations = (time + 1) * kept_rows(s->transition_sizes, s->transition_layers) +
                               time * (kept_rows(s->readout_sizes, s->readout_layers) + (size_t)s->outputs);
    const size_t deltas = 2 * (size_t)(f > g ? f : g) + (size_t)s->hidden + (size_t)s->outputs;
    return (activations + deltas) * batch + kernel_parameter_count(s) * lanes;
}

#define REAL float
#define NAME(stem) stem##_float
#include "Recurrent.inc"
#undef REAL
#undef NAME

#define REAL double
#define NAME(stem) stem##_double
#include "Recurrent.inc"
#undef REAL
#undef NAME
