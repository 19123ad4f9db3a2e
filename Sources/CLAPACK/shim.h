#pragma once
// Swift cannot import C's _Complex: LAPACKE lets its user name plain structs instead.
#define LAPACK_COMPLEX_CUSTOM
typedef struct { float real, imaginary; } lapack_complex_float;
typedef struct { double real, imaginary; } lapack_complex_double;
#include <lapacke.h>

// Declared here: OpenBLAS's own header clashes with the complex types above.
extern void openblas_set_num_threads(int threads);

#define BLAS_ROW_MAJOR 101
#define BLAS_NOT_TRANSPOSED 111
#define BLAS_TRANSPOSED 112
#define BLAS_UPPER 121
// C = alpha · A · Aᵀ + beta · C, one triangle, and y = alpha · A · x + beta · y.
extern void cblas_dsyrk(int order, int triangle, int transposed, int n, int k, double alpha, const double *a, int lda,
                        double beta, double *c, int ldc);
extern void cblas_dgemv(int order, int transposed, int m, int n, double alpha, const double *a, int lda,
                        const double *x, int incx, double beta, double *y, int incy);
// C = alpha · A · B + beta · C, each transposed or not.
extern void cblas_dgemm(int order, int transposed_a, int transposed_b, int m, int n, int k, double alpha, const double *a,
                        int lda, const double *b, int ldb, double beta, double *c, int ldc);
