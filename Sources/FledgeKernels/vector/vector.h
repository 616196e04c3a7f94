/// What the files with functions of vectors need once. Functions of one name are told apart by the sizes of their vectors,
/// which differ between the instruction sets and between the types.
#ifndef FLEDGE_VECTOR_H
#define FLEDGE_VECTOR_H

#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include "../isa/variants.h"

/// Elements of a vector of the instruction set (each_isa.inc), and the types of its vectors.
#define FLOATS (VECTOR_BYTES / 4)
#define DOUBLES (VECTOR_BYTES / 8)
#define vf ISA_NAME(vf)
#define vi ISA_NAME(vi)
#define vd ISA_NAME(vd)
#define vl ISA_NAME(vl)
#define vf_unaligned ISA_NAME(vf_unaligned)
#define vd_unaligned ISA_NAME(vd_unaligned)
#define vf_half ISA_NAME(vf_half)
/// Takes no vector by which it could be told apart.
#define v_load ISA_NAME(v_load)

#define INLINE static inline __attribute__((always_inline, overloadable))

/// Adding such a number to |x| below 2^22, or 2^51, leaves no bits for a fraction.
#define FLOAT_ROUNDER 0x1.8p23f
#define DOUBLE_ROUNDER 0x1.8p52

#define POLYNOMIAL(x, c) v_polynomial(x, c, sizeof(c) / sizeof(c[0]))

/// The vector of f of each element: for what is too rare or too rough to be worth vectors.
#define FLEDGE_EACH(V, T, f)                                                   \
  T lanes[sizeof(V) / sizeof(T)];                                              \
  v_store(lanes, x);                                                           \
  for (size_t i = 0; i < sizeof(V) / sizeof(T); i++) lanes[i] = (T)f(lanes[i]); \
  return v_load(lanes)

static inline float scalar_sin(float x) { return (float)sin((double)x); }
static inline float scalar_cos(float x) { return (float)cos((double)x); }
static inline double scalar_normal_cdf(double x) { return 0.5 * erfc(x * -0x1.6a09e667f3bcdp-1); }

#endif
