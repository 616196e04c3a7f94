/// Cumulative sums and products.
#include "fledge_reduce.h"
#include "fledge_threads.h"

enum {
  SERIAL_COUNT = 1 << 15, // elements; fewer are done before a second thread has woken
  PIECE_COUNT = 1 << 13,
  STRIP = 64, // columns gathered side by side
};

typedef struct {
  ptrdiff_t axis, inner, strips;
  bool backwards;
  const void *x;
  void *y;
} cumulative_call;

// Over `outer` elements, each cut into strips of columns.
static void run(fledge_task task, ptrdiff_t outer, cumulative_call *call) {
  if (outer == 0 || call->axis == 0 || call->inner == 0) return;
  call->strips = (call->inner + STRIP - 1) / STRIP;
  ptrdiff_t units = outer * call->strips, size = call->axis * (call->inner < STRIP ? call->inner : STRIP);
  if (units < SERIAL_COUNT / size + 1) return task(call, 0, units);
  fledge_parallel_for(units, PIECE_COUNT / size + 1, task, call);
}

#define DEFINE_CUMULATIVE(NAME, OPERATOR, FIRST, T, S)                                                               \
  static void NAME##_strips_##S(void *context, ptrdiff_t begin, ptrdiff_t end) {                                     \
    const cumulative_call *call = context;                                                                           \
    for (ptrdiff_t unit = begin; unit < end; unit++) {                                                               \
      ptrdiff_t strip = unit % call->strips * STRIP, left = call->inner - strip, width = left < STRIP ? left : STRIP; \
      ptrdiff_t step = call->backwards ? -call->inner : call->inner;                                                 \
      ptrdiff_t at = unit / call->strips * call->axis * call->inner + strip;                                         \
      if (call->backwards) at += (call->axis - 1) * call->inner;                                                     \
      double gathered[STRIP];                                                                                        \
      for (ptrdiff_t j = 0; j < width; j++) gathered[j] = FIRST;                                                     \
      for (ptrdiff_t i = 0; i < call->axis; i++, at += step) {                                                       \
        const T *x = (const T *)call->x + at;                                                                        \
        T *y = (T *)call->y + at;                                                                                    \
        for (ptrdiff_t j = 0; j < width; j++) {                                                                      \
          gathered[j] = gathered[j] OPERATOR (double)x[j];                                                           \
          y[j] = (T)gathered[j];                                                                                     \
        }                                                                                                            \
      }                                                                                                              \
    }                                                                                                                \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_##NAME##_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, bool backwards, const T *x, T *y) {     \
    run(NAME##_strips_##S, outer, &(cumulative_call){axis, inner, 0, backwards, x, y});                              \
  }

DEFINE_CUMULATIVE(cumulative_sum, +, 0, float, f32)
DEFINE_CUMULATIVE(cumulative_sum, +, 0, double, f64)
DEFINE_CUMULATIVE(cumulative_product, *, 1, float, f32)
DEFINE_CUMULATIVE(cumulative_product, *, 1, double, f64)
