#include "fledge_threads.h"
#include "integer_loops.h"

typedef struct {
  ptrdiff_t axis, inner;
  const void *x;
  void *y;
} reduce_integers_call;

// Row by row into the results: the inner loop runs over adjacent elements wherever there are any.
#define DEFINE_REDUCE(NAME, T, R, START, VALUE)                                                                      \
  static void NAME(void *context, ptrdiff_t begin, ptrdiff_t end) {                                                  \
    const reduce_integers_call *call = context;                                                                      \
    const ptrdiff_t axis = call->axis, inner = call->inner;                                                          \
    for (ptrdiff_t o = begin; o < end; o++) {                                                                        \
      const T *x = (const T *)call->x + o * axis * inner;                                                            \
      R *restrict y = (R *)call->y + o * inner;                                                                      \
      if (inner == 1) {                                                                                              \
        R a = (R)(START);                                                                                            \
        for (ptrdiff_t k = 0; k < axis; k++) { T b = x[k]; a = (R)(VALUE); }                                         \
        *y = a;                                                                                                      \
        continue;                                                                                                    \
      }                                                                                                              \
      for (ptrdiff_t i = 0; i < inner; i++) y[i] = (R)(START);                                                       \
      for (ptrdiff_t k = 0; k < axis; k++) {                                                                         \
        for (ptrdiff_t i = 0; i < inner; i++) { R a = y[i]; T b = x[k * inner + i]; y[i] = (R)(VALUE); }             \
      }                                                                                                              \
    }                                                                                                                \
  }

#define DEFINE_INTEGER_REDUCTIONS(S, T, U, LEAST, GREATEST)                                                          \
  DEFINE_REDUCE(sum_##S, T, int64_t, 0, (uint64_t)a + (uint64_t)b)                                                   \
  DEFINE_REDUCE(largest_##S, T, T, LEAST, a > b ? a : b)                                                             \
  DEFINE_REDUCE(smallest_##S, T, T, GREATEST, a < b ? a : b)

FOR_EACH_INTEGER(DEFINE_INTEGER_REDUCTIONS)
DEFINE_REDUCE(sum_mask, uint8_t, int64_t, 0, a + (b != 0))
DEFINE_REDUCE(largest_mask, uint8_t, uint8_t, 0, a | (b != 0))
DEFINE_REDUCE(smallest_mask, uint8_t, uint8_t, 1, a & (b != 0))

#define REDUCTIONS(NAME) {NAME##_i32, NAME##_i64, NAME##_u8, NAME##_mask}
static const fledge_task reductions[][4] = {
  [FLEDGE_INTEGER_SUM] = REDUCTIONS(sum),
  [FLEDGE_INTEGER_LARGEST] = REDUCTIONS(largest),
  [FLEDGE_INTEGER_SMALLEST] = REDUCTIONS(smallest),
};

void fledge_integer_reduce(fledge_integer_reduction reduction, fledge_dtype dtype, ptrdiff_t outer, ptrdiff_t axis,
                           ptrdiff_t inner, const void *x, void *y) {
  reduce_integers_call call = {.axis = axis, .inner = inner, .x = x, .y = y};
  ptrdiff_t each = axis * inner > 0 ? axis * inner : 1, grain = INTEGER_PIECE / each;
  fledge_parallel_for(outer, grain > 0 ? grain : 1, reductions[reduction][integer_index(dtype)], &call);
}
