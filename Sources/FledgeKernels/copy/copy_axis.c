/// Gathering and scattering along an axis, by an index for each element. Memory, not arithmetic, takes the time: there is
/// one variant for all instruction sets.
#include "fledge_copy.h"
#include "fledge_threads.h"

enum { SERIAL_COUNT = 1 << 15, PIECE_COUNT = 1 << 13 }; // elements

typedef struct {
  ptrdiff_t axis, count, inner;
  const void *x;
  const int32_t *indices;
  void *y;
} axis_call;

static void run(fledge_task task, ptrdiff_t units, ptrdiff_t size, axis_call *call) {
  if (size == 0 || units < SERIAL_COUNT / size + 1) return task(call, 0, units);
  fledge_parallel_for(units, PIECE_COUNT / size + 1, task, call);
}

// Rows of the result, one for each element of `outer` and of `count`.
#define DEFINE_GATHER(T)                                                                                             \
  static void gather_##T(void *context, ptrdiff_t begin, ptrdiff_t end) {                                            \
    const axis_call *call = context;                                                                                 \
    for (ptrdiff_t row = begin; row < end; row++) {                                                                  \
      const T *x = (const T *)call->x + row / call->count * call->axis * call->inner;                                \
      const int32_t *indices = call->indices + row * call->inner;                                                    \
      T *y = (T *)call->y + row * call->inner;                                                                       \
      for (ptrdiff_t n = 0; n < call->inner; n++) y[n] = x[indices[n] * call->inner + n];                            \
    }                                                                                                                \
  }

DEFINE_GATHER(uint8_t)
DEFINE_GATHER(uint16_t)
DEFINE_GATHER(uint32_t)
DEFINE_GATHER(uint64_t)

void fledge_gather_axis(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner, ptrdiff_t size, const void *x,
                        const int32_t *indices, void *y) {
  axis_call call = {axis, count, inner, x, indices, y};
  switch (size) {
    case 1: return run(gather_uint8_t, outer * count, inner, &call);
    case 2: return run(gather_uint16_t, outer * count, inner, &call);
    case 4: return run(gather_uint32_t, outer * count, inner, &call);
    default: return run(gather_uint64_t, outer * count, inner, &call);
  }
}

// Elements of `outer`: no two threads add to one element, and the order of its terms is theirs in x. SUM is the type in
// which adding wraps.
#define DEFINE_SCATTER(T, SUM, S)                                                                                    \
  static void scatter_##S(void *context, ptrdiff_t begin, ptrdiff_t end) {                                           \
    const axis_call *call = context;                                                                                 \
    for (ptrdiff_t o = begin; o < end; o++) {                                                                        \
      T *y = (T *)call->y + o * call->axis * call->inner;                                                            \
      for (ptrdiff_t row = o * call->count; row < (o + 1) * call->count; row++) {                                    \
        const T *x = (const T *)call->x + row * call->inner;                                                         \
        const int32_t *indices = call->indices + row * call->inner;                                                  \
        for (ptrdiff_t n = 0; n < call->inner; n++) {                                                                \
          T *sum = y + indices[n] * call->inner + n;                                                                 \
          *sum = (T)((SUM)*sum + (SUM)x[n]);                                                                         \
        }                                                                                                            \
      }                                                                                                              \
    }                                                                                                                \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_scatter_add_axis_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t count, ptrdiff_t inner, const T *x,    \
                                   const int32_t *indices, T *y) {                                                   \
    run(scatter_##S, outer, count * inner, &(axis_call){axis, count, inner, x, indices, y});                         \
  }

DEFINE_SCATTER(float, float, f32)
DEFINE_SCATTER(double, double, f64)
DEFINE_SCATTER(int32_t, uint32_t, i32)
DEFINE_SCATTER(int64_t, uint64_t, i64)
DEFINE_SCATTER(uint8_t, uint32_t, u8)
