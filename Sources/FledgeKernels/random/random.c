#include "fledge_random.h"
#include "fledge_threads.h"
#include "normal_quantile.h"
#include "random_call.h"
#include "../isa/variants.h"
#include <math.h>
#include <string.h>

// A fused multiply-add would give other bits on some platforms, so no file of the generator contracts.
#pragma STDC FP_CONTRACT OFF

#define KERNELS "../random/random_kernels.inc"
#include "../isa/each_isa.inc"

enum { SERIAL_COUNT = 1 << 15, PIECE_COUNT = 1 << 13 }; // elements

static void run(random_kernel kernel, void *call, ptrdiff_t count) {
  if (count < SERIAL_COUNT) return kernel(call, 0, count);
  fledge_parallel_for(count, PIECE_COUNT, kernel, call);
}

#define DEFINE_RANDOM(T, S, NEXT)                                                                                    \
  void fledge_random_uniform_##S(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, double low,         \
                                 double high, T *y) {                                                                \
    random_call call = {.key = key, .stream = stream, .first = first, .offset = low, .factor = high - low, .y = y};  \
    call.least = (T)low < low ? NEXT((T)low, INFINITY) : (T)low;                                                     \
    call.most = (T)high >= high ? NEXT((T)high, -INFINITY) : (T)high;                                                \
    run(VARIANT(uniform_##S), &call, count);                                                                         \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_random_normal_##S(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, double mean,         \
                                double deviation, T *y) {                                                            \
    random_call call = {.key = key, .stream = stream, .first = first, .offset = mean, .factor = deviation, .y = y};  \
    run(VARIANT(normal_##S), &call, count);                                                                          \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_drop_##S(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, uint32_t last, double factor, \
                       const T *x, T *y) {                                                                           \
    drop_call call = {.key = key, .stream = stream, .first = first, .last = last, .factor = factor, .x = x, .y = y}; \
    run(VARIANT(drop_##S), &call, count);                                                                            \
  }

DEFINE_RANDOM(float, f32, nextafterf)
DEFINE_RANDOM(double, f64, nextafter)
