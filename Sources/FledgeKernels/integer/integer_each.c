#include "fledge_threads.h"
#include "integer_loops.h"

typedef void (*each_loop)(ptrdiff_t count, const void *from, void *to);

#define DEFINE_EACH(NAME, T, R, VALUE)                                                                               \
  static void NAME(ptrdiff_t count, const void *from, void *to) {                                                    \
    const T *x = from;                                                                                               \
    R *restrict y = to;                                                                                              \
    for (ptrdiff_t i = 0; i < count; i++) { T a = x[i]; y[i] = (R)(VALUE); }                                         \
  }

// The magnitude of the least number wraps to itself.
#define DEFINE_INTEGER_EACH(S, T, U, LEAST, GREATEST)                                                                \
  DEFINE_EACH(negate_##S, T, T, (U)0 - (U)a)                                                                         \
  DEFINE_EACH(abs_##S, T, T, a < (T)0 ? (U)0 - (U)a : (U)a)                                                          \
  DEFINE_EACH(sign_##S, T, T, (a > 0) - (a < (T)0))                                                                  \
  DEFINE_EACH(not_##S, T, uint8_t, a == 0)

FOR_EACH_INTEGER(DEFINE_INTEGER_EACH)

#define EACH_LOOPS(NAME, OF_MASK) {NAME##_i32, NAME##_i64, NAME##_u8, OF_MASK}
static const each_loop each_loops[][4] = {
  [FLEDGE_INTEGER_NEGATE] = EACH_LOOPS(negate, NULL),
  [FLEDGE_INTEGER_ABS] = EACH_LOOPS(abs, NULL),
  [FLEDGE_INTEGER_SIGN] = EACH_LOOPS(sign, NULL),
  [FLEDGE_INTEGER_NOT] = EACH_LOOPS(not, not_u8),
};

typedef struct {
  each_loop loop;
  ptrdiff_t size, result_size;
  const char *x;
  char *y;
} each_call;

static void each_piece(void *context, ptrdiff_t begin, ptrdiff_t end) {
  const each_call *call = context;
  call->loop(end - begin, call->x + begin * call->size, call->y + begin * call->result_size);
}

void fledge_integer_each(fledge_integer_operation operation, fledge_dtype dtype, ptrdiff_t count, const void *x, void *y) {
  ptrdiff_t size = fledge_size_of(dtype);
  each_call call = {
    .loop = each_loops[operation][integer_index(dtype)],
    .size = size,
    .result_size = operation == FLEDGE_INTEGER_NOT ? 1 : size,
    .x = x,
    .y = y,
  };
  fledge_parallel_for(count, INTEGER_PIECE, each_piece, &call);
}
