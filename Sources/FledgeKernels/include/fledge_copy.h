/// Moving elements: conversion between types, permutation of axes, gathering rows.
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

/// The naive twins: one element at a time.
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
