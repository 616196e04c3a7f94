#include "fledge_reduce.h"

#define DEFINE_REDUCE(T, S)                                                                                          \
  void fledge_sum_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y) {                          \
    fledge_sum_reference_##S(outer, axis, inner, x, y);                                                              \
  }                                                                                                                  \
  void fledge_mean_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y) {                         \
    fledge_mean_reference_##S(outer, axis, inner, x, y);                                                             \
  }                                                                                                                  \
  void fledge_max_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y) {                          \
    fledge_max_reference_##S(outer, axis, inner, x, y);                                                              \
  }

DEFINE_REDUCE(float, f32)
DEFINE_REDUCE(double, f64)
