/// The naive reading of numbers: one byte at a time, and the C library's strtod, whose point is that of the locale "C" unless the
/// program has set another.
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "fledge_text.h"

static bool is_digit(char byte) { return byte >= '0' && byte <= '9'; }

static const char *digits(const char *p) {
  while (is_digit(*p)) p++;
  return p;
}

// Takes out the marks between groups of three digits; false if they stand anywhere else or differ.
static bool without_marks(char *text, char point) {
  static const char *const marks[] = {" ", "'", ",", ".", "\xC2\xA0", "\xE2\x80\xAF"};
  for (size_t m = 0; m < sizeof marks / sizeof *marks; m++) {
    const size_t bytes = strlen(marks[m]);
    if (*marks[m] == point) continue;
    if ((*marks[m] == '.' || *marks[m] == ',') && point != (*marks[m] == '.' ? ',' : '.')) continue;
    char *p = text + (*text == '-' || *text == '+');
    const char *first = p;
    p = (char *)digits(p);
    if (p == first || p - first > 3 || *first == '0' || strncmp(p, marks[m], bytes) != 0) continue;
    while (strncmp(p, marks[m], bytes) == 0) {
      memmove(p, p + bytes, strlen(p + bytes) + 1);
      if (digits(p) < p + 3) return false;
      p += 3;
    }
    return !is_digit(*p);
  }
  return true;
}

static bool is_number(const char *p, char point) {
  p += *p == '-' || *p == '+';
  const char *whole = p;
  p = digits(p);
  ptrdiff_t count = p - whole;
  if (*p == 0) return count == 1 || (count > 1 && *whole != '0');
  if (*p == point) {
    const char *fraction = p + 1;
    p = digits(fraction);
    count += p - fraction;
  }
  if (count == 0) return false;
  if (*p == 'e' || *p == 'E') {
    p += 1 + (p[1] == '-' || p[1] == '+');
    if (!is_digit(*p)) return false;
    p = digits(p);
  }
  return *p == 0;
}

fledge_number_kind fledge_text_number_reference(ptrdiff_t length, const uint8_t *text, uint8_t point, double *value) {
  char *copy = calloc((size_t)length + 1, 1);
  memcpy(copy, text, (size_t)length);
  fledge_number_kind kind = FLEDGE_NUMBER_NONE;
  if (strlen(copy) == (size_t)length && without_marks(copy, (char)point) && is_number(copy, (char)point)) {
    char *comma = strchr(copy, point);
    if (comma) *comma = '.';
    *value = strtod(copy, NULL);
    kind = isinf(*value) ? FLEDGE_NUMBER_INFINITE : FLEDGE_NUMBER_FINITE;
  }
  free(copy);
  return kind;
}
