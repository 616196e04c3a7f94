/// Kernels over the rows of a matrix: softmax and its relatives, and softmax cross-entropy.
#ifndef FLEDGE_ROWS_H
#define FLEDGE_ROWS_H

#include <stddef.h>
#include <stdint.h>

// Each takes x as (rows, columns), contiguous, and runs over the worker pool where it pays. A result of the size of x
// may be x. A logit of -inf has probability 0. Where all are -inf, or one is +inf, a row's probabilities, their
// logarithms, loss and gradient are NaN; the logarithm of the sum is -inf or +inf.
#define FLEDGE_DECLARE_ROWS(T, S)                                                                                 \
  /* y = exp(x - max) / sum exp(x - max), by rows */                                                              \
  void fledge_softmax_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, T *y);                                   \
  /* y = x - log sum exp x, by rows */                                                                            \
  void fledge_log_softmax_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, T *y);                               \
  /* y[i] = log sum exp x[i, :] */                                                                                \
  void fledge_log_sum_exp_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, T *y);                               \
  /* Sum over the rows, in double, of log sum exp x[i, :] - x[i, labels[i]]. Labels must lie in 0..<columns. */   \
  double fledge_cross_entropy_sum_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels);      \
  /* g = scale * (softmax(x) - one_hot(labels)), by rows; g may be x */                                           \
  void fledge_cross_entropy_gradient_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels,    \
                                         T scale, T *g);                                                         \
  /* The naive twins: one row at a time, C's math library, arithmetic in double. */                               \
  void fledge_softmax_reference_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, T *y);                         \
  void fledge_log_softmax_reference_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, T *y);                     \
  void fledge_log_sum_exp_reference_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, T *y);                     \
  double fledge_cross_entropy_sum_reference_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x,                    \
                                                const int32_t *labels);                                           \
  void fledge_cross_entropy_gradient_reference_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x,                 \
                                                   const int32_t *labels, T scale, T *g);

FLEDGE_DECLARE_ROWS(float, f32)
FLEDGE_DECLARE_ROWS(double, f64)

#endif
