/// The formula interpreter for processors with AVX-512.
#if defined(__x86_64__)
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <immintrin.h>

#define FLEDGE_ISA avx512
#define FLEDGE_VECTOR_BYTES 64
#define FLEDGE_HAS_FMA 1
#define FLEDGE_HAS_ROUND 1
#define FLEDGE_HAS_SCALEF 1

#pragma clang attribute push(__attribute__((target("avx2,fma,avx512f,avx512bw,avx512dq,avx512vl"))), \
                             apply_to = function)
#include "program_body.inc"
#pragma clang attribute pop
#endif
