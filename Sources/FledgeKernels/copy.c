#include "fledge_copy.h"

void fledge_convert(ptrdiff_t count, fledge_dtype from, const void *x, fledge_dtype to, void *y) {
  fledge_convert_reference(count, from, x, to, y);
}

void fledge_copy_strided(ptrdiff_t rank, const ptrdiff_t *shape, const ptrdiff_t *strides, ptrdiff_t size, const void *x,
                         void *y) {
  fledge_copy_strided_reference(rank, shape, strides, size, x, y);
}

void fledge_gather_rows(ptrdiff_t count, ptrdiff_t bytes, const void *x, const int32_t *indices, void *y) {
  fledge_gather_rows_reference(count, bytes, x, indices, y);
}

void fledge_gather_rows_u8_f32(ptrdiff_t count, ptrdiff_t columns, const uint8_t *x, const int32_t *indices, float scale,
                               float shift, float *y) {
  fledge_gather_rows_u8_reference_f32(count, columns, x, indices, scale, shift, y);
}

void fledge_gather_rows_u8_f64(ptrdiff_t count, ptrdiff_t columns, const uint8_t *x, const int32_t *indices,
                               double scale, double shift, double *y) {
  fledge_gather_rows_u8_reference_f64(count, columns, x, indices, scale, shift, y);
}

void fledge_scatter_add_rows_f32(ptrdiff_t count, ptrdiff_t columns, const float *x, const int32_t *indices, float *y) {
  fledge_scatter_add_rows_reference_f32(count, columns, x, indices, y);
}

void fledge_scatter_add_rows_f64(ptrdiff_t count, ptrdiff_t columns, const double *x, const int32_t *indices,
                                 double *y) {
  fledge_scatter_add_rows_reference_f64(count, columns, x, indices, y);
}
