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
};

enum {
  ROWS_NARROW = 64, // rows up to this long are computed side by side, one a lane
};

#endif
