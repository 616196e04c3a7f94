/// Decimal numbers, correctly rounded.
///
/// Up to 19 digits are a whole number in 64 bits, and the number is it times a power of ten. Where both are doubles, one operation
/// rounds once (Clinger, How to read floating point numbers accurately, 1990). Up to 27 places, 5^k has 64 bits too, and a
/// product of 128 bits, or a quotient of 64 with its remainder, is rounded once. Anything else is the C library's.
#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>
#include "fledge_text.h"

enum { MOST_DIGITS = 19, MOST_POWER = 27, MOST_EXACT = 22, KEPT_DIGITS = 800 };
// Further digits of an exponent change nothing: no text has that many places.
#define MOST_EXPONENT 100000000000000000

static const double tens[MOST_EXACT + 1] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                            1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

#define FIVES_4(x) x, x * 5, x * 25, x * 125
static const uint64_t fives[MOST_POWER + 1] = {
    FIVES_4(UINT64_C(1)),           FIVES_4(UINT64_C(625)),           FIVES_4(UINT64_C(390625)),
    FIVES_4(UINT64_C(244140625)),   FIVES_4(UINT64_C(152587890625)),  FIVES_4(UINT64_C(95367431640625)),
    FIVES_4(UINT64_C(59604644775390625))};

// A number as it is written: digits in front of the point and behind it, where they stand, and the exponent.
typedef struct {
  const uint8_t *whole, *fraction;
  ptrdiff_t whole_count, fraction_count;
  uint64_t digits; // all of them as one number, where it has no more than 64 bits
  int64_t exponent;
  bool is_negative;
} decimal;

static inline bool is_digit(uint8_t byte) { return (uint8_t)(byte - '0') < 10; }

static const uint64_t whole_tens[9] = {1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000};

// Eight bytes, each less '0' if it is a digit.
static inline uint64_t load_digits(const uint8_t *p) {
  uint64_t word;
  memcpy(&word, p, sizeof word);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word ^ 0x3030303030303030;
}

// The highest bit of each byte that is no digit. Adding 0x76 to a byte below 128 sets it from 10 on, and carries nothing.
static inline uint64_t other_bytes(uint64_t word) {
  return (((word & 0x7f7f7f7f7f7f7f7f) + 0x7676767676767676) | word) & 0x8080808080808080;
}

// The number that the first 1 to 8 digits of a word are: pairs of digits, then fours, then eight.
static inline uint64_t number_of(uint64_t word, ptrdiff_t count) {
  word <<= 64 - 8 * count;
  word = (word * 10 + (word >> 8)) & 0x00ff00ff00ff00ff;
  word = (word * 100 + (word >> 16)) & 0x0000ffff0000ffff;
  return (word * 10000 + (word >> 32)) & 0xffffffff;
}

// Appends up to eight digits from p on; returns how many they are.
static inline ptrdiff_t append_eight(const uint8_t *p, const uint8_t *end, uint64_t *value) {
  const uint64_t word = load_digits(p), others = other_bytes(word);
  ptrdiff_t count = others ? __builtin_ctzll(others) / 8 : 8;
  if (count > end - p) count = end - p;
  if (count > 0) *value = *value * whole_tens[count] + number_of(word, count);
  return count;
}

static inline const uint8_t *append_digits(const uint8_t *p, const uint8_t *end, uint64_t *value) {
  ptrdiff_t count;
  do {
    count = append_eight(p, end, value);
    p += count;
  } while (count == 8);
  return p;
}

static inline bool read_exponent(const uint8_t *p, const uint8_t *end, int64_t *exponent) {
  bool is_negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+')) p++;
  if (p == end) return false;
  int64_t value = 0;
  for (; p < end; p++) {
    if (!is_digit(*p)) return false;
    value = value < MOST_EXPONENT ? value * 10 + (*p - '0') : value;
  }
  *exponent = is_negative ? -value : value;
  return true;
}

static inline bool read_decimal(const uint8_t *p, const uint8_t *end, uint8_t point, decimal *d) {
  d->digits = 0;
  d->exponent = 0;
  d->is_negative = p < end && *p == '-';
  if (p < end && (*p == '-' || *p == '+')) p++;
  d->whole = p;
  p = append_digits(p, end, &d->digits);
  d->whole_count = p - d->whole;
  d->fraction = p;
  d->fraction_count = 0;
  if (p == end) return d->whole_count == 1 || (d->whole_count > 1 && *d->whole != '0');
  if (*p == point) p++;
  else if (d->whole_count == 0) return false;
  d->fraction = p;
  p = append_digits(p, end, &d->digits);
  d->fraction_count = p - d->fraction;
  if (d->whole_count + d->fraction_count == 0) return false;
  if (p == end) return true;
  return (*p == 'e' || *p == 'E') && read_exponent(p + 1, end, &d->exponent);
}

static inline double scaled(uint64_t value, bool is_inexact, int64_t exponent) {
  // Converting rounds once: more bits than a double has, the last of which says whether any follow it.
  const uint64_t power = (uint64_t)(exponent + 1023) << 52;
  double scale;
  memcpy(&scale, &power, sizeof scale);
  return (double)(value | is_inexact) * scale;
}

static inline double divided(uint64_t value, int power) {
  const uint64_t divisor = fives[power];
  const int shift = __builtin_clzll(value), divisor_shift = __builtin_clzll(divisor);
  const uint64_t high = value << shift >> 1, low = value << shift << 63, d = divisor << divisor_shift;
  uint64_t quotient, remainder;
#if defined(__x86_64__)
  // high < d, so that the quotient has 64 bits: what the compiler cannot know, and so would not divide at once.
  __asm__("divq %4" : "=a"(quotient), "=d"(remainder) : "a"(low), "d"(high), "r"(d) : "cc");
#else
  const unsigned __int128 dividend = (unsigned __int128)high << 64 | low;
  quotient = (uint64_t)(dividend / d);
  remainder = (uint64_t)(dividend % d);
#endif
  return scaled(quotient, remainder != 0, divisor_shift - shift - 63 - power);
}

static inline double multiplied(uint64_t value, int power) {
  const unsigned __int128 product = (unsigned __int128)value * fives[power];
  const uint64_t high = (uint64_t)(product >> 64), low = (uint64_t)product;
  if (high == 0) return scaled(low, false, power);
  const int shift = __builtin_clzll(high);
  const unsigned __int128 top = product << shift;
  return scaled((uint64_t)(top >> 64), (uint64_t)top != 0, 64 - shift + power);
}

// By strtod, as digits and an exponent: without a point, which each locale writes in its own way. The nearest double depends on
// the first digits, and on whether any other digit follows them.
static double library_value(const decimal *d) {
  char text[KEPT_DIGITS + 32];
  ptrdiff_t kept = 0;
  int64_t exponent = d->exponent - d->fraction_count;
  bool is_inexact = false;
  for (ptrdiff_t i = 0; i < d->whole_count + d->fraction_count; i++) {
    const uint8_t digit = i < d->whole_count ? d->whole[i] : d->fraction[i - d->whole_count];
    if (kept == 0 && digit == '0') continue;
    if (kept < KEPT_DIGITS) {
      text[kept++] = (char)digit;
    } else {
      is_inexact |= digit != '0';
      exponent++;
    }
  }
  if (kept == 0) return 0;
  if (is_inexact) {
    text[kept++] = '1';
    exponent--;
  }
  text[kept++] = 'e';
  if (exponent < 0) text[kept++] = '-';
  char reversed[24];
  int length = 0;
  uint64_t magnitude = exponent < 0 ? -(uint64_t)exponent : (uint64_t)exponent;
  do {
    reversed[length++] = (char)('0' + magnitude % 10);
    magnitude /= 10;
  } while (magnitude > 0);
  while (length > 0) text[kept++] = reversed[--length];
  text[kept] = 0;
  return strtod(text, NULL);
}

static ptrdiff_t significant_count(const decimal *d) {
  ptrdiff_t zeros = 0;
  while (zeros < d->whole_count && d->whole[zeros] == '0') zeros++;
  if (zeros == d->whole_count) {
    ptrdiff_t i = 0;
    while (i < d->fraction_count && d->fraction[i] == '0') i++;
    zeros += i;
  }
  return d->whole_count + d->fraction_count - zeros;
}

static inline double magnitude(const decimal *d) {
  const int64_t power = d->exponent - d->fraction_count;
  if (d->whole_count + d->fraction_count > MOST_DIGITS && significant_count(d) > MOST_DIGITS) return library_value(d);
  if (d->digits >> 53 == 0 && power >= -MOST_EXACT && power <= MOST_EXACT) {
    return power < 0 ? (double)d->digits / tens[-power] : (double)d->digits * tens[power];
  }
  if (d->digits == 0) return 0;
  if (power < -MOST_POWER || power > MOST_POWER) return library_value(d);
  return power < 0 ? divided(d->digits, (int)-power) : multiplied(d->digits, (int)power);
}

static inline double rounded_fraction(uint64_t digits, ptrdiff_t places) {
  return digits >> 53 == 0 ? (double)digits / tens[places] : divided(digits, (int)places);
}

// Most numbers: a sign or none, up to seven digits, a point, up to nineteen more, all of them digits that 64 bits hold. False for any
// other. Where a field ends is known, so that nothing has to be looked for but the point.
static inline bool read_usual(const uint8_t *p, const uint8_t *end, uint8_t point, double *value) {
  const bool is_negative = *p == '-';
  p += is_negative;
  uint64_t word = load_digits(p), others = other_bytes(word);
  const ptrdiff_t whole = others ? __builtin_ctzll(others) / 8 : 8;
  if (whole == 0 || whole == 8) return false;
  uint64_t digits = number_of(word, whole);
  ptrdiff_t left = end - p - whole;
  double size;
  if (left <= 0) {
    if (left < 0 || (whole > 1 && *p == '0')) return false;
    size = (double)digits;
  } else {
    p += whole;
    const ptrdiff_t places = --left;
    if (*p++ != point || left == 0 || left > (digits == 0 ? MOST_DIGITS : MOST_DIGITS - whole)) return false;
    for (; left > 8; left -= 8, p += 8) {
      word = load_digits(p);
      if (other_bytes(word)) return false;
      digits = digits * 100000000 + number_of(word, 8);
    }
    word = load_digits(p);
    if (other_bytes(word) << (64 - 8 * left)) return false;
    digits = digits * whole_tens[left] + number_of(word, left);
    size = rounded_fraction(digits, places);
  }
  *value = is_negative ? -size : size;
  return true;
}

static inline fledge_number_kind plain_number(ptrdiff_t length, const uint8_t *text, uint8_t point, double *value) {
  if (length > 0 && read_usual(text, text + length, point, value)) return FLEDGE_NUMBER_FINITE;
  decimal d;
  if (!read_decimal(text, text + length, point, &d)) return FLEDGE_NUMBER_NONE;
  const double size = magnitude(&d);
  *value = d.is_negative ? -size : size;
  return size <= DBL_MAX ? FLEDGE_NUMBER_FINITE : FLEDGE_NUMBER_INFINITE;
}

// How many bytes a mark between groups of digits has here; 0 if there is none. Spaces that do not break count as spaces.
static ptrdiff_t mark_length(const uint8_t *p, const uint8_t *end, uint8_t point) {
  if (p == end) return 0;
  if (*p == ' ' || *p == '\'' || *p == (point == ',' ? '.' : ',')) return 1;
  if (end - p >= 2 && memcmp(p, "\xC2\xA0", 2) == 0) return 2;
  return end - p >= 3 && memcmp(p, "\xE2\x80\xAF", 3) == 0 ? 3 : 0;
}

// One to three digits, then groups of three behind one and the same mark: without the marks it is a number.
static fledge_number_kind grouped_number(ptrdiff_t length, const uint8_t *text, uint8_t point, double *value) {
  enum { MOST_LENGTH = 400 };
  if (length > MOST_LENGTH) return FLEDGE_NUMBER_NONE;
  uint8_t plain[MOST_LENGTH + FLEDGE_TEXT_MARGIN];
  const uint8_t *p = text, *end = text + length, *mark = NULL;
  ptrdiff_t count = 0, group = 0, mark_bytes = 0;
  if (p < end && (*p == '-' || *p == '+')) plain[count++] = *p++;
  if (p < end && *p == '0') return FLEDGE_NUMBER_NONE;
  while (p < end && *p != point && *p != 'e' && *p != 'E') {
    if (is_digit(*p)) {
      plain[count++] = *p++;
      group++;
      continue;
    }
    const ptrdiff_t bytes = mark_length(p, end, point);
    if (bytes == 0 || group == 0 || group > 3 || (mark && group != 3)) return FLEDGE_NUMBER_NONE;
    if (mark && (bytes != mark_bytes || memcmp(mark, p, (size_t)bytes) != 0)) return FLEDGE_NUMBER_NONE;
    mark = p;
    mark_bytes = bytes;
    p += bytes;
    group = 0;
  }
  if (!mark || group != 3) return FLEDGE_NUMBER_NONE;
  memcpy(plain + count, p, (size_t)(end - p));
  count += end - p;
  return plain_number(count, plain, point, value);
}

fledge_number_kind fledge_text_number(ptrdiff_t length, const uint8_t *text, uint8_t point, double *value) {
  const fledge_number_kind kind = plain_number(length, text, point, value);
  return kind == FLEDGE_NUMBER_NONE ? grouped_number(length, text, point, value) : kind;
}

ptrdiff_t fledge_text_numbers(const uint8_t *text, ptrdiff_t count, ptrdiff_t stride, const fledge_text_field *fields,
                              uint8_t point, double *values) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const fledge_text_field field = fields[i * stride];
    if (field.length == 0) {
      values[i] = NAN;
      continue;
    }
    const uint8_t *start = text + field.start;
    if (read_usual(start, start + field.length, point, values + i)) continue;
    if (fledge_text_number(field.length, start, point, values + i) != FLEDGE_NUMBER_FINITE) return i;
  }
  return count;
}
