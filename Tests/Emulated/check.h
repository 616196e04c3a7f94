/// What every family of tests needs: checks that are counted, memory whose end is watched, numbers that are the
/// same everywhere, and comparisons.
#ifndef FLEDGE_CHECK_H
#define FLEDGE_CHECK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "FledgeKernels.h"

#define COUNT(array) ((ptrdiff_t)(sizeof(array) / sizeof(array)[0]))

/// Counts a touch of memory that no argument reaches as a failure, which ends the program.
void watch_memory(void);
/// Names the checks that follow; the end prints how many of them held, of how many.
void begin_family(const char *name);
void end_family(void);
/// Counts; a check that does not hold says what failed, unless its family has said enough.
void check(bool holds, const char *format, ...) __attribute__((format(printf, 2, 3)));
/// The last line, `N passed, N failed`; whether none failed.
bool print_total(void);
/// How many checks did not hold so far.
int failed_checks(void);

enum { BLOCKS = 16 };

/// The `bytes` before a page that no access may touch. The contents are the same at each call. A block's number stands
/// for its memory: asking again reuses it.
void *block(int number, ptrdiff_t bytes);

/// Numbers that look random and are the same everywhere (SplitMix64; Steele, Lea and Flood, 2014).
void seed(uint64_t state);
uint64_t next_bits(void);
ptrdiff_t next_below(ptrdiff_t bound);
double next_real(double low, double high);

bool same_bytes(const void *a, const void *b, ptrdiff_t bytes);
/// Equal, or both NaN.
bool same_f32(const float *a, const float *b, ptrdiff_t count);
bool same_f64(const double *a, const double *b, ptrdiff_t count);
/// The largest |a - b| / max(|b|, floor); infinite where one is NaN or infinite and the other is not the same.
double error_f32(const float *a, const float *b, ptrdiff_t count, double floor);
double error_f64(const double *a, const double *b, ptrdiff_t count, double floor);
/// The distance from the true value in units of the last place of the result.
double ulps_f32(float y, double truth);
double ulps_f64(double y, double truth);

/// The families, one after the other, on the instruction set of the calling thread.
void check_every_family(void);
/// The families.
#define EACH_FAMILY(FAMILY) \
  FAMILY(test_matmul) \
  FAMILY(test_matmul_tails) \
  FAMILY(test_functions) \
  FAMILY(test_grids) \
  FAMILY(test_known) \
  FAMILY(test_rows) \
  FAMILY(test_cross_entropy) \
  FAMILY(test_reductions) \
  FAMILY(test_copies) \
  FAMILY(test_conversions) \
  FAMILY(test_sorts) \
  FAMILY(test_texts) \
  FAMILY(test_random) \
  FAMILY(test_threads) \
  FAMILY(test_subnormals)
#define DECLARE_FAMILY(test) void test(void);
EACH_FAMILY(DECLARE_FAMILY)
#undef DECLARE_FAMILY

#endif
