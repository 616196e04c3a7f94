/// What a kernel over rows is called with; it writes the rows (or blocks of rows) begin..<end.
#ifndef FLEDGE_ROWS_CALL_H
#define FLEDGE_ROWS_CALL_H

#include <stddef.h>
#include <stdint.h>

typedef struct rows_call rows_call;
typedef void (*rows_kernel)(const rows_call *call, ptrdiff_t begin, ptrdiff_t end);

struct rows_call {
  rows_kernel kernel;
  ptrdiff_t rows, columns;
  const void *x;
  const int32_t *labels;
  double scale;
  void *y;
  ptrdiff_t block_rows; // rows that are summed into one element of `sums`
  double *sums;
  // cross-entropy row by row: see fledge_cross_entropy.h
  const void *targets;
  const double *weights;
  double smoothing, weight_sum;
  int32_t ignored;
  const void *scales;
};

/// The kernels of a type and an instruction set, for narrow rows and for wide ones.
typedef struct {
  rows_kernel softmax[2], log_softmax[2], log_sum_exp[2], cross_entropy[2], cross_entropy_gradient[2];
  rows_kernel label_losses[2], label_gradients[2], soft_losses[2], soft_gradients[2];
} rows_kernels;

enum {
  ROWS_NARROW = 64, // rows up to this long are computed side by side, one a lane
};

#endif
