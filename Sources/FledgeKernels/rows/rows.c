/// Kernels over rows: the entry points, and the split over threads.
#include <math.h>
#include <stdbool.h>
#include <string.h>
#include "../isa/variants.h"
#include "fledge_cross_entropy.h"
#include "fledge_rows.h"
#include "fledge_threads.h"
#include "rows_call.h"

#define KERNELS "../rows/rows_kernels.inc"
#include "../isa/each_isa.inc"

enum {
  SERIAL_ELEMENTS = 1 << 15, // fewer are done before a second thread has woken
  PIECE_ELEMENTS = 1 << 13,
  MOST_SUMS = 64,
  LEAST_BLOCK_ROWS = 128,
};

static void run_piece(void *context, ptrdiff_t begin, ptrdiff_t end) {
  const rows_call *call = context;
  call->kernel(call, begin, end);
}

// Over `count` rows, or blocks of rows, of `size` elements each.
static void run(const rows_call *call, ptrdiff_t count, ptrdiff_t size) {
  if (count < 2 || size < SERIAL_ELEMENTS / count || size == 0) {
    call->kernel(call, 0, count);
    return;
  }
  ptrdiff_t grain = size < PIECE_ELEMENTS ? PIECE_ELEMENTS / size : 1;
  fledge_parallel_for(count, grain, run_piece, (void *)call);
}

// The blocks of rows that are summed apart depend on the number of rows alone.
static double run_sums(rows_call *call) {
  double sums[MOST_SUMS], sum = 0;
  ptrdiff_t least = call->rows / MOST_SUMS + 1;
  call->block_rows = least < LEAST_BLOCK_ROWS ? LEAST_BLOCK_ROWS : least;
  call->sums = sums;
  ptrdiff_t blocks = (call->rows + call->block_rows - 1) / call->block_rows;
  run(call, blocks, call->block_rows * call->columns);
  for (ptrdiff_t b = 0; b < blocks; b++) sum += sums[b];
  return sum;
}

#define KERNEL(f, S) (VARIANT(rows_##S).f[columns > ROWS_NARROW])

#define DEFINE_ROWS(T, S)                                                                                            \
  void fledge_softmax_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, T *y) {                                     \
    rows_call call = {.kernel = KERNEL(softmax, S), .rows = rows, .columns = columns, .x = x, .y = y};               \
    run(&call, rows, columns);                                                                                       \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_log_softmax_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, T *y) {                                 \
    rows_call call = {.kernel = KERNEL(log_softmax, S), .rows = rows, .columns = columns, .x = x, .y = y};           \
    run(&call, rows, columns);                                                                                       \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_log_sum_exp_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, T *y) {                                 \
    rows_call call = {.kernel = KERNEL(log_sum_exp, S), .rows = rows, .columns = columns, .x = x, .y = y};           \
    run(&call, rows, columns);                                                                                       \
  }                                                                                                                  \
                                                                                                                     \
  double fledge_cross_entropy_sum_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels) {        \
    rows_call call = {.kernel = KERNEL(cross_entropy, S), .rows = rows, .columns = columns, .x = x};                 \
    call.labels = labels;                                                                                            \
    return run_sums(&call);                                                                                          \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_cross_entropy_gradient_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels,       \
                                         T scale, T *g) {                                                            \
    rows_call call = {.kernel = KERNEL(cross_entropy_gradient, S), .rows = rows, .columns = columns, .x = x};        \
    call.labels = labels;                                                                                            \
    call.scale = (double)scale;                                                                                      \
    call.y = g;                                                                                                      \
    run(&call, rows, columns);                                                                                       \
  }

DEFINE_ROWS(float, f32)
DEFINE_ROWS(double, f64)

// What the targets t of all kinds are made of (fledge_cross_entropy.h).
static rows_call cross_entropy_call(ptrdiff_t rows, ptrdiff_t columns, const void *x, const double *weights,
                                    double smoothing) {
  rows_call call = {.rows = rows, .columns = columns, .x = x, .weights = weights, .smoothing = smoothing};
  call.weight_sum = weights ? 0 : (double)columns;
  for (ptrdiff_t j = 0; weights && j < columns; j++) call.weight_sum += weights[j];
  return call;
}

#define DEFINE_CROSS_ENTROPY(T, S)                                                                                   \
  void fledge_cross_entropy_rows_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels,           \
                                     const double *weights, double smoothing, int32_t ignored, double *losses) {     \
    rows_call call = cross_entropy_call(rows, columns, x, weights, smoothing);                                       \
    call.kernel = KERNEL(label_losses, S);                                                                           \
    call.labels = labels;                                                                                            \
    call.ignored = ignored;                                                                                          \
    call.y = losses;                                                                                                 \
    run(&call, rows, columns);                                                                                       \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_cross_entropy_rows_gradient_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const int32_t *labels,  \
                                              const double *weights, double smoothing, int32_t ignored,              \
                                              double scale, const T *scales, T *g) {                                 \
    rows_call call = cross_entropy_call(rows, columns, x, weights, smoothing);                                       \
    call.kernel = KERNEL(label_gradients, S);                                                                        \
    call.labels = labels;                                                                                            \
    call.ignored = ignored;                                                                                          \
    call.scale = scale;                                                                                              \
    call.scales = scales;                                                                                            \
    call.y = g;                                                                                                      \
    run(&call, rows, columns);                                                                                       \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_soft_cross_entropy_rows_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const T *targets,           \
                                          const double *weights, double smoothing, double *losses) {                 \
    rows_call call = cross_entropy_call(rows, columns, x, weights, smoothing);                                       \
    call.kernel = KERNEL(soft_losses, S);                                                                            \
    call.targets = targets;                                                                                          \
    call.y = losses;                                                                                                 \
    run(&call, rows, columns);                                                                                       \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_soft_cross_entropy_rows_gradient_##S(ptrdiff_t rows, ptrdiff_t columns, const T *x, const T *targets,  \
                                                   const double *weights, double smoothing, double scale,            \
                                                   const T *scales, T *g) {                                          \
    rows_call call = cross_entropy_call(rows, columns, x, weights, smoothing);                                       \
    call.kernel = KERNEL(soft_gradients, S);                                                                         \
    call.targets = targets;                                                                                          \
    call.scale = scale;                                                                                              \
    call.scales = scales;                                                                                            \
    call.y = g;                                                                                                      \
    run(&call, rows, columns);                                                                                       \
  }

DEFINE_CROSS_ENTROPY(float, f32)
DEFINE_CROSS_ENTROPY(double, f64)
