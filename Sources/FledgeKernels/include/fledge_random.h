/// Random numbers from a counter (Philox 4x32-10; Salmon, Moraes, Dror and Shaw, 2011): element i depends on the key
/// and on `first + i` alone, so the draw is the same in any order, on any number of threads, on any instruction set.
#ifndef FLEDGE_RANDOM_H
#define FLEDGE_RANDOM_H

#include <stddef.h>
#include <stdint.h>

/// One Philox block: four words from a 64-bit key and a 128-bit counter (low word first).
void fledge_philox(uint64_t key, uint64_t counter_low, uint64_t counter_high, uint32_t words[4]);
/// 64-bit element number i of the stream of (key, stream).
uint64_t fledge_random_bits(uint64_t key, uint64_t stream, uint64_t i);
/// Uniform on [low, high).
void fledge_random_uniform_f32(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, double low,
                               double high, float *y);
void fledge_random_uniform_f64(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, double low,
                               double high, double *y);
/// Normal, by the inverse of the distribution function (Wichura, 1988, AS 241), without C's math library.
void fledge_random_normal_f32(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, double mean,
                              double deviation, float *y);
void fledge_random_normal_f64(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, double mean,
                              double deviation, double *y);
/// y = x·factor where the element's own 32 random bits are above `last`, and 0 elsewhere: dropout. Four elements share a
/// block; first + count is at most 2^62.
void fledge_drop_f32(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, uint32_t last, double factor,
                     const float *x, float *y);
void fledge_drop_f64(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, uint32_t last, double factor,
                     const double *x, double *y);

/// The quantile of the standard normal distribution at 0 < p < 1 (Wichura, 1988, AS 241, PPND16).
double fledge_normal_quantile(double p);

/// The naive twins: one element at a time, by the same arithmetic, so that every bit must agree.
void fledge_random_uniform_reference_f32(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, double low,
                                         double high, float *y);
void fledge_random_uniform_reference_f64(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, double low,
                                         double high, double *y);
void fledge_random_normal_reference_f32(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, double mean,
                                        double deviation, float *y);
void fledge_random_normal_reference_f64(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, double mean,
                                        double deviation, double *y);
void fledge_drop_reference_f32(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, uint32_t last,
                               double factor, const float *x, float *y);
void fledge_drop_reference_f64(uint64_t key, uint64_t stream, uint64_t first, ptrdiff_t count, uint32_t last,
                               double factor, const double *x, double *y);

#endif
