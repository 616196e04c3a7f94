#include "fledge_threads.h"
#include "integer_loops.h"

typedef struct {
  ptrdiff_t size, columns;
  fledge_grid mask, a, b;
  char *y;
} select_call;

#define DEFINE_SELECT_ROW(T)                                                                                         \
  static void select_row_##T(const select_call *call, ptrdiff_t row) {                                               \
    const fledge_grid m = call->mask, a = call->a, b = call->b;                                                      \
    const uint8_t *mask = (const uint8_t *)m.data + row * m.row_stride;                                              \
    const T *p = (const T *)a.data + row * a.row_stride, *q = (const T *)b.data + row * b.row_stride;                \
    T *restrict y = (T *)call->y + row * call->columns;                                                              \
    if (m.column_stride == 1 && a.column_stride == 1 && b.column_stride == 1) {                                      \
      for (ptrdiff_t i = 0; i < call->columns; i++) y[i] = mask[i] ? p[i] : q[i];                                    \
      return;                                                                                                        \
    }                                                                                                                \
    for (ptrdiff_t i = 0; i < call->columns; i++) {                                                                  \
      y[i] = mask[i * m.column_stride] ? p[i * a.column_stride] : q[i * b.column_stride];                            \
    }                                                                                                                \
  }

DEFINE_SELECT_ROW(uint8_t)
DEFINE_SELECT_ROW(uint32_t)
DEFINE_SELECT_ROW(uint64_t)

static void select_rows(void *context, ptrdiff_t begin, ptrdiff_t end) {
  const select_call *call = context;
  for (ptrdiff_t row = begin; row < end; row++) {
    switch (call->size) {
      case 1: select_row_uint8_t(call, row); break;
      case 4: select_row_uint32_t(call, row); break;
      default: select_row_uint64_t(call, row);
    }
  }
}

void fledge_select_elements(ptrdiff_t size, ptrdiff_t rows, ptrdiff_t columns, fledge_grid mask, fledge_grid a,
                            fledge_grid b, void *y) {
  select_call call = {.size = size, .columns = columns, .mask = mask, .a = a, .b = b, .y = y};
  ptrdiff_t grain = columns > 0 ? INTEGER_PIECE / columns : INTEGER_PIECE;
  fledge_parallel_for(rows, grain > 0 ? grain : 1, select_rows, &call);
}
