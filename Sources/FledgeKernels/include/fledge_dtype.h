/// Element types.
#ifndef FLEDGE_DTYPE_H
#define FLEDGE_DTYPE_H

#include <stddef.h>
#include <stdint.h>

typedef enum : int32_t {
  FLEDGE_F32 = 0,
  FLEDGE_F64 = 1,
  FLEDGE_I32 = 2,
  FLEDGE_I64 = 3,
  FLEDGE_U8 = 4,
  FLEDGE_BOOL = 5,
} fledge_dtype;

/// Bytes of an element.
static inline ptrdiff_t fledge_size_of(fledge_dtype dtype) {
  switch (dtype) {
    case FLEDGE_F32:
    case FLEDGE_I32: return 4;
    case FLEDGE_F64:
    case FLEDGE_I64: return 8;
    case FLEDGE_U8:
    case FLEDGE_BOOL: return 1;
  }
  return 0;
}

#endif
