#include "fledge_threads.h"
#include "integer_loops.h"

typedef void (*pair_row)(ptrdiff_t count, const void *x, ptrdiff_t x_stride, const void *z, ptrdiff_t z_stride,
                         void *to);

// The steps that occur are 0 and 1; each loop has its own, so that the compiler sees them.
#define DEFINE_PAIR_ROW(NAME, T, R, VALUE)                                                                           \
  static void NAME(ptrdiff_t count, const void *x, ptrdiff_t x_stride, const void *z, ptrdiff_t z_stride,            \
                   void *to) {                                                                                       \
    const T *p = x, *q = z;                                                                                          \
    R *restrict y = to;                                                                                              \
    if (x_stride == 1 && z_stride == 1) {                                                                            \
      for (ptrdiff_t i = 0; i < count; i++) { T a = p[i], b = q[i]; y[i] = (R)(VALUE); }                             \
    } else if (x_stride == 1 && z_stride == 0) {                                                                     \
      for (ptrdiff_t i = 0; i < count; i++) { T a = p[i], b = *q; y[i] = (R)(VALUE); }                               \
    } else {                                                                                                         \
      for (ptrdiff_t i = 0; i < count; i++) { T a = p[i * x_stride], b = q[i * z_stride]; y[i] = (R)(VALUE); }       \
    }                                                                                                                \
  }

#define DEFINE_INTEGER_PAIRS(S, T, U, LEAST, GREATEST)                                                               \
  DEFINE_PAIR_ROW(add_##S, T, T, (U)a + (U)b)                                                                        \
  DEFINE_PAIR_ROW(subtract_##S, T, T, (U)a - (U)b)                                                                   \
  DEFINE_PAIR_ROW(multiply_##S, T, T, (U)a * (U)b)                                                                   \
  DEFINE_PAIR_ROW(max_##S, T, T, a > b ? a : b)                                                                      \
  DEFINE_PAIR_ROW(min_##S, T, T, a < b ? a : b)                                                                      \
  DEFINE_PAIR_ROW(equal_##S, T, uint8_t, a == b)                                                                     \
  DEFINE_PAIR_ROW(not_equal_##S, T, uint8_t, a != b)                                                                 \
  DEFINE_PAIR_ROW(less_##S, T, uint8_t, a < b)                                                                       \
  DEFINE_PAIR_ROW(less_equal_##S, T, uint8_t, a <= b)                                                                \
  DEFINE_PAIR_ROW(and_##S, T, uint8_t, (a != 0) & (b != 0))                                                          \
  DEFINE_PAIR_ROW(or_##S, T, uint8_t, (a != 0) | (b != 0))

FOR_EACH_INTEGER(DEFINE_INTEGER_PAIRS)

DEFINE_PAIR_ROW(equal_mask, uint8_t, uint8_t, (a != 0) == (b != 0))
DEFINE_PAIR_ROW(not_equal_mask, uint8_t, uint8_t, (a != 0) != (b != 0))
DEFINE_PAIR_ROW(less_mask, uint8_t, uint8_t, (a != 0) < (b != 0))
DEFINE_PAIR_ROW(less_equal_mask, uint8_t, uint8_t, (a != 0) <= (b != 0))

#define PAIR_ROWS(NAME, OF_MASK) {NAME##_i32, NAME##_i64, NAME##_u8, OF_MASK}
static const pair_row pair_rows[][4] = {
  [FLEDGE_INTEGER_ADD] = PAIR_ROWS(add, NULL),
  [FLEDGE_INTEGER_SUBTRACT] = PAIR_ROWS(subtract, NULL),
  [FLEDGE_INTEGER_MULTIPLY] = PAIR_ROWS(multiply, NULL),
  [FLEDGE_INTEGER_MAX] = PAIR_ROWS(max, or_u8),
  [FLEDGE_INTEGER_MIN] = PAIR_ROWS(min, and_u8),
  [FLEDGE_INTEGER_EQUAL] = PAIR_ROWS(equal, equal_mask),
  [FLEDGE_INTEGER_NOT_EQUAL] = PAIR_ROWS(not_equal, not_equal_mask),
  [FLEDGE_INTEGER_LESS] = PAIR_ROWS(less, less_mask),
  [FLEDGE_INTEGER_LESS_EQUAL] = PAIR_ROWS(less_equal, less_equal_mask),
  [FLEDGE_INTEGER_AND] = PAIR_ROWS(and, and_u8),
  [FLEDGE_INTEGER_OR] = PAIR_ROWS(or, or_u8),
};

typedef struct {
  pair_row row;
  ptrdiff_t columns, size, result_size;
  fledge_grid a, b;
  char *y;
} pair_call;

static inline const char *element(fledge_grid x, ptrdiff_t size, ptrdiff_t row, ptrdiff_t column) {
  return (const char *)x.data + (row * x.row_stride + column * x.column_stride) * size;
}

static void pair_some_rows(void *context, ptrdiff_t begin, ptrdiff_t end) {
  const pair_call *call = context;
  for (ptrdiff_t i = begin; i < end; i++) {
    call->row(call->columns, element(call->a, call->size, i, 0), call->a.column_stride,
              element(call->b, call->size, i, 0), call->b.column_stride, call->y + i * call->columns * call->result_size);
  }
}

static void pair_some_columns(void *context, ptrdiff_t begin, ptrdiff_t end) {
  const pair_call *call = context;
  call->row(end - begin, element(call->a, call->size, 0, begin), call->a.column_stride,
            element(call->b, call->size, 0, begin), call->b.column_stride, call->y + begin * call->result_size);
}

void fledge_integer_pair(fledge_integer_pair_operation operation, fledge_dtype dtype, ptrdiff_t rows, ptrdiff_t columns,
                         fledge_grid a, fledge_grid b, void *y) {
  ptrdiff_t size = fledge_size_of(dtype);
  pair_call call = {
    .row = pair_rows[operation][integer_index(dtype)],
    .columns = columns,
    .size = size,
    .result_size = operation >= FLEDGE_INTEGER_EQUAL ? 1 : size,
    .a = a,
    .b = b,
    .y = y,
  };
  if (rows == 1) return fledge_parallel_for(columns, INTEGER_PIECE, pair_some_columns, &call);
  ptrdiff_t grain = columns > 0 ? INTEGER_PIECE / columns : INTEGER_PIECE;
  fledge_parallel_for(rows, grain > 0 ? grain : 1, pair_some_rows, &call);
}
