/// Conversions between every two types, by their kernel and by a formula program that does nothing else, against
/// the naive twin, bit for bit.
#include "check.h"
#include <math.h>

enum { MOST_VALUES = 67, TYPES = 6 };

static const double reals[] = {
    0,          -0.0,         1,          -1,         1.9,           -1.9,          0.5,      -0.5,      254.9,
    255,        255.5,        256,        300,        1e9,           -1e9,          1e30,     1e300,     9.2e18,
    9.3e18,     -9.3e18,      2147483647, 2147483648, -2147483648.0, -2147483649.0, INFINITY, -INFINITY, NAN,
    0x1p-1074,  2147483646.5, 0x1p-149};
static const int64_t integers[] = {INT64_MIN, INT64_MAX, 0,         -1,        255,
                                   1,         256,       INT32_MIN, INT32_MAX, (int64_t)1 << 32};

static void fill(void *x, fledge_dtype type, ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i += 1) {
    const double real = reals[i % COUNT(reals)];
    // Unsigned, since some of these sums go round.
    const uint64_t integer = (uint64_t)integers[i % COUNT(integers)] + (uint64_t)(i / COUNT(integers));
    switch (type) {
      case FLEDGE_F32: ((float *)x)[i] = (float)real; break;
      case FLEDGE_F64: ((double *)x)[i] = real; break;
      case FLEDGE_I32: ((int32_t *)x)[i] = (int32_t)integer; break;
      case FLEDGE_I64: ((int64_t *)x)[i] = (int64_t)integer; break;
      case FLEDGE_U8:
      case FLEDGE_BOOL: ((uint8_t *)x)[i] = (uint8_t)(i * 13); break;
    }
  }
}

static void check_pair(fledge_dtype from, fledge_dtype to, ptrdiff_t count) {
  const ptrdiff_t bytes = count * fledge_size_of(to);
  void *x = block(0, count * fledge_size_of(from)), *fast = block(1, bytes), *naive = block(2, bytes);
  fill(x, from, count);
  fledge_convert(count, from, x, to, fast);
  fledge_convert_reference(count, from, x, to, naive);
  check(same_bytes(fast, naive, bytes), "%td of type %d to type %d", count, (int)from, (int)to);

  // A program's arithmetic is in f64, where integers of 64 bits round.
  if (from == FLEDGE_I64) return;
  const fledge_instruction store = {FLEDGE_OP_STORE, 0, 0, 0, 0};
  const fledge_program identity = {&store, NULL, 1, 0, 1, 0, 0, 1};
  const fledge_operand operand = {x, count, 1, from};
  fledge_program_run_f64(&identity, 1, count, &operand, &(fledge_result){fast, count, to}, NULL);
  check(same_bytes(fast, naive, bytes), "%td of type %d to type %d by a program", count, (int)from, (int)to);
}

void test_conversions(void) {
  const ptrdiff_t counts[] = {0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 33, MOST_VALUES};
  begin_family("conversions");
  for (fledge_dtype from = FLEDGE_F32; from < TYPES; from += 1) {
    for (fledge_dtype to = FLEDGE_F32; to < TYPES; to += 1) {
      for (ptrdiff_t c = 0; c < COUNT(counts); c += 1) check_pair(from, to, counts[c]);
    }
  }
  end_family();
}
