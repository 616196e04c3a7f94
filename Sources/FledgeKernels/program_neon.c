/// The formula interpreter for 64-bit ARM processors.
#if defined(__aarch64__)
#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FLEDGE_ISA neon
#define FLEDGE_VECTOR_BYTES 16
#define FLEDGE_HAS_FMA 1
#define FLEDGE_HAS_ROUND 1
#define FLEDGE_HAS_SCALEF 0

#include "program_body.inc"

#endif
