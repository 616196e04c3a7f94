#include "fledge_copy.h"
#include <stdbool.h>
#include <string.h>

static int64_t to_integer(double value, double low, double high, int64_t lowest, int64_t highest) {
  if (value != value) return 0;
  return value <= low ? lowest : value >= high ? highest : (int64_t)value;
}

static int64_t clamped(int64_t value, int64_t low, int64_t high) {
  return value < low ? low : value > high ? high : value;
}

static void store_real(fledge_dtype to, void *y, ptrdiff_t i, double value) {
  switch (to) {
  case FLEDGE_F32: ((float *)y)[i] = (float)value; break;
  case FLEDGE_F64: ((double *)y)[i] = value; break;
  case FLEDGE_I32: ((int32_t *)y)[i] = (int32_t)to_integer(value, -0x1p31, 0x1p31, INT32_MIN, INT32_MAX); break;
  case FLEDGE_I64: ((int64_t *)y)[i] = to_integer(value, -0x1p63, 0x1p63, INT64_MIN, INT64_MAX); break;
  case FLEDGE_U8: ((uint8_t *)y)[i] = (uint8_t)to_integer(value, 0, 255, 0, 255); break;
  case FLEDGE_BOOL: ((uint8_t *)y)[i] = value != 0; break;
  }
}

static void store_integer(fledge_dtype to, void *y, ptrdiff_t i, int64_t value) {
  switch (to) {
  case FLEDGE_F32: ((float *)y)[i] = (float)value; break;
  case FLEDGE_F64: ((double *)y)[i] = (double)value; break;
  case FLEDGE_I32: ((int32_t *)y)[i] = (int32_t)clamped(value, INT32_MIN, INT32_MAX); break;
  case FLEDGE_I64: ((int64_t *)y)[i] = value; break;
  case FLEDGE_U8: ((uint8_t *)y)[i] = (uint8_t)clamped(value, 0, 255); break;
  case FLEDGE_BOOL: ((uint8_t *)y)[i] = value != 0; break;
  }
}

void fledge_convert_reference(ptrdiff_t count, fledge_dtype from, const void *x, fledge_dtype to, void *y) {
  for (ptrdiff_t i = 0; i < count; i++) {
    switch (from) {
    case FLEDGE_F32: store_real(to, y, i, ((const float *)x)[i]); break;
    case FLEDGE_F64: store_real(to, y, i, ((const double *)x)[i]); break;
    case FLEDGE_I32: store_integer(to, y, i, ((const int32_t *)x)[i]); break;
    case FLEDGE_I64: store_integer(to, y, i, ((const int64_t *)x)[i]); break;
    case FLEDGE_U8: store_integer(to, y, i, ((const uint8_t *)x)[i]); break;
    case FLEDGE_BOOL: store_integer(to, y, i, ((const uint8_t *)x)[i] != 0); break;
    }
  }
}

void fledge_copy_strided_reference(ptrdiff_t rank, const ptrdiff_t *shape, const ptrdiff_t *strides, ptrdiff_t size,
                                   const void *x, void *y) {
  ptrdiff_t count = 1;
  for (ptrdiff_t axis = 0; axis < rank; axis++) count *= shape[axis];
  for (ptrdiff_t i = 0; i < count; i++) {
    ptrdiff_t rest = i, offset = 0;
    for (ptrdiff_t axis = rank - 1; axis >= 0; axis--) {
      offset += rest % shape[axis] * strides[axis];
      rest /= shape[axis];
    }
    memcpy((char *)y + i * size, (const char *)x + offset * size, (size_t)size);
  }
}

void fledge_gather_rows_reference(ptrdiff_t count, ptrdiff_t bytes, const void *x, const int32_t *indices, void *y) {
  for (ptrdiff_t i = 0; i < count; i++) {
    for (ptrdiff_t j = 0; j < bytes; j++) ((char *)y)[i * bytes + j] = ((const char *)x)[indices[i] * bytes + j];
  }
}

#define DEFINE_ROW_REFERENCES(T, S)                                                                                  \
  void fledge_gather_rows_u8_reference_##S(ptrdiff_t count, ptrdiff_t columns, const uint8_t *x,                     \
                                           const int32_t *indices, T scale, T shift, T *y) {                         \
    _Pragma("STDC FP_CONTRACT OFF")                                                                                  \
    for (ptrdiff_t i = 0; i < count; i++) {                                                                          \
      for (ptrdiff_t j = 0; j < columns; j++) {                                                                      \
        T scaled = scale * (T)x[indices[i] * columns + j];                                                           \
        y[i * columns + j] = scaled + shift;                                                                         \
      }                                                                                                              \
    }                                                                                                                \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_scatter_add_rows_reference_##S(ptrdiff_t count, ptrdiff_t columns, const T *x, const int32_t *indices, \
                                             T *y) {                                                                 \
    for (ptrdiff_t i = 0; i < count; i++) {                                                                          \
      for (ptrdiff_t j = 0; j < columns; j++) y[indices[i] * columns + j] += x[i * columns + j];                     \
    }                                                                                                                \
  }

DEFINE_ROW_REFERENCES(float, f32)
DEFINE_ROW_REFERENCES(double, f64)

void fledge_gather_axis_reference(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner, ptrdiff_t size,
                                  const void *x, const int32_t *indices, void *y) {
  for (ptrdiff_t i = 0; i < outer * count * inner; i++) {
    const ptrdiff_t o = i / inner / count, from = (o * axis + indices[i]) * inner + i % inner;
    memcpy((char *)y + i * size, (const char *)x + from * size, (size_t)size);
  }
}

#define DEFINE_AXIS_REFERENCE(T, SUM, S)                                                                             \
  void fledge_scatter_add_axis_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner,      \
                                             const T *x, const int32_t *indices, T *y) {                             \
    for (ptrdiff_t i = 0; i < outer * count * inner; i++) {                                                          \
      const ptrdiff_t o = i / inner / count, to = (o * axis + indices[i]) * inner + i % inner;                       \
      y[to] = (T)((SUM)y[to] + (SUM)x[i]);                                                                           \
    }                                                                                                                \
  }

DEFINE_AXIS_REFERENCE(float, float, f32)
DEFINE_AXIS_REFERENCE(double, double, f64)
DEFINE_AXIS_REFERENCE(int32_t, uint32_t, i32)
DEFINE_AXIS_REFERENCE(int64_t, uint64_t, i64)
DEFINE_AXIS_REFERENCE(uint8_t, uint32_t, u8)
