/// Softmax cross-entropy row by row, with everything that a loss over classes may ask for.
#ifndef FLEDGE_CROSS_ENTROPY_H
#define FLEDGE_CROSS_ENTROPY_H

#include <stddef.h>
#include <stdint.h>

// x is (rows, columns) logits, contiguous; n[c] = log sum exp x - x[c] is what class c of a row costs. A row's loss is the sum
// of t[c]·n[c] over the classes c, with
//
//   t[c] = w[c]·((1 - smoothing)·q[c] + smoothing/columns)
//
// where q is 1 at the row's label and 0 elsewhere, or the row of `targets`, and w are the `weights` of the classes (of
// `columns` doubles; NULL: all 1). A class of t = 0 adds 0 even at a logit of -inf. A row whose label is `ignored` has
// loss 0 and gradient 0 whatever its logits; other labels must lie in 0..<columns. INT32_MIN ignores none. Losses are
// gathered in double. A gradient is scale·scales[i]·∂loss[i]/∂x (scales: one a row, or NULL for 1), and may be x.
#define FLEDGE_DECLARE_CROSS_ENTROPY(T, S)                                                                            \
  void fledge_cross_entropy_rows_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels,            \
                                     const double *weights, double smoothing, int32_t ignored, double *losses);       \
  void fledge_cross_entropy_rows_gradient_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels,   \
                                              const double *weights, double smoothing, int32_t ignored, double scale, \
                                              const T *scales, T *g);                                                 \
  void fledge_soft_cross_entropy_rows_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const T *targets,            \
                                          const double *weights, double smoothing, double *losses);                   \
  void fledge_soft_cross_entropy_rows_gradient_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const T *targets,   \
                                                   const double *weights, double smoothing, double scale,             \
                                                   const T *scales, T *g);                                            \
  /* The naive twins: one row at a time, C's math library, arithmetic in double. */                                   \
  void fledge_cross_entropy_rows_reference_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels,  \
                                               const double *weights, double smoothing, int32_t ignored,              \
                                               double *losses);                                                       \
  void fledge_cross_entropy_rows_gradient_reference_##S(                                                              \
    ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels, const double *weights, double smoothing,    \
    int32_t ignored, double scale, const T *scales, T *g);                                                            \
  void fledge_soft_cross_entropy_rows_reference_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const T *targets,  \
                                                    const double *weights, double smoothing, double *losses);         \
  void fledge_soft_cross_entropy_rows_gradient_reference_##S(                                                         \
    ptrdiff_t rows, ptrdiff_t columns, const T *x, const T *targets, const double *weights, double smoothing,         \
    double scale, const T *scales, T *g);

FLEDGE_DECLARE_CROSS_ENTROPY(float, f32)
FLEDGE_DECLARE_CROSS_ENTROPY(double, f64)

#endif
