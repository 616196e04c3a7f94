/// Matrix products, row-major, any transposes, with a formula as the tail while the tile is hot.
#ifndef FLEDGE_MATMUL_H
#define FLEDGE_MATMUL_H

#include <stdbool.h>
#include <stddef.h>
#include "fledge_program.h"

/// A program that runs over each finished tile of C. Its input 0 is the tile of C and its output 0 is stored
/// there; inputs 1… are `inputs[0…]` and outputs 1… are `outputs[0…]`, addressed over the whole m×n grid.
typedef struct {
  const fledge_program *program;
  const fledge_operand *inputs;
  const fledge_result *outputs;
  const double *parameters;
} fledge_tail;

/// C (m×n) = alpha · op(A) (m×k) · op(B) (k×n), plus C itself where `accumulate`. lda, ldb, ldc are the row strides of the
/// matrices as stored. k = 0 gives zeros (or C as it was). `tail` may be NULL. Split over the worker pool where it pays;
/// the same bits for any number of threads.
void fledge_matmul_f32(bool transpose_a, bool transpose_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, double alpha,
                       const float *a, ptrdiff_t lda, const float *b, ptrdiff_t ldb, bool accumulate, float *c,
                       ptrdiff_t ldc, const fledge_tail *tail);
void fledge_matmul_f64(bool transpose_a, bool transpose_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, double alpha,
                       const double *a, ptrdiff_t lda, const double *b, ptrdiff_t ldb, bool accumulate, double *c,
                       ptrdiff_t ldc, const fledge_tail *tail);
/// Runs a program whose last input is the product alpha · op(A) · op(B), which only the program reads: its other inputs
/// are `update->inputs`, its outputs all go to `update->outputs`, over the whole m×n grid; subnormal numbers as in
/// fledge_program_update_*. `room` holds m·n elements; only products that do not stay in the cache touch it, and what they
/// leave there means nothing.
void fledge_matmul_update_f32(bool transpose_a, bool transpose_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, double alpha,
                              const float *a, ptrdiff_t lda, const float *b, ptrdiff_t ldb, float *room,
                              const fledge_tail *update);
void fledge_matmul_update_f64(bool transpose_a, bool transpose_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, double alpha,
                              const double *a, ptrdiff_t lda, const double *b, ptrdiff_t ldb, double *room,
                              const fledge_tail *update);
/// The naive twins: three loops, sums in double, no tail.
void fledge_matmul_reference_f32(bool transpose_a, bool transpose_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, double alpha,
                                 const float *a, ptrdiff_t lda, const float *b, ptrdiff_t ldb, bool accumulate, float *c,
                                 ptrdiff_t ldc);
void fledge_matmul_reference_f64(bool transpose_a, bool transpose_b, ptrdiff_t m, ptrdiff_t n, ptrdiff_t k, double alpha,
                                 const double *a, ptrdiff_t lda, const double *b, ptrdiff_t ldb, bool accumulate,
                                 double *c, ptrdiff_t ldc);

#endif
