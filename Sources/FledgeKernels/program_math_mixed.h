/// Functions of floats that are computed in doubles: their arguments lose too many bits on the way.
#ifndef FLEDGE_PROGRAM_MATH_MIXED_H
#define FLEDGE_PROGRAM_MATH_MIXED_H

#include "program_math_f32.h"
#include "program_math_f64.h"

INLINE vd v_low(vf x) { return __builtin_convertvector(x.lo, vd); }
INLINE vd v_high(vf x) { return __builtin_convertvector(x.hi, vd); }
INLINE vf v_join(vd low, vd high) {
  vf result;
  result.lo = __builtin_convertvector(low, vf_half);
  result.hi = __builtin_convertvector(high, vf_half);
  return result;
}

/// Up to here n·(π/2) below is exact in its first part.
#define SIN_LIMIT 1e6f

/// sin(x + quarters·π/2) to 5e-12, for |x| <= SIN_LIMIT.
INLINE vd v_sin_reduced(vd x, int64_t quarters) {
  static const double s[] = {-0x1.5555554cb230bp-3, 0x1.1111089095b81p-7, -0x1.a00f98fc6ca7ap-13,
                             0x1.6cd737fd1057ep-19};
  static const double c[] = {0x1.5555554f48e12p-5, -0x1.6c16b892d8c34p-10, 0x1.a0111c2606b79p-16,
                             -0x1.2429fe82ba599p-22};
  vd shifted = x * 0x1.45f306dc9c883p-1 + DOUBLE_ROUNDER;
  vd n = shifted - DOUBLE_ROUNDER;
  vl quadrant = (vl)shifted + quarters;
  vd r = v_fma(n, (vd)-0x1.0b4611a626331p-34, v_fma(n, (vd)-0x1.921fb544p+0, x));
  vd z = r * r;
  vd sine = v_fma(z * r, POLYNOMIAL(z, s), r);
  vd cosine = v_fma(z * z, POLYNOMIAL(z, c), v_fma((vd)-0.5, z, (vd)1.0));
  vd result = (quadrant & 1) != 0 ? cosine : sine;
  return (vd)((vl)result ^ ((quadrant & 2) << 62));
}

static float scalar_sin(float x) { return (float)sin((double)x); }
static float scalar_cos(float x) { return (float)cos((double)x); }

static __attribute__((noinline)) vf v_sin_far(vf x) { FLEDGE_EACH(vf, float, scalar_sin); }
static __attribute__((noinline)) vf v_cos_far(vf x) { FLEDGE_EACH(vf, float, scalar_cos); }

/// Each element goes its own way by its own value, so its bits do not depend on its neighbours.
#define FLEDGE_DEFINE_CIRCULAR(name, far, quarters)                                                           \
  INLINE vf name(vf x) {                                                                                      \
    vf result = v_join(v_sin_reduced(v_low(x), quarters), v_sin_reduced(v_high(x), quarters));                \
    vi isFar = v_abs(x) > SIN_LIMIT;                                                                          \
    return __builtin_reduce_or(isFar) ? (isFar ? far(x) : result) : result;                                   \
  }
FLEDGE_DEFINE_CIRCULAR(v_sin, v_sin_far, 0)
FLEDGE_DEFINE_CIRCULAR(v_cos, v_cos_far, 1)

INLINE vl v_is_whole(vd y) { return (v_abs(y) < 0x1p51 ? v_round_small(y) : y) == y; }

/// e^(y·log|x|), with the signs and the special cases of C's pow.
INLINE vd v_pow_f32_half(vd x, vd y) {
  vl isWhole = v_is_whole(y), isEven = v_is_whole(y * 0.5);
  vd exponent = y * v_log(v_abs(x));
  vd magnitude = v_exp(exponent);
  // 0·∞ is 1^∞, 0^0 or ∞^0: all 1.
  vl isOne = ((exponent != exponent) & (x == x) & (y == y)) | (y == 0.0) | (x == 1.0);
  magnitude = isOne ? (vd)1.0 : magnitude;
  vd result = (isWhole & ~isEven) ? v_copysign(magnitude, x) : magnitude;
  return ((x < 0.0) & ~isWhole & (x > (vd)-INFINITY)) ? (vd)NAN : result;
}

INLINE vf v_pow(vf x, vf y) {
  return v_join(v_pow_f32_half(v_low(x), v_low(y)), v_pow_f32_half(v_high(x), v_high(y)));
}

#endif
