/// Names of the variants of a kernel, and the choice among them at run time.
#ifndef FLEDGE_VARIANTS_H
#define FLEDGE_VARIANTS_H

#include "fledge_isa.h"

// Vectors wider than the registers are split by the compiler; they are passed only to functions of the same file and
// variant.
#pragma clang diagnostic ignored "-Wpsabi"

#define JOIN2(f, a) JOIN2_EXPANDED(f, a)
#define JOIN2_EXPANDED(f, a) f##_##a
#define JOIN3(f, a, b) JOIN3_EXPANDED(f, a, b)
#define JOIN3_EXPANDED(f, a, b) f##_##a##_##b

/// The variant of the function f for the instruction set in use. The portable variant is compiled for NEON anyway,
/// since that is part of 64-bit ARM's baseline. TABLE_VARIANT is the address of a table, for what has a variant of
/// its own for NEON.
#if defined(__x86_64__)
#define VARIANT(f) (*TABLE_VARIANT(f))
#define TABLE_VARIANT(f)                                                                                             \
  ({                                                                                                                 \
    const fledge_isa isa_ = fledge_isa_active();                                                                     \
    isa_ == FLEDGE_ISA_AVX512 ? &f##_avx512 : isa_ == FLEDGE_ISA_AVX2 ? &f##_avx2 : &f##_portable;                   \
  })
#elif defined(__aarch64__)
#define VARIANT(f) f##_portable
#define TABLE_VARIANT(f) (fledge_isa_active() == FLEDGE_ISA_NEON ? &f##_neon : &f##_portable)
#else
#define VARIANT(f) f##_portable
#define TABLE_VARIANT(f) (&f##_portable)
#endif

#endif
