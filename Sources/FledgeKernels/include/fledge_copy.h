/// Moving elements: conversion between types, permutation of axes, gathering and scattering.
#ifndef FLEDGE_COPY_H
#define FLEDGE_COPY_H

#include <stddef.h>
#include <stdint.h>
#include "fledge_dtype.h"

/// y[i] = (type of y) x[i]. To bool: x != 0. To integers: rounded towards zero, clamped, NaN to 0.
void fledge_convert(ptrdiff_t count, fledge_dtype from, const void *x, fledge_dtype to, void *y);

/// Copies `x` of the given shape, seen through `strides` (in elements, one an axis, any sign, 0 repeats), to
/// contiguous `y`. `size` is an element's bytes: 1, 2, 4 or 8. A rank of at most 16. Fast for a plain transpose of
/// two axes and for adjacent innermost axes.
void fledge_copy_strided(ptrdiff_t rank, const ptrdiff_t *shape, const ptrdiff_t *strides, ptrdiff_t size,
                         const void *x, void *y);

/// y[i, :] = x[indices[i], :], rows of `bytes` bytes. Indices must be in range.
void fledge_gather_rows(ptrdiff_t count, ptrdiff_t bytes, const void *x, const int32_t *indices, void *y);
/// y[i, :] = scale * x[indices[i], :] + shift, bytes to floats. The product is rounded once, then the sum (never
/// fused), so that every instruction set gives the same bits: with shift 0 an element is the float nearest to scale
/// times the byte. `scale` 1/255 differs from a division by 255 by at most one unit in the last place.
void fledge_gather_rows_u8_f32(ptrdiff_t count, ptrdiff_t columns, const uint8_t *x, const int32_t *indices,
                               float scale, float shift, float *y);
void fledge_gather_rows_u8_f64(ptrdiff_t count, ptrdiff_t columns, const uint8_t *x, const int32_t *indices,
                               double scale, double shift, double *y);
/// y[indices[i], :] += x[i, :], in order of i. Indices must be in range.
void fledge_scatter_add_rows_f32(ptrdiff_t count, ptrdiff_t columns, const float *x, const int32_t *indices, float *y);
void fledge_scatter_add_rows_f64(ptrdiff_t count, ptrdiff_t columns, const double *x, const int32_t *indices,
                                 double *y);

/// y[o, i, n] = x[o, indices[o, i, n], n]: along the middle axis of x (outer, axis, inner), by indices of y's shape
/// (outer, count, inner), which must lie in 0..<axis. `size` is an element's bytes: 1, 2, 4 or 8.
void fledge_gather_axis(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner, ptrdiff_t size, const void *x,
                        const int32_t *indices, void *y);
/// y[o, indices[o, i, n], n] += x[o, i, n], in order of i: x and the indices are (outer, count, inner), y is (outer, axis,
/// inner). Integers wrap.
void fledge_scatter_add_axis_f32(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner, const float *x,
                                 const int32_t *indices, float *y);
void fledge_scatter_add_axis_f64(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner, const double *x,
                                 const int32_t *indices, double *y);
void fledge_scatter_add_axis_i32(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner, const int32_t *x,
                                 const int32_t *indices, int32_t *y);
void fledge_scatter_add_axis_i64(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner, const int64_t *x,
                                 const int32_t *indices, int64_t *y);
void fledge_scatter_add_axis_u8(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner, const uint8_t *x,
                                const int32_t *indices, uint8_t *y);

/// The naive twins: one element at a time.
void fledge_gather_axis_reference(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner, ptrdiff_t size,
                                  const void *x, const int32_t *indices, void *y);
void fledge_scatter_add_axis_reference_f32(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner,
                                           const float *x, const int32_t *indices, float *y);
void fledge_scatter_add_axis_reference_f64(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner,
                                           const double *x, const int32_t *indices, double *y);
void fledge_scatter_add_axis_reference_i32(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner,
                                           const int32_t *x, const int32_t *indices, int32_t *y);
void fledge_scatter_add_axis_reference_i64(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner,
                                           const int64_t *x, const int32_t *indices, int64_t *y);
void fledge_scatter_add_axis_reference_u8(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner,
                                          const uint8_t *x, const int32_t *indices, uint8_t *y);
void fledge_convert_reference(ptrdiff_t count, fledge_dtype from, const void *x, fledge_dtype to, void *y);
void fledge_copy_strided_reference(ptrdiff_t rank, const ptrdiff_t *shape, const ptrdiff_t *strides, ptrdiff_t size,
                                   const void *x, void *y);
void fledge_gather_rows_reference(ptrdiff_t count, ptrdiff_t bytes, const void *x, const int32_t *indices, void *y);
void fledge_gather_rows_u8_reference_f32(ptrdiff_t count, ptrdiff_t columns, const uint8_t *x, const int32_t *indices,
                                         float scale, float shift, float *y);
void fledge_gather_rows_u8_reference_f64(ptrdiff_t count, ptrdiff_t columns, const uint8_t *x, const int32_t *indices,
                                         double scale, double shift, double *y);
void fledge_scatter_add_rows_reference_f32(ptrdiff_t count, ptrdiff_t columns, const float *x, const int32_t *indices,
                                           float *y);
void fledge_scatter_add_rows_reference_f64(ptrdiff_t count, ptrdiff_t columns, const double *x, const int32_t *indices,
                                           double *y);

#endif
