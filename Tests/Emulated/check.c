#include "check.h"
#include <math.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { BLOCK_BYTES = 1 << 24, MOST_MESSAGES = 5 };

static const char *family;
static int family_passed, family_failed, passed, failed;

void begin_family(const char *name) {
  family = name;
  family_passed = family_failed = 0;
}

void end_family(void) {
  passed += family_passed;
  failed += family_failed;
  const int checks = family_passed + family_failed;
  printf("%-8s %-16s %6d of %d\n", fledge_isa_name(fledge_isa_active()), family, family_passed, checks);
}

void check(bool holds, const char *format, ...) {
  if (holds) {
    family_passed += 1;
    return;
  }
  family_failed += 1;
  if (family_failed > MOST_MESSAGES) return;
  va_list arguments;
  va_start(arguments, format);
  printf("failed: %s on %s: ", family, fledge_isa_name(fledge_isa_active()));
  vprintf(format, arguments);
  printf("\n");
  va_end(arguments);
}

bool print_total(void) {
  printf("%d passed, %d failed\n", passed, failed);
  return failed == 0;
}

int failed_checks(void) { return failed; }

void check_every_family(void) {
#define RUN_FAMILY(test) test();
  EACH_FAMILY(RUN_FAMILY)
#undef RUN_FAMILY
}

// Kernels do not print: no buffer is halfway when one of them is interrupted.
static void report_fault(int signal) {
  (void)signal;
  check(false, "memory beyond the arguments is touched");
  end_family();
  print_total();
  fflush(stdout);
  _exit(1);
}

void watch_memory(void) {
  signal(SIGSEGV, report_fault);
  signal(SIGBUS, report_fault);
}

void *block(int number, ptrdiff_t bytes) {
  static char *ends[BLOCKS];
  if (bytes > BLOCK_BYTES) abort();
  if (ends[number] == NULL) {
    const size_t page = (size_t)sysconf(_SC_PAGESIZE);
    char *start = mmap(NULL, BLOCK_BYTES + page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0);
    if (start == MAP_FAILED || mprotect(start + BLOCK_BYTES, page, PROT_NONE) != 0) abort();
    ends[number] = start + BLOCK_BYTES;
  }
  return memset(ends[number] - bytes, 0xA5, (size_t)bytes);
}

static uint64_t state;

void seed(uint64_t start) { state = start; }

uint64_t next_bits(void) {
  state += 0x9E3779B97F4A7C15;
  uint64_t z = state;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

ptrdiff_t next_below(ptrdiff_t bound) { return (ptrdiff_t)(next_bits() % (uint64_t)bound); }

double next_real(double low, double high) { return low + (high - low) * ((double)(next_bits() >> 11) * 0x1p-53); }

bool same_bytes(const void *a, const void *b, ptrdiff_t bytes) { return memcmp(a, b, (size_t)bytes) == 0; }

#define DEFINE_COMPARISONS(T, S)                                                                                   \
  bool same_##S(const T *a, const T *b, ptrdiff_t count) {                                                         \
    for (ptrdiff_t i = 0; i < count; i++) {                                                                        \
      if (a[i] != b[i] && (a[i] == a[i] || b[i] == b[i])) return false;                                            \
    }                                                                                                              \
    return true;                                                                                                   \
  }                                                                                                                \
                                                                                                                   \
  double error_##S(const T *a, const T *b, ptrdiff_t count, double floor) {                                        \
    double worst = 0;                                                                                              \
    for (ptrdiff_t i = 0; i < count; i++) {                                                                        \
      if (same_##S(a + i, b + i, 1)) continue;                                                                     \
      const double error = fabs((double)a[i] - (double)b[i]) / fmax(fabs((double)b[i]), floor);                    \
      worst = error == error ? fmax(worst, error) : INFINITY;                                                      \
    }                                                                                                              \
    return worst;                                                                                                  \
  }

DEFINE_COMPARISONS(float, f32)
DEFINE_COMPARISONS(double, f64)

// |y - truth| in units of 2^(the exponent of the number nearest to truth - digits), that of subnormals at least.
static double distance(double y, double truth, double nearest, int least_exponent, int digits) {
  if (!isfinite(y) || !isfinite(nearest)) return y == nearest || (y != y && nearest != nearest) ? 0 : INFINITY;
  const int exponent = nearest == 0 || ilogb(nearest) < least_exponent ? least_exponent : ilogb(nearest);
  return ldexp(fabs(y - truth), digits - exponent);
}

double ulps_f32(float y, double truth) { return distance((double)y, truth, (double)(float)truth, -126, 23); }
double ulps_f64(double y, double truth) { return distance(y, truth, truth, -1022, 52); }
