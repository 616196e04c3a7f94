/// Names of the variants of a kernel, and the choice among them at run time.
#ifndef FLEDGE_VARIANTS_H
#define FLEDGE_VARIANTS_H

#include "fledge_isa.h"

// Vectors wider than the registers are split by the compiler; they are passed only to functions of the same file and
// variant.
#pragma clang diagnostic ignored "-Wpsabi"

/// f_a and f_a_b, of what the names are defined as.
#define JOIN2(f, a) JOIN2_EXPANDED(f, a)
#define JOIN2_EXPANDED(f, a) f##_##a
#define JOIN3(f, a, b) JOIN3_EXPANDED(f, a, b)
#define JOIN3_EXPANDED(f, a, b) f##_##a##_##b

/// f_avx512, where each_isa.inc includes a file; and f_f32_avx512, where each_type.inc does.
#define ISA_NAME(f) JOIN2(f, ISA)
#define NAME(f) JOIN3(f, SUFFIX, ISA)

/// The variant of the function or the table f for the instruction set in use.
#define VARIANT(f) (*VARIANT_ADDRESS(f))
#if defined(__x86_64__)
#define VARIANT_ADDRESS(f)                                                                                           \
  ({                                                                                                                 \
    const fledge_isa isa_ = fledge_isa_active();                                                                     \
    isa_ == FLEDGE_ISA_AVX512 ? &f##_avx512 : isa_ == FLEDGE_ISA_AVX2 ? &f##_avx2 : &f##_portable;                   \
  })
#elif defined(__aarch64__)
#define VARIANT_ADDRESS(f) (&f##_neon)
#else
#define VARIANT_ADDRESS(f) (&f##_portable)
#endif

#endif
