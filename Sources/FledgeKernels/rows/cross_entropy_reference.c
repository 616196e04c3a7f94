#include "fledge_cross_entropy.h"
#include <math.h>
#include <stdbool.h>

// t of class c, whose q is given.
static double target(ptrdiff_t columns, ptrdiff_t c, double q, const double *weights, double smoothing) {
  return (weights ? weights[c] : 1) * ((1 - smoothing) * q + smoothing / (double)columns);
}

// Labels, or targets where there are none.
#define DEFINE_CROSS_ENTROPY_REFERENCE(T, S)                                                                         \
  static double q_##S(const int32_t *labels, const T *targets, ptrdiff_t columns, ptrdiff_t i, ptrdiff_t c) {        \
    return labels ? labels[i] == c : (double)targets[i * columns + c];                                               \
  }                                                                                                                  \
                                                                                                                     \
  static double largest_##S(ptrdiff_t columns, const T *x) {                                                         \
    double largest = -INFINITY;                                                                                      \
    for (ptrdiff_t c = 0; c < columns; c++) largest = x[c] > largest || x[c] != x[c] ? x[c] : largest;               \
    return largest;                                                                                                  \
  }                                                                                                                  \
                                                                                                                     \
  static void losses_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels, const T *targets,     \
                         const double *weights, double smoothing, int32_t ignored, double *losses) {                 \
    for (ptrdiff_t i = 0; i < rows; i++, x += columns) {                                                             \
      losses[i] = 0;                                                                                                 \
      if (labels && labels[i] == ignored) continue;                                                                  \
      double largest = largest_##S(columns, x), equals = 0, others = 0;                                              \
      for (ptrdiff_t c = 0; c < columns; c++) {                                                                      \
        if (x[c] == largest) equals += 1;                                                                            \
        else others += exp(x[c] - largest);                                                                          \
      }                                                                                                              \
      double log_sum = isinf(largest) ? NAN : log1p((equals - 1) + others);                                          \
      for (ptrdiff_t c = 0; c < columns; c++) {                                                                      \
        double t = target(columns, c, q_##S(labels, targets, columns, i, c), weights, smoothing);                    \
        if (t != 0) losses[i] += t * ((largest - x[c]) + log_sum);                                                   \
      }                                                                                                              \
    }                                                                                                                \
  }                                                                                                                  \
                                                                                                                     \
  /* T·p - t = (T - t)·p - t·(1 - p), with T - t and 1 - p as sums over the other classes. */                        \
  static void gradients_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels, const T *targets,  \
                            const double *weights, double smoothing, int32_t ignored, double scale, const T *scales, \
                            T *g) {                                                                                  \
    for (ptrdiff_t i = 0; i < rows; i++, x += columns, g += columns) {                                               \
      bool counts = !labels || labels[i] != ignored;                                                                 \
      double largest = largest_##S(columns, x), factor = scales ? scale * scales[i] : scale;                         \
      for (ptrdiff_t c = 0; c < columns; c++) {                                                                      \
        double t = target(columns, c, q_##S(labels, targets, columns, i, c), weights, smoothing);                    \
        double other_targets = 0, other_values = 0, value = exp(x[c] - largest);                                     \
        for (ptrdiff_t o = 0; o < columns; o++) {                                                                    \
          if (o == c) continue;                                                                                      \
          other_targets += target(columns, o, q_##S(labels, targets, columns, i, o), weights, smoothing);            \
          other_values += exp(x[o] - largest);                                                                       \
        }                                                                                                            \
        double slope = (other_targets * value - t * other_values) / (value + other_values);                          \
        g[c] = counts ? (T)(factor * slope) : 0;                                                                     \
      }                                                                                                              \
    }                                                                                                                \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_cross_entropy_rows_reference_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels, \
                                               const double *weights, double smoothing, int32_t ignored,             \
                                               double *losses) {                                                     \
    losses_##S(rows, columns, x, labels, NULL, weights, smoothing, ignored, losses);                                 \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_cross_entropy_rows_gradient_reference_##S(                                                             \
    ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels, const double *weights, double smoothing,   \
    int32_t ignored, double scale, const T *scales, T *g) {                                                          \
    gradients_##S(rows, columns, x, labels, NULL, weights, smoothing, ignored, scale, scales, g);                    \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_soft_cross_entropy_rows_reference_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const T *targets, \
                                                    const double *weights, double smoothing, double *losses) {       \
    losses_##S(rows, columns, x, NULL, targets, weights, smoothing, INT32_MIN, losses);                              \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_soft_cross_entropy_rows_gradient_reference_##S(                                                        \
    ptrdiff_t rows, ptrdiff_t columns, const T *x, const T *targets, const double *weights, double smoothing,        \
    double scale, const T *scales, T *g) {                                                                           \
    gradients_##S(rows, columns, x, NULL, targets, weights, smoothing, INT32_MIN, scale, scales, g);                 \
  }

DEFINE_CROSS_ENTROPY_REFERENCE(float, f32)
DEFINE_CROSS_ENTROPY_REFERENCE(double, f64)
