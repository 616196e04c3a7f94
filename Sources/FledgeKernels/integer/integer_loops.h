/// Loops over integers and masks, plain enough for the compiler to turn into vectors. They move more bytes than they
/// compute, so one form serves every instruction set.
#ifndef FLEDGE_INTEGER_LOOPS_H
#define FLEDGE_INTEGER_LOOPS_H

#include "fledge_integer.h"

/// Each type with its suffix, the unsigned type in which it wraps, and its least and greatest number.
#define FOR_EACH_INTEGER(DO)                                                                                         \
  DO(i32, int32_t, uint32_t, INT32_MIN, INT32_MAX)                                                                   \
  DO(i64, int64_t, uint64_t, INT64_MIN, INT64_MAX)                                                                   \
  DO(u8, uint8_t, uint8_t, 0, UINT8_MAX)

/// Where a type stands in that list; a mask is last.
static inline int integer_index(fledge_dtype dtype) {
  return dtype == FLEDGE_I32 ? 0 : dtype == FLEDGE_I64 ? 1 : dtype == FLEDGE_U8 ? 2 : 3;
}

enum { INTEGER_PIECE = 1 << 15 }; // elements for which a second thread is worth waking

#endif
