/// The formula interpreter for processors with AVX2 and fused multiply-add.
#if defined(__x86_64__)
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FLEDGE_ISA avx2
#define FLEDGE_VECTOR_BYTES 32
#define FLEDGE_HAS_FMA 1
#define FLEDGE_HAS_ROUND 1
#define FLEDGE_HAS_SCALEF 0

#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#include "program_body.inc"
#pragma clang attribute pop
#endif
