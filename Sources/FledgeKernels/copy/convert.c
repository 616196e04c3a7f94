#include "fledge_copy.h"
#include "fledge_threads.h"
#include "../isa/variants.h"
#include <string.h>

#define KERNELS "../copy/convert_kernels.inc"
#include "../isa/each_isa.inc"

enum { SERIAL_COUNT = 1 << 17, PIECE_COUNT = 1 << 15 }; // elements

// Rounded towards zero, clamped; NaN is 0.
static inline int32_t i32_of_real(double x) {
  double clamped = x < INT32_MIN ? INT32_MIN : x;
  clamped = clamped > INT32_MAX ? INT32_MAX : clamped;
  return (int32_t)(x != x ? 0 : clamped);
}

static inline int64_t i64_of_real(double x) {
  return x != x ? 0 : x <= -0x1p63 ? INT64_MIN : x >= 0x1p63 ? INT64_MAX : (int64_t)x;
}

static inline uint8_t u8_of_real(double x) {
  double clamped = x > 0 ? x : 0;
  return (uint8_t)(int32_t)(clamped > 255 ? 255 : clamped);
}

static inline int32_t i32_of_integer(int64_t x) {
  return x < INT32_MIN ? INT32_MIN : x > INT32_MAX ? INT32_MAX : (int32_t)x;
}

static inline uint8_t u8_of_integer(int64_t x) { return x < 0 ? 0 : x > 255 ? 255 : (uint8_t)x; }

// The function from every type to TO; a bool is a byte that is 0 or not.
#define DEFINE_CONVERT_TO(TO, T, OF_REAL, OF_INTEGER)                                                                \
  static void convert_to_##T(ptrdiff_t count, fledge_dtype from, const void *x, void *to) {                          \
    TO *y = to;                                                                                                      \
    switch (from) {                                                                                                  \
      CONVERT_CASE(FLEDGE_F32, float, OF_REAL)                                                                       \
      CONVERT_CASE(FLEDGE_F64, double, OF_REAL)                                                                      \
      CONVERT_CASE(FLEDGE_I32, int32_t, OF_INTEGER)                                                                  \
      CONVERT_CASE(FLEDGE_I64, int64_t, OF_INTEGER)                                                                  \
      CONVERT_CASE(FLEDGE_U8, uint8_t, OF_INTEGER)                                                                   \
      CONVERT_CASE(FLEDGE_BOOL, uint8_t, 0 !=)                                                                       \
    }                                                                                                                \
  }
#define CONVERT_CASE(dtype, FROM, OF)                                                                                \
  case dtype:                                                                                                        \
    for (ptrdiff_t i = 0; i < count; i++) y[i] = OF(((const FROM *)x)[i]);                                           \
    break;

DEFINE_CONVERT_TO(int32_t, i32, i32_of_real, i32_of_integer)
DEFINE_CONVERT_TO(int64_t, i64, i64_of_real, (int64_t))
DEFINE_CONVERT_TO(uint8_t, u8, u8_of_real, u8_of_integer)
DEFINE_CONVERT_TO(uint8_t, bool, 0 !=, 0 !=)

typedef struct {
  void (*convert)(ptrdiff_t count, fledge_dtype from, const void *x, void *y);
  fledge_dtype from, to;
  const char *x;
  char *y;
} convert_call;

static void convert_piece(void *context, ptrdiff_t begin, ptrdiff_t end) {
  const convert_call *call = context;
  const char *x = call->x + begin * fledge_size_of(call->from);
  char *y = call->y + begin * fledge_size_of(call->to);
  if (call->convert) call->convert(end - begin, call->from, x, y);
  else memcpy(y, x, (size_t)((end - begin) * fledge_size_of(call->to)));
}

void fledge_convert(ptrdiff_t count, fledge_dtype from, const void *x, fledge_dtype to, void *y) {
  convert_call call = {.from = from, .to = to, .x = x, .y = y};
  switch (to) {
    case FLEDGE_F32: call.convert = VARIANT(convert_to_f32); break;
    case FLEDGE_F64: call.convert = VARIANT(convert_to_f64); break;
    case FLEDGE_I32: call.convert = convert_to_i32; break;
    case FLEDGE_I64: call.convert = convert_to_i64; break;
    case FLEDGE_U8: call.convert = convert_to_u8; break;
    case FLEDGE_BOOL: call.convert = convert_to_bool; break;
  }
  if (from == to && to != FLEDGE_BOOL) call.convert = NULL;
  if (count < SERIAL_COUNT) return convert_piece(&call, 0, count);
  fledge_parallel_for(count, PIECE_COUNT, convert_piece, &call);
}
