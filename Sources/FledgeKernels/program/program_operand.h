/// Reading and writing one element of any type, shared by the reference and the slow paths of the fast interpreter.
#ifndef FLEDGE_PROGRAM_OPERAND_H
#define FLEDGE_PROGRAM_OPERAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "fledge_program.h"

static inline double fledge_load_element(const void *data, fledge_dtype dtype, ptrdiff_t index) {
  switch (dtype) {
    case FLEDGE_F32: return ((const float *)data)[index];
    case FLEDGE_F64: return ((const double *)data)[index];
    case FLEDGE_I32: return ((const int32_t *)data)[index];
    case FLEDGE_I64: return (double)((const int64_t *)data)[index];
    case FLEDGE_U8: return ((const uint8_t *)data)[index];
    case FLEDGE_BOOL: return ((const uint8_t *)data)[index] != 0;
  }
  return 0;
}

/// To integers: rounded towards zero, clamped, NaN to 0. To bool: value != 0.
static inline void fledge_store_element(void *data, fledge_dtype dtype, ptrdiff_t index, double value) {
  switch (dtype) {
    case FLEDGE_F32: ((float *)data)[index] = (float)value; break;
    case FLEDGE_F64: ((double *)data)[index] = value; break;
    case FLEDGE_I32:
      ((int32_t *)data)[index] = value != value          ? 0
                                 : value <= -0x1p31      ? INT32_MIN
                                 : value >= 0x1p31 - 1.0 ? INT32_MAX
                                                         : (int32_t)value;
      break;
    case FLEDGE_I64:
      ((int64_t *)data)[index] = value != value    ? 0
                                 : value <= -0x1p63 ? INT64_MIN
                                 : value >= 0x1p63  ? INT64_MAX
                                                    : (int64_t)value;
      break;
    case FLEDGE_U8:
      ((uint8_t *)data)[index] = value != value ? 0 : value <= 0 ? 0 : value >= 255 ? 255 : (uint8_t)value;
      break;
    case FLEDGE_BOOL: ((uint8_t *)data)[index] = value != 0; break;
  }
}

#endif
