/// Which vector instructions the kernels use, decided once at run time.
#ifndef FLEDGE_ISA_H
#define FLEDGE_ISA_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef enum : int32_t {
  FLEDGE_ISA_PORTABLE = 0,
  FLEDGE_ISA_NEON = 1,
  FLEDGE_ISA_AVX2 = 2,
  FLEDGE_ISA_AVX512 = 3,
} fledge_isa;

/// The instruction set in use on this thread: the thread's own choice if it made one, else the one named by
/// the environment variable FLEDGE_ISA (portable, neon, avx2, avx512), else the best that the processor has.
fledge_isa fledge_isa_active(void);
/// Whether the kernels are compiled for it and the processor has it. On 64-bit ARM that is NEON alone.
bool fledge_isa_supported(fledge_isa isa);
const char *fledge_isa_name(fledge_isa isa);
/// Chooses for the calling thread alone (and for work it hands to the pool); -1 goes back to the default.
void fledge_isa_override(int32_t isa);

#endif
