/// The formula interpreter for any processor.

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define FLEDGE_ISA portable
#define FLEDGE_VECTOR_BYTES 16
#define FLEDGE_HAS_FMA 0
#define FLEDGE_HAS_ROUND 0
#define FLEDGE_HAS_SCALEF 0

#include "program_body.inc"
