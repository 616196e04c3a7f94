/// Which instruction set runs: asked of the processor once, overridden by the environment or by a thread. The features
/// asked for are those of each_isa.inc.
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include "isa_choice.h"

#if defined(__x86_64__)
#include <cpuid.h>
#endif

static const char *const names[] = {"portable", "neon", "avx2", "avx512"};
enum { isa_count = sizeof names / sizeof *names };

#if defined(__x86_64__)
/// The register states that the operating system saves: without them vector registers may not be used,
/// whatever the processor says.
static uint64_t saved_states(void) {
  uint32_t low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (uint64_t)high << 32 | low;
}

static fledge_isa best_of_processor(void) {
  uint32_t eax, ebx, ecx, edx;
  if (!__get_cpuid(1, &eax, &ebx, &ecx, &edx)) return FLEDGE_ISA_PORTABLE;
  if (!(ecx & bit_OSXSAVE) || !(ecx & bit_FMA) || !(ecx & bit_AVX)) return FLEDGE_ISA_PORTABLE;
  const uint64_t ymm = 0x6, zmm = 0xe6;
  const uint64_t states = saved_states();
  if ((states & ymm) != ymm || !__get_cpuid_count(7, 0, &eax, &ebx, &ecx, &edx) || !(ebx & bit_AVX2)) {
    return FLEDGE_ISA_PORTABLE;
  }
  const uint32_t wanted = bit_AVX512F | bit_AVX512VL | bit_AVX512BW | bit_AVX512DQ;
  return (states & zmm) == zmm && (ebx & wanted) == wanted ? FLEDGE_ISA_AVX512 : FLEDGE_ISA_AVX2;
}
#elif defined(__aarch64__)
static fledge_isa best_of_processor(void) { return FLEDGE_ISA_NEON; }
#else
static fledge_isa best_of_processor(void) { return FLEDGE_ISA_PORTABLE; }
#endif

// Two threads that ask for the first time at once both find the same answer.
static fledge_isa best(void) {
  static _Atomic int32_t known = -1;
  int32_t isa = atomic_load_explicit(&known, memory_order_relaxed);
  if (isa < 0) {
    isa = best_of_processor();
    atomic_store_explicit(&known, isa, memory_order_relaxed);
  }
  return (fledge_isa)isa;
}

/// An unknown name, or one of an instruction set that is not there, counts as no wish.
static fledge_isa default_isa(void) {
  static _Atomic int32_t known = -1;
  int32_t isa = atomic_load_explicit(&known, memory_order_relaxed);
  if (isa < 0) {
    isa = best();
    const char *wish = getenv("FLEDGE_ISA");
    for (int32_t i = 0; wish && i < isa_count; i += 1) {
      if (strcmp(wish, names[i]) == 0 && fledge_isa_supported((fledge_isa)i)) isa = i;
    }
    atomic_store_explicit(&known, isa, memory_order_relaxed);
  }
  return (fledge_isa)isa;
}

static _Thread_local int32_t choice = -1;

fledge_isa fledge_isa_active(void) { return choice >= 0 ? (fledge_isa)choice : default_isa(); }

bool fledge_isa_supported(fledge_isa isa) {
  switch (isa) {
    case FLEDGE_ISA_PORTABLE: return best() != FLEDGE_ISA_NEON;
    case FLEDGE_ISA_NEON: return best() == FLEDGE_ISA_NEON;
    case FLEDGE_ISA_AVX2: return best() == FLEDGE_ISA_AVX2 || best() == FLEDGE_ISA_AVX512;
    case FLEDGE_ISA_AVX512: return best() == FLEDGE_ISA_AVX512;
  }
  return false;
}

const char *fledge_isa_name(fledge_isa isa) {
  return isa >= 0 && isa < isa_count ? names[isa] : "unknown";
}

void fledge_isa_override(int32_t isa) {
  choice = isa >= 0 && isa < isa_count && fledge_isa_supported((fledge_isa)isa) ? isa : -1;
}

int32_t fledge_isa_choice(void) { return choice; }
