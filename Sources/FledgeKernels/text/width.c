/// The narrowest types that hold numbers.
#include <math.h>
#include "fledge_text.h"

enum { CHUNK = 64 };

// Below 2^51, adding this leaves no bits for a fraction.
static const double rounder = 0x1.8p52;

fledge_number_width fledge_text_width(ptrdiff_t count, const double *values) {
  int not_i16 = 0, not_f32 = 0;
  for (ptrdiff_t start = 0; start < count && !(not_i16 & not_f32); start += CHUNK) {
    const ptrdiff_t end = count - start < CHUNK ? count : start + CHUNK;
    // Without branches, for the compiler to make vectors of it.
    for (ptrdiff_t i = start; i < end; i++) {
      const double x = values[i];
      const int is_number = x == x;
      not_i16 |= is_number & !((x + rounder) - rounder == x && fabs(x) <= 32767);
      not_f32 |= is_number & ((double)(float)x != x);
    }
  }
  return !not_i16 ? FLEDGE_WIDTH_I16 : !not_f32 ? FLEDGE_WIDTH_F32 : FLEDGE_WIDTH_F64;
}

void fledge_text_narrow(ptrdiff_t count, const double *x, int16_t *y) {
  for (ptrdiff_t i = 0; i < count; i++) y[i] = x[i] == x[i] ? (int16_t)x[i] : INT16_MIN;
}
