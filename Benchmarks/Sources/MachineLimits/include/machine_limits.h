/// What the machine can do at best, to hold the kernels against.
#ifndef MACHINE_LIMITS_H
#define MACHINE_LIMITS_H

#include <stdint.h>

typedef enum : int32_t {
  LIMITS_PORTABLE,
  LIMITS_NEON,
  LIMITS_AVX2,
  LIMITS_AVX512,
} limits_vectors;

/// Runs `rounds` rounds of independent Float32 multiply-adds, in registers alone, on each of `threads` threads at once. The
/// processor must have the vectors asked for.
void limits_multiply_add(limits_vectors vectors, int32_t threads, int64_t rounds);

/// The floating-point operations of one round on one thread; a multiply-add counts as two.
int64_t limits_operations_per_round(limits_vectors vectors);

#endif
