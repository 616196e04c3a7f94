#include "fledge_rows.h"
#include <math.h>

// A row's largest element and log(Σ exp(x - largest)) = log1p((equals of the largest - 1) + Σ over the others), which
// keeps its precision where the sum is 1 + tiny.
#define DEFINE_ROWS_REFERENCE(T, S)                                                                                  \
  static double largest_##S(ptrdiff_t columns, const T *x) {                                                         \
    double largest = -INFINITY;                                                                                      \
    for (ptrdiff_t j = 0; j < columns; j++) largest = x[j] > largest || x[j] != x[j] ? x[j] : largest;               \
    return largest;                                                                                                  \
  }                                                                                                                  \
                                                                                                                     \
  static double log_sum_##S(ptrdiff_t columns, const T *x, double largest) {                                         \
    double equals = 0, others = 0;                                                                                   \
    for (ptrdiff_t j = 0; j < columns; j++) {                                                                        \
      if (x[j] == largest) equals += 1;                                                                              \
      else others += exp(x[j] - largest);                                                                            \
    }                                                                                                                \
    return isinf(largest) ? NAN : log1p((equals - 1) + others);                                                      \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_softmax_reference_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, T *y) {                           \
    for (ptrdiff_t i = 0; i < rows; i++, x += columns, y += columns) {                                               \
      double largest = largest_##S(columns, x), sum = 0;                                                             \
      for (ptrdiff_t j = 0; j < columns; j++) sum += exp(x[j] - largest);                                            \
      for (ptrdiff_t j = 0; j < columns; j++) y[j] = (T)(exp(x[j] - largest) / sum);                                 \
    }                                                                                                                \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_log_softmax_reference_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, T *y) {                       \
    for (ptrdiff_t i = 0; i < rows; i++, x += columns, y += columns) {                                               \
      double largest = largest_##S(columns, x), log_sum = log_sum_##S(columns, x, largest);                          \
      for (ptrdiff_t j = 0; j < columns; j++) y[j] = (T)((x[j] - largest) - log_sum);                                \
    }                                                                                                                \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_log_sum_exp_reference_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, T *y) {                       \
    for (ptrdiff_t i = 0; i < rows; i++, x += columns) {                                                             \
      double largest = largest_##S(columns, x);                                                                      \
      y[i] = (T)(isinf(largest) ? largest : largest + log_sum_##S(columns, x, largest));                             \
    }                                                                                                                \
  }                                                                                                                  \
                                                                                                                     \
  double fledge_cross_entropy_sum_reference_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x,                       \
                                                const int32_t *labels) {                                             \
    double loss = 0;                                                                                                 \
    for (ptrdiff_t i = 0; i < rows; i++, x += columns) {                                                             \
      double largest = largest_##S(columns, x);                                                                      \
      loss += (largest - x[labels[i]]) + log_sum_##S(columns, x, largest);                                           \
    }                                                                                                                \
    return loss;                                                                                                     \
  }                                                                                                                  \
                                                                                                                     \
  /* At the label, softmax - 1 = -(the sum over the others) / (the whole sum), which does not cancel. */             \
  void fledge_cross_entropy_gradient_reference_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x,                    \
                                                   const int32_t *labels, T scale, T *g) {                           \
    for (ptrdiff_t i = 0; i < rows; i++, x += columns, g += columns) {                                               \
      double largest = largest_##S(columns, x), others = 0;                                                          \
      for (ptrdiff_t j = 0; j < columns; j++) others += j == labels[i] ? 0 : exp(x[j] - largest);                    \
      double factor = scale / (others + exp(x[labels[i]] - largest));                                                \
      for (ptrdiff_t j = 0; j < columns; j++) {                                                                      \
        g[j] = (T)(factor * (j == labels[i] ? -others : exp(x[j] - largest)));                                       \
      }                                                                                                              \
    }                                                                                                                \
  }

DEFINE_ROWS_REFERENCE(float, f32)
DEFINE_ROWS_REFERENCE(double, f64)
