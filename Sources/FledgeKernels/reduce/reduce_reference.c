#include "fledge_reduce.h"
#include <math.h>

// Neumaier's summation (1974): the low parts that additions lose are summed apart.
#define DEFINE_REDUCE_REFERENCE(T, S)                                                                                \
  static double sum_##S(ptrdiff_t axis, ptrdiff_t stride, const T *x, double factor) {                               \
    double sum = 0, lost = 0;                                                                                        \
    for (ptrdiff_t i = 0; i < axis; i++) {                                                                           \
      double term = x[i * stride] * factor, next = sum + term;                                                       \
      if (isfinite(next)) lost += fabs(sum) >= fabs(term) ? (sum - next) + term : (term - next) + sum;               \
      sum = next;                                                                                                    \
    }                                                                                                                \
    return sum + lost;                                                                                               \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_sum_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y) {                \
    for (ptrdiff_t o = 0; o < outer; o++) {                                                                          \
      for (ptrdiff_t i = 0; i < inner; i++) y[o * inner + i] = (T)sum_##S(axis, inner, x + o * axis * inner + i, 1); \
    }                                                                                                                \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_mean_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y) {               \
    for (ptrdiff_t o = 0; o < outer; o++) {                                                                          \
      for (ptrdiff_t i = 0; i < inner; i++) {                                                                        \
        const T *column = x + o * axis * inner + i;                                                                  \
        double sum = sum_##S(axis, inner, column, 1);                                                                \
        double mean = isfinite(sum) ? sum / axis : sum_##S(axis, inner, column, 0x1p-64) / axis * 0x1p64;            \
        y[o * inner + i] = (T)mean;                                                                                  \
      }                                                                                                              \
    }                                                                                                                \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_max_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y) {                \
    for (ptrdiff_t o = 0; o < outer; o++) {                                                                          \
      for (ptrdiff_t i = 0; i < inner; i++) {                                                                        \
        T largest = (T)-INFINITY;                                                                                    \
        for (ptrdiff_t a = 0; a < axis; a++) {                                                                       \
          T value = x[(o * axis + a) * inner + i];                                                                   \
          largest = value > largest || value != value ? value : largest;                                             \
        }                                                                                                            \
        y[o * inner + i] = largest;                                                                                  \
      }                                                                                                              \
    }                                                                                                                \
  }

DEFINE_REDUCE_REFERENCE(float, f32)
DEFINE_REDUCE_REFERENCE(double, f64)
