#include "fledge_random.h"

#define DEFINE_RANDOM(T, S)                                                                                          \
  void fledge_random_uniform_##S(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, double low,         \
                                 double high, T *y) {                                                                \
    fledge_random_uniform_reference_##S(key, stream, first, count, low, high, y);                                    \
  }                                                                                                                  \
  void fledge_random_normal_##S(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, double mean,         \
                                double deviation, T *y) {                                                            \
    fledge_random_normal_reference_##S(key, stream, first, count, mean, deviation, y);                               \
  }

DEFINE_RANDOM(float, f32)
DEFINE_RANDOM(double, f64)
