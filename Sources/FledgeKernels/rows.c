#include "fledge_rows.h"

#define DEFINE_ROWS(T, S)                                                                                            \
  void fledge_softmax_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, T *y) {                                     \
    fledge_softmax_reference_##S(rows, columns, x, y);                                                               \
  }                                                                                                                  \
  void fledge_log_softmax_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, T *y) {                                 \
    fledge_log_softmax_reference_##S(rows, columns, x, y);                                                           \
  }                                                                                                                  \
  void fledge_log_sum_exp_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, T *y) {                                 \
    fledge_log_sum_exp_reference_##S(rows, columns, x, y);                                                           \
  }                                                                                                                  \
  double fledge_cross_entropy_sum_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels) {        \
    return fledge_cross_entropy_sum_reference_##S(rows, columns, x, labels);                                         \
  }                                                                                                                  \
  void fledge_cross_entropy_gradient_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels,       \
                                         T scale, T *g) {                                                            \
    fledge_cross_entropy_gradient_reference_##S(rows, columns, x, labels, scale, g);                                 \
  }                                                                                                                  \
  void fledge_arg_max_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, int32_t *y) {                               \
    fledge_arg_max_reference_##S(rows, columns, x, y);                                                               \
  }

DEFINE_ROWS(float, f32)
DEFINE_ROWS(double, f64)
