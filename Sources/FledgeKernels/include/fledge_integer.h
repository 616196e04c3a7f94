/// Exact arithmetic of integers and masks: in the elements' own type, overflow wraps.
#ifndef FLEDGE_INTEGER_H
#define FLEDGE_INTEGER_H

#include <stddef.h>
#include <stdint.h>
#include "fledge_dtype.h"

/// Of two elements. From FLEDGE_INTEGER_EQUAL on the result is a mask, a byte of 0 or 1; masks take these alone.
typedef enum : int32_t {
  FLEDGE_INTEGER_ADD, FLEDGE_INTEGER_SUBTRACT, FLEDGE_INTEGER_MULTIPLY, FLEDGE_INTEGER_MAX, FLEDGE_INTEGER_MIN,
  FLEDGE_INTEGER_EQUAL, FLEDGE_INTEGER_NOT_EQUAL, FLEDGE_INTEGER_LESS, FLEDGE_INTEGER_LESS_EQUAL,
  FLEDGE_INTEGER_AND, // both are other than 0
  FLEDGE_INTEGER_OR,  // at least one is other than 0
} fledge_integer_pair_operation;

/// Of one element. FLEDGE_INTEGER_NOT gives a mask, and masks take it alone.
typedef enum : int32_t {
  FLEDGE_INTEGER_NEGATE, FLEDGE_INTEGER_ABS, FLEDGE_INTEGER_SIGN, FLEDGE_INTEGER_NOT,
} fledge_integer_operation;

/// Of many elements. The sum is Int64, for a mask the count of what is other than 0; the others keep the type.
typedef enum : int32_t {
  FLEDGE_INTEGER_SUM, FLEDGE_INTEGER_LARGEST, FLEDGE_INTEGER_SMALLEST,
} fledge_integer_reduction;

/// Elements of a grid of rows and columns; steps in elements, 0 repeats.
typedef struct {
  const void *data;
  ptrdiff_t row_stride, column_stride;
} fledge_grid;

/// y[i, j] = a[i, j] ∘ b[i, j] for integers or masks of one type; y is contiguous.
void fledge_integer_pair(fledge_integer_pair_operation operation, fledge_dtype dtype, ptrdiff_t rows, ptrdiff_t columns,
                         fledge_grid a, fledge_grid b, void *y);
/// y[i] = ∘ x[i].
void fledge_integer_each(fledge_integer_operation operation, fledge_dtype dtype, ptrdiff_t count, const void *x, void *y);
/// y[o, i] = ∘ over a of x[o, a, i]. The largest and the smallest of no elements are the type's least and greatest number.
void fledge_integer_reduce(fledge_integer_reduction reduction, fledge_dtype dtype, ptrdiff_t outer, ptrdiff_t axis,
                           ptrdiff_t inner, const void *x, void *y);
/// y[i, j] = mask[i, j] ? a[i, j] : b[i, j] for elements of `size` bytes: 1, 4 or 8. A mask is a byte that is 0 or not.
void fledge_select_elements(ptrdiff_t size, ptrdiff_t rows, ptrdiff_t columns, fledge_grid mask, fledge_grid a,
                            fledge_grid b, void *y);

/// The naive twins: one element at a time, as a 64-bit number that is cut to its type at the end.
void fledge_integer_pair_reference(fledge_integer_pair_operation operation, fledge_dtype dtype, ptrdiff_t rows,
                                   ptrdiff_t columns, fledge_grid a, fledge_grid b, void *y);
void fledge_integer_each_reference(fledge_integer_operation operation, fledge_dtype dtype, ptrdiff_t count,
                                   const void *x, void *y);
void fledge_integer_reduce_reference(fledge_integer_reduction reduction, fledge_dtype dtype, ptrdiff_t outer,
                                     ptrdiff_t axis, ptrdiff_t inner, const void *x, void *y);
void fledge_select_elements_reference(ptrdiff_t size, ptrdiff_t rows, ptrdiff_t columns, fledge_grid mask,
                                      fledge_grid a, fledge_grid b, void *y);

#endif
