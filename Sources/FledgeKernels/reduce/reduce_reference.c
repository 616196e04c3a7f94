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

// Of the elements of an axis, one after the other: y = BODY.
#define FOR_EACH_LINE(BODY)                                                                                          \
  for (ptrdiff_t o = 0; o < outer; o++) {                                                                            \
    for (ptrdiff_t i = 0; i < inner; i++) {                                                                          \
      const ptrdiff_t first = o * axis * inner + i, line = o * inner + i;                                            \
      (void)line;                                                                                                    \
      BODY                                                                                                           \
    }                                                                                                                \
  }

#define DEFINE_MORE_REFERENCES(T, S)                                                                                 \
  void fledge_min_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y) {                \
    FOR_EACH_LINE({                                                                                                  \
      y[line] = (T)INFINITY;                                                                                         \
      for (ptrdiff_t a = 0; a < axis; a++) {                                                                         \
        T value = x[first + a * inner];                                                                              \
        y[line] = value < y[line] || value != value ? value : y[line];                                               \
      }                                                                                                              \
    })                                                                                                               \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_product_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, T *y) {            \
    FOR_EACH_LINE({                                                                                                  \
      double product = 1;                                                                                            \
      for (ptrdiff_t a = 0; a < axis; a++) product *= (double)x[first + a * inner];                                  \
      y[line] = (T)product;                                                                                          \
    })                                                                                                               \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_arg_max_axis_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, int32_t *y) { \
    FOR_EACH_LINE({                                                                                                  \
      T best = x[first];                                                                                             \
      y[line] = 0;                                                                                                   \
      for (ptrdiff_t a = 1; a < axis && best == best; a++) {                                                         \
        T value = x[first + a * inner];                                                                              \
        if (value <= best) continue;                                                                                 \
        best = value;                                                                                                \
        y[line] = (int32_t)a;                                                                                        \
      }                                                                                                              \
    })                                                                                                               \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_arg_min_axis_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, const T *x, int32_t *y) { \
    FOR_EACH_LINE({                                                                                                  \
      T best = x[first];                                                                                             \
      y[line] = 0;                                                                                                   \
      for (ptrdiff_t a = 1; a < axis && best == best; a++) {                                                         \
        T value = x[first + a * inner];                                                                              \
        if (value >= best) continue;                                                                                 \
        best = value;                                                                                                \
        y[line] = (int32_t)a;                                                                                        \
      }                                                                                                              \
    })                                                                                                               \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_cumulative_sum_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, bool backwards,         \
                                           const T *x, T *y) {                                                       \
    FOR_EACH_LINE({                                                                                                  \
      double sum = 0;                                                                                                \
      for (ptrdiff_t a = 0; a < axis; a++) {                                                                         \
        ptrdiff_t at = first + (backwards ? axis - 1 - a : a) * inner;                                               \
        sum += (double)x[at];                                                                                        \
        y[at] = (T)sum;                                                                                              \
      }                                                                                                              \
    })                                                                                                               \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_cumulative_product_reference_##S(ptrdiff_t outer, ptrdiff_t axis, ptrdiff_t inner, bool backwards,     \
                                               const T *x, T *y) {                                                   \
    FOR_EACH_LINE({                                                                                                  \
      double product = 1;                                                                                            \
      for (ptrdiff_t a = 0; a < axis; a++) {                                                                         \
        ptrdiff_t at = first + (backwards ? axis - 1 - a : a) * inner;                                               \
        product *= (double)x[at];                                                                                    \
        y[at] = (T)product;                                                                                          \
      }                                                                                                              \
    })                                                                                                               \
  }

DEFINE_MORE_REFERENCES(float, f32)
DEFINE_MORE_REFERENCES(double, f64)
DEFINE_REDUCE_REFERENCE(float, f32)
DEFINE_REDUCE_REFERENCE(double, f64)
