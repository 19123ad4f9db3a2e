#include "CKernels.h"
#include "Dispatched.h"
#include <math.h>
#include <string.h>

#define INLINED static inline __attribute__((always_inline))
#define VECTOR_BYTES 32
#define CACHE_LINE 64

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

// Rows of activations that an MLP keeps for its backward pass: its hidden layers.
static size_t kept_rows(const int32_t *sizes, int32_t layers) {
    size_t rows = 0;
    for (int32_t k = 1; k < layers; k++) rows += (size_t)sizes[k];
    return rows;
}

size_t kernel_parameter_count(const kernel_shape *s) {
    return layer_parameters(s->transition_sizes, s->transition_layers) +
           layer_parameters(s->readout_sizes, s->readout_layers);
}

// Rows of the workspace. A row is one feature of all sequences of a chunk.
typedef struct {
    size_t transition;  // a time step of f: its input and hidden layers
    size_t readout;     // a time step of g: its hidden layers
    size_t scratch;     // the widest layer of both
    size_t total;
} row_counts;

static row_counts count_rows(const kernel_shape *s) {
    const size_t time = (size_t)s->time, outputs = (size_t)s->outputs, hidden = (size_t)s->hidden;
    const int32_t f = widest(s->transition_sizes, s->transition_layers), g = widest(s->readout_sizes, s->readout_layers);
    row_counts rows = {
        .transition = (size_t)s->transition_sizes[0] + kept_rows(s->transition_sizes, s->transition_layers),
        .readout = kept_rows(s->readout_sizes, s->readout_layers),
        .scratch = (size_t)(f > g ? f : g),
    };
    rows.total = (time + 1) * rows.transition + time * (rows.readout + outputs) + 2 * (rows.scratch + hidden) + outputs;
    return rows;
}

// Sequences that are worked on together. Measured on a core with 512 kB of second-level cache: fewer than about 100 pay too
// much for what is done once a chunk; more than 256 gain nothing, and those that a megabyte cannot hold lose a few percent.
static size_t chunk_size(const kernel_shape *s) {
    const size_t least = 96, most = 256, fitting = ((size_t)1 << 20) / sizeof(float) / count_rows(s).total;
    const size_t limit = fitting < least ? least : fitting > most ? most : fitting;
    // Chunks of the same size, rather than a small last one.
    const size_t batch = (size_t)s->batch, chunks = (batch + limit - 1) / limit, even = (batch + chunks - 1) / chunks;
    return (even + KERNEL_BATCH_MULTIPLE - 1) / KERNEL_BATCH_MULTIPLE * KERNEL_BATCH_MULTIPLE;
}

// From one row to the next: never a power of two, which would put rows into a few sets of the cache only.
static size_t row_stride(const kernel_shape *s) { return chunk_size(s) + 8; }

size_t kernel_workspace_count(const kernel_shape *s) {
    const size_t lanes = VECTOR_BYTES / sizeof(float);
    return count_rows(s).total * row_stride(s) + kernel_parameter_count(s) * lanes +
           CACHE_LINE / sizeof(float);
}

// Rows of the derivatives by all layers: of f at one time step, and of g.
typedef struct {
    size_t transition, readout;
} jacobian_rows;

static jacobian_rows count_jacobian_rows(const kernel_shape *s) {
    return (jacobian_rows){
        .transition = kept_rows(s->transition_sizes, s->transition_layers) + (size_t)s->hidden,
        .readout = kept_rows(s->readout_sizes, s->readout_layers) + (size_t)s->outputs,
    };
}

size_t kernel_jacobian_workspace_count(const kernel_shape *s) {
    const jacobian_rows rows = count_jacobian_rows(s);
    return kernel_workspace_count(s) + ((size_t)s->time * rows.transition + rows.readout) * row_stride(s);
}

// The sequences first ..< first + count of a batch.
typedef struct {
    size_t first, count;
} chunk;

// The chunk that begins at `first`; an empty one at the batch's end.
static chunk chunk_from(const kernel_shape *s, size_t first) {
    const size_t size = chunk_size(s), left = (size_t)s->batch - first;
    return (chunk){first, left < size ? left : size};
}

// How a chunk's rows lie in the workspace: `count` numbers in use, `stride` from one row to the next.
typedef struct {
    ptrdiff_t count, stride;
} chunk_rows;

#define REAL float
#define NAME(stem) stem##_float
#include "Recurrent.inc"
#undef REAL
#undef NAME

#define REAL double
#define NAME(stem) stem##_double
#define WITH_JACOBIAN
#include "Recurrent.inc"
#undef REAL
#undef NAME
