/// The order of elements.
#ifndef FLEDGE_SORT_H
#define FLEDGE_SORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// y[i, :] are the numbers of row i's elements in ascending, or descending, order: equal ones, both zeros among them, in
// the order in which they stand, NaN last either way. x and y are (rows, columns), contiguous.
#define FLEDGE_DECLARE_SORT(T, S)                                                                                  \
  void fledge_argsort_##S(ptrdiff_t rows, ptrdiff_t columns, bool descending, const T *x, int32_t *y);             \
  /* The naive twin: insertion. */                                                                                 \
  void fledge_argsort_reference_##S(ptrdiff_t rows, ptrdiff_t columns, bool descending, const T *x, int32_t *y);

FLEDGE_DECLARE_SORT(float, f32)
FLEDGE_DECLARE_SORT(double, f64)
FLEDGE_DECLARE_SORT(int32_t, i32)
FLEDGE_DECLARE_SORT(int64_t, i64)
FLEDGE_DECLARE_SORT(uint8_t, u8)

#endif
