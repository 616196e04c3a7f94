/// What a matrix product is called with, and what one instruction set offers for it.
#ifndef FLEDGE_MATMUL_CALL_H
#define FLEDGE_MATMUL_CALL_H

#include <stdbool.h>
#include <stddef.h>
#include "fledge_matmul.h"

/// What a tail does that is done to sums while they are in registers, in this order: adding a matrix or (of row stride
/// 0) a row, taking the maximum with 0, and putting 0 where the gate is not positive. NULL where there is none.
typedef struct {
  const void *addend, *gate;
  ptrdiff_t addend_row, gate_row;
  bool clips;
} matmul_finish;

/// Element (i, p) of op(A) lies at a[i * a_row + p * a_step], element (p, j) of op(B) at b[p * b_step + j * b_column].
typedef struct {
  ptrdiff_t m, n, k;
  const void *a;
  ptrdiff_t a_row, a_step;
  const void *b;
  ptrdiff_t b_step, b_column;
  double alpha;
  bool accumulate;
  void *c;
  ptrdiff_t ldc;
  const fledge_tail *tail;
  matmul_finish finish;
  bool unread;       // only the tail reads the product, as its last input: C is just room for it
  ptrdiff_t tail_elements; // finished elements of C that wait for the tail, still in the first-level cache
  bool swapped;      // C is stored as its transpose, one column: only the tail wants to know
  ptrdiff_t k_block; // the sum over k is cut into blocks of this length
  ptrdiff_t thin;    // the last columns, so many, are computed apart
  bool pack_b;       // copy blocks of op(B) into adjacent memory first
} matmul_call;

/// Computes rows [i, i_end) of columns [j, j_end) of C, tail included.
typedef void matmul_block(const matmul_call *call, ptrdiff_t i, ptrdiff_t i_end, ptrdiff_t j, ptrdiff_t j_end);

/// One type's kernels for one instruction set: for small products, for large ones, and for few rows whose elements are
/// scalar products of adjacent memory; and the sum of two products, C and `half` (m×n without gaps), with C's tail.
typedef struct {
  ptrdiff_t lanes, tile_rows;
  matmul_block *block, *large_block, *dot_block;
  void (*join)(const matmul_call *call, const void *half, ptrdiff_t j, ptrdiff_t j_end);
} matmul_kernels;

/// Runs the tail over rows [i, i_end) of columns [j, j_end) of C, the first of which lies at `c`.
void fledge_matmul_tail_f32(const matmul_call *call, float *c, ptrdiff_t ldc, ptrdiff_t i, ptrdiff_t i_end,
                            ptrdiff_t j, ptrdiff_t j_end);
void fledge_matmul_tail_f64(const matmul_call *call, double *c, ptrdiff_t ldc, ptrdiff_t i, ptrdiff_t i_end,
                            ptrdiff_t j, ptrdiff_t j_end);

#endif
