#include "FledgeKernels.h"

#include <stdlib.h>
#include <string.h>
#include <stdatomic.h>

static _Thread_local int32_t override = -1;

static const char *const names[] = {"portable", "neon", "avx2", "avx512"};

const char *fledge_isa_name(fledge_isa isa) { return names[isa]; }

bool fledge_isa_supported(fledge_isa isa) {
  switch (isa) {
    case FLEDGE_ISA_PORTABLE: return true;
#if defined(__aarch64__)
    case FLEDGE_ISA_NEON: return true;
#elif defined(__x86_64__)
    case FLEDGE_ISA_AVX2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
    case FLEDGE_ISA_AVX512:
      return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
             __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512dq");
#endif
    default: return false;
  }
}

static fledge_isa choose(void) {
  const char *wanted = getenv("FLEDGE_ISA");
  for (int32_t isa = FLEDGE_ISA_AVX512; isa >= 0; isa--) {
    if (wanted && !strcmp(wanted, names[isa]) && fledge_isa_supported((fledge_isa)isa)) return (fledge_isa)isa;
  }
  for (int32_t isa = FLEDGE_ISA_AVX512; isa > 0; isa--) {
    if (fledge_isa_supported((fledge_isa)isa)) return (fledge_isa)isa;
  }
  return FLEDGE_ISA_PORTABLE;
}

fledge_isa fledge_isa_active(void) {
  static _Atomic int32_t chosen = -1;
  if (override >= 0) return (fledge_isa)override;
  int32_t isa = atomic_load_explicit(&chosen, memory_order_relaxed);
  if (isa < 0) {
    isa = choose();
    atomic_store_explicit(&chosen, isa, memory_order_relaxed);
  }
  return (fledge_isa)isa;
}

void fledge_isa_override(int32_t isa) { override = isa; }
