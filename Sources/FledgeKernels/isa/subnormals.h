/// Whether the calling thread's arithmetic takes and gives subnormal numbers as 0. A processor takes many times as long
/// for an operation on them.
#ifndef FLEDGE_SUBNORMALS_H
#define FLEDGE_SUBNORMALS_H

#include <stdint.h>

#if defined(__x86_64__)
#include <immintrin.h>

/// Flushes subnormals to 0, operands and results; gives the mode that was. The compiler may move arithmetic past this, so
/// what is to run in the mode is a call that it cannot see into.
static inline uint64_t fledge_flush_subnormals(void) {
  const uint32_t mode = _mm_getcsr(), flush_results = 0x8000, flush_operands = 0x0040;
  _mm_setcsr(mode | flush_results | flush_operands);
  return mode;
}

/// Back to a mode that was.
static inline void fledge_restore_subnormals(uint64_t mode) { _mm_setcsr((uint32_t)mode); }

#elif defined(__aarch64__)
static inline uint64_t fledge_flush_subnormals(void) {
  uint64_t mode;
  const uint64_t flush_both = (uint64_t)1 << 24;
  __asm__ volatile("mrs %0, fpcr" : "=r"(mode));
  __asm__ volatile("msr fpcr, %0" : : "r"(mode | flush_both));
  return mode;
}

static inline void fledge_restore_subnormals(uint64_t mode) { __asm__ volatile("msr fpcr, %0" : : "r"(mode)); }

#else
static inline uint64_t fledge_flush_subnormals(void) { return 0; }
static inline void fledge_restore_subnormals(uint64_t mode) { (void)mode; }
#endif

#endif
