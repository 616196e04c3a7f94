/// Reductions over the middle axis of an (outer, axis, inner) block; a result has (outer, inner) elements;
/// and cumulative sums and products along it.
#ifndef FLEDGE_REDUCE_H
#define FLEDGE_REDUCE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Sums are pairwise or in double over blocks fixed by the length, so that ten million Float 0.1 sum to a relative
// error of 1e-7 and the bits never depend on the number of threads. An empty sum is 0.
#define FLEDGE_DECLARE_REDUCE(T, S)                                                                                 \
  void fledge_sum_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y);                          \
  /* The sum divided by the axis's length, divided before rounding to T: no overflow of the sum in T. */            \
  void fledge_mean_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y);                         \
  /* NaN if any is NaN; -inf, or of the smallest +inf, for an empty axis */                                         \
  void fledge_max_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y);                          \
  void fledge_min_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y);                          \
  /* Gathered in double, rounded once; 1 for an empty axis */                                                       \
  void fledge_product_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y);                      \
  /* Where the largest and the smallest element is along the axis, which is not empty: the first of equals, and     \
     the first NaN before any number */                                                                             \
  void fledge_arg_max_axis_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, int32_t *y);           \
  void fledge_arg_min_axis_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, int32_t *y);           \
  /* The sums and products of the elements up to each, gathered in double: from the first on, or backwards from     \
     the last. y is of x's shape and may be x. */                                                                   \
  void fledge_cumulative_sum_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, bool backwards, const T *x,      \
                                 T *y);                                                                             \
  void fledge_cumulative_product_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, bool backwards,              \
                                     const T *x, T *y);                                                             \
  /* The naive twins: one element after the other, compensated sums in double. */                                   \
  void fledge_sum_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y);                \
  void fledge_mean_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y);               \
  void fledge_max_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y);                \
  void fledge_min_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y);                \
  void fledge_product_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y);            \
  void fledge_arg_max_axis_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x,              \
                                         int32_t *y);                                                               \
  void fledge_arg_min_axis_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x,              \
                                         int32_t *y);                                                               \
  void fledge_cumulative_sum_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, bool backwards,        \
                                           const T *x, T *y);                                                       \
  void fledge_cumulative_product_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, bool backwards,    \
                                               const T *x, T *y);

FLEDGE_DECLARE_REDUCE(float, f32)
FLEDGE_DECLARE_REDUCE(double, f64)

#endif
