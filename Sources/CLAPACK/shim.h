#pragma once
// Swift cannot import C's _Complex: LAPACKE lets its user name plain structs instead.
#define LAPACK_COMPLEX_CUSTOM
typedef struct { float real, imaginary; } lapack_complex_float;
typedef struct { double real, imaginary; } lapack_complex_double;
#include <lapacke.h>

// Declared here: OpenBLAS's own header clashes with the complex types above.
extern void openblas_set_num_threads(int threads);
