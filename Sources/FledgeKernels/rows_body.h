/// The kernels over rows for both types, compiled once for each instruction set: its file defines FLEDGE_ISA and the
/// macros of program_vector.h, and sets the target before it includes this.
#include "program_math_f32.h"
#include "program_math_f64.h"
#include "rows_call.h"
#include "variants.h"

/// e^x for x <= 0, a little faster than for all x: one bound, and 2^n as two factors without integers' arithmetic.
#if FLEDGE_HAS_SCALEF
INLINE vf v_exp_below(vf x) { return v_exp(x); }
INLINE vd v_exp_below(vd x) { return v_exp(x); }
#else
INLINE vf v_exp_below(vf x) {
  vf n, p = v_expm1_reduced(v_reduce(x < -105.0f ? (vf)-105.0f : x, &n)) + 1.0f;
  vf near = n < -100.0f ? (vf)-100.0f : n;
  vf scale = (vf)((vi)(near + (FLOAT_ROUNDER + 127.0f)) << 23);
  return p * scale * (vf)((vi)(n - near + (FLOAT_ROUNDER + 127.0f)) << 23);
}

INLINE vd v_exp_below(vd x) {
  vd n, p = v_expm1_reduced(v_reduce(x < -746.0 ? (vd)-746.0 : x, &n)) + 1.0;
  vd near = n < -1000.0 ? (vd)-1000.0 : n;
  vd scale = (vd)((vl)(near + (DOUBLE_ROUNDER + 1023.0)) << 52);
  return p * scale * (vd)((vl)(n - near + (DOUBLE_ROUNDER + 1023.0)) << 52);
}
#endif

#define ISA FLEDGE_ISA
#define TYPED_KERNELS "rows_kernels.inc"
#include "every_type.inc"
