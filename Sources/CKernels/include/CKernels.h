#pragma once
#include <stddef.h>
#include <stdint.h>

#include "ValueKernels.h"

// Forward pass and back-propagation through time of  h_t = f(h_{t-1}, x_t),  y_t = g(h_t),
// where f and g are affine layers with ReLU between them.
//
// Every array of a batch is laid out feature by feature, [time][feature][batch], so that the innermost loop runs over
// the batch with one weight in all lanes. `batch` must be a multiple of KERNEL_BATCH_MULTIPLE. It is worked through in chunks
// that stay in the cache: the workspace is that of one chunk, however large the batch.
//
// Parameters are one flat array: for each layer of f, then of g: weights [output][input], then biases [output].
// The first layer of f reads the hidden state first, then the inputs.

#define KERNEL_BATCH_MULTIPLE 16

typedef struct {
    int32_t hidden, inputs, outputs;
    int32_t transition_layers;        // affine layers of f, at least 1
    const int32_t *transition_sizes;  // transition_layers + 1 widths: hidden + inputs, …, hidden
    int32_t readout_layers;           // affine layers of g, at least 1
    const int32_t *readout_sizes;     // readout_layers + 1 widths: hidden, …, outputs
    int32_t time, batch;
} kernel_shape;

typedef enum { KERNEL_LOSS_LOG = 0, KERNEL_LOSS_SQUARED = 1, KERNEL_LOSS_ROOT = 2 } kernel_loss;

// Sums over a batch; filled only where asked for, because log costs more than the whole gradient of a small network.
typedef struct {
    double loss;           // mean over positions and outputs
    double largest_error;  // max |ŷ − y|, in the units of the targets
    double wrong;          // positions and outputs with |ŷ − y| ≥ 0.5 / error_scale
} kernel_statistics;

size_t kernel_parameter_count(const kernel_shape *shape);
size_t kernel_workspace_count(const kernel_shape *shape);

// initial: [hidden][batch], or NULL for zeros. states: [time][hidden][batch], or NULL if not wanted.
void kernel_forward_float(const kernel_shape *shape, const float *parameters, const float *initial, const float *inputs,
                          float *outputs, float *states, float *workspace);
void kernel_forward_double(const kernel_shape *shape, const double *parameters, const double *initial,
                           const double *inputs, double *outputs, double *states, double *workspace);

// Gradient of the mean over the batch, time and outputs of loss(error_scale · (ŷ − y)), from h_0 = 0.
// noise: [time][hidden][batch], added to each new hidden state, or NULL.
void kernel_gradient_float(const kernel_shape *shape, const float *parameters, const float *inputs, const float *targets,
                           const float *noise, kernel_loss loss, float error_scale, float *gradient,
                           kernel_statistics *statistics, float *workspace);
void kernel_gradient_double(const kernel_shape *shape, const double *parameters, const double *inputs,
                            const double *targets, const double *noise, kernel_loss loss, double error_scale,
                            double *gradient, kernel_statistics *statistics, double *workspace);

// The derivatives of all outputs by all parameters, from h_0 = 0: [parameter][time][output][batch], zero where the target is no
// number. The workspace has kernel_jacobian_workspace_count numbers. Reverse mode: O(time² · parameters · outputs · batch),
// where differences would take O(time · parameters² · batch).
size_t kernel_jacobian_workspace_count(const kernel_shape *shape);
void kernel_jacobian_double(const kernel_shape *shape, const double *parameters, const double *inputs,
                            const double *targets, double *jacobian, double *workspace);

// Lanes of a batch from integers [lane][count]: rows[i * batch + first + lane] = (values[lane * count + i] - centre) * factor, and NaN for
// the integer none.
void kernel_fill_float(const ptrdiff_t *values, size_t lanes, size_t count, ptrdiff_t none, float centre, float factor,
                       float *rows, size_t first, size_t batch);
void kernel_fill_double(const ptrdiff_t *values, size_t lanes, size_t count, ptrdiff_t none, double centre, double factor,
                        double *rows, size_t first, size_t batch);

// One step of Adam (Kingma & Ba 2015) with both moment corrections already folded into rate and epsilon by the caller.
void kernel_adam_float(float *parameters, const float *gradient, float *first, float *second, size_t count, float rate,
                       float beta1, float beta2, float epsilon, float gradient_scale);
void kernel_adam_double(double *parameters, const double *gradient, double *first, double *second, size_t count,
                        double rate, double beta1, double beta2, double epsilon, double gradient_scale);
