/// Rows, fields and numbers of texts against the naive twins.
#include "check.h"
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 400, ROOM = MOST_BYTES + 1 };

// What may be read behind a text stands in front of the page that no access may touch.
static uint8_t *text_block(int number, ptrdiff_t bytes) { return block(number, bytes + FLEDGE_TEXT_MARGIN); }

static bool same_fields(const uint8_t *a, const fledge_text_field *x, const uint8_t *b, const fledge_text_field *y,
                        ptrdiff_t count) {
  for (ptrdiff_t i = 0; i < count; i += 1) {
    if (x[i].length != y[i].length || !same_bytes(a + x[i].start, b + y[i].start, x[i].length)) return false;
  }
  return true;
}

static void check_split(ptrdiff_t count, const char *alphabet, fledge_text_layout layout, ptrdiff_t row_room,
                        ptrdiff_t field_room) {
  uint8_t *fast = text_block(0, count), *naive = text_block(1, count), *source = text_block(2, count);
  for (ptrdiff_t i = 0; i < count; i += 1) {
    source[i] = fast[i] = naive[i] = (uint8_t)alphabet[next_below((ptrdiff_t)strlen(alphabet))];
  }
  const ptrdiff_t row_bytes = row_room * (ptrdiff_t)sizeof(fledge_text_row);
  const ptrdiff_t field_bytes = field_room * (ptrdiff_t)sizeof(fledge_text_field);
  fledge_text_row *fast_rows = block(3, row_bytes), *naive_rows = block(4, row_bytes);
  fledge_text_field *fast_fields = block(5, field_bytes), *naive_fields = block(6, field_bytes);
  const fledge_text_split_result a =
      fledge_text_split(count, fast, layout, row_room, fast_rows, field_room, fast_fields);
  const fledge_text_split_result b =
      fledge_text_split_reference(count, naive, layout, row_room, naive_rows, field_room, naive_fields);
  check(a.stop == b.stop && a.rows == b.rows && a.fields == b.fields && a.bytes == b.bytes && a.lines == b.lines &&
            a.found == b.found && a.next == b.next && a.next_lines == b.next_lines,
        "where %td bytes stop: %d, %td rows, %td bytes, found %td, not %d, %td rows, %td bytes, found %td: %.*s", count,
        (int)a.stop, a.rows, a.bytes, a.found, (int)b.stop, b.rows, b.bytes, b.found, (int)count, source);
  if (a.rows != b.rows || a.fields != b.fields) return;
  check(same_bytes(fast_rows, naive_rows, a.rows * (ptrdiff_t)sizeof(fledge_text_row)), "rows of %td bytes", count);
  check(same_fields(fast, fast_fields, naive, naive_fields, a.fields), "fields of %td bytes: %.*s", count, (int)count,
        source);
  check(same_bytes(fast + a.bytes, source + a.bytes, count - a.bytes), "bytes behind the rows of %td bytes", count);
}

static void check_splits(void) {
  static const char *const alphabets[] = {"a,\n", "ab ,\"\n\r\t", "ab,;\"\"\"\n", "aaaaaaaaaaaaaaa,b\n\"", "\"a,\r\n"};
  for (int i = 0; i < 4000; i += 1) {
    const fledge_text_layout layout = {
        .separator = (uint8_t)",; \t"[next_below(4)],
        .joined = next_below(3) == 0,
        .is_last = next_below(2) == 0,
        .columns = next_below(2) == 0 ? 0 : next_below(4),
    };
    const char *alphabet = alphabets[next_below(COUNT(alphabets))];
    const ptrdiff_t count = next_below(next_below(10) == 0 ? MOST_BYTES : 40);
    check_split(count, alphabet, layout, ROOM, ROOM);
    check_split(count, alphabet, layout, next_below(5), next_below(9));
  }
}

static void check_number(const char *written, uint8_t point) {
  const ptrdiff_t length = (ptrdiff_t)strlen(written);
  uint8_t *text = text_block(0, length);
  memcpy(text, written, (size_t)length);
  double fast = 0, naive = 0;
  const fledge_number_kind a = fledge_text_number(length, text, point, &fast);
  const fledge_number_kind b = fledge_text_number_reference(length, text, point, &naive);
  check(a == b && same_bytes(&fast, &naive, sizeof fast), "%s is %.17g (%d), not %.17g (%d)", written, fast, (int)a,
        naive, (int)b);
}

// Random digits, as many as `most`.
static int write_digits(char *text, ptrdiff_t most) {
  const int count = (int)next_below(most + 1);
  for (int i = 0; i < count; i += 1) text[i] = (char)('0' + next_below(10));
  return count;
}

static void check_random_numbers(int count) {
  for (int i = 0; i < count; i += 1) {
    char text[120], *p = text;
    const uint8_t point = next_below(4) ? '.' : ',';
    if (next_below(3) == 0) *p++ = next_below(4) ? '-' : '+';
    p += write_digits(p, next_below(8) ? 9 : 30);
    if (next_below(4)) *p++ = next_below(40) ? (char)point : '.';
    p += write_digits(p, next_below(8) ? 17 : 40);
    if (next_below(3) == 0) p += sprintf(p, "%c%d", next_below(2) ? 'e' : 'E', (int)next_below(700) - 350);
    if (next_below(20) == 0) *p++ = "., e'-x"[next_below(7)];
    *p = 0;
    check_number(text, point);

    // The shortest way, and seventeen digits, of a double with any bits; and the middle between it and the next.
    const uint64_t bits = next_bits();
    double x;
    memcpy(&x, &bits, sizeof x);
    if (!isfinite(x)) continue;
    sprintf(text, "%.*g", 6 + (int)next_below(13), x);
    check_number(text, '.');
    const double usual = next_real(-1, 1) * pow(10, (double)next_below(12) - 4);
    sprintf(text, "%.*g", 1 + (int)next_below(19), usual);
    check_number(text, '.');
    sprintf(text, "%.*f", (int)next_below(20), usual);
    check_number(text, '.');
    const uint64_t whole = ((next_bits() >> 11) | (uint64_t)1 << 52) * 2 + 1;
    sprintf(text, "%llu%s", (unsigned long long)whole, next_below(2) ? "" : "e1");
    check_number(text, '.');
    sprintf(text, "%llu.%llu", (unsigned long long)(whole >> (20 + next_below(30))), (unsigned long long)whole * 625);
    check_number(text, '.');
  }
}

static uint64_t ten_to(ptrdiff_t power) { return power == 0 ? 1 : 10 * ten_to(power - 1); }

// Just below and just above the middle between two doubles, in nineteen digits, or in it: what a quotient leaves, and the lower half
// of a product, decide.
static void check_middles(int count) {
  for (int i = 0; i < count; i += 1) {
    const uint64_t middle = ((next_bits() >> 11) | (uint64_t)1 << 52) * 2 + 1;
    const ptrdiff_t places = next_below(20), shift = next_below(64);
    const unsigned __int128 fraction = (unsigned __int128)middle * ten_to(places) >> shift;
    const unsigned __int128 large = ((unsigned __int128)middle << shift) / ten_to(places);
    for (unsigned further = 0; further < 2; further += 1) {
      char text[60];
      if (fraction >> 63 == 0) {
        sprintf(text, "%llue-%d", (unsigned long long)fraction + further, (int)places);
        check_number(text, '.');
      }
      if (large >> 63 == 0) {
        sprintf(text, "%llue%d", (unsigned long long)large + further, (int)places);
        check_number(text, '.');
      }
    }
  }
}

static void check_written_numbers(void) {
  static const char *const texts[] = {
      "0", "-0", "00", "01234", "-007", "0.0", "000.5", ".5", "5.", ".", "-", "+", "", "-.", "1e5", "1e", "1e+", "e5",
      "1.5e-3", "1e400", "-1e400", "1e-400", "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324",
      "1.7976931348623157e308", "1.7976931348623159e308", "9007199254740993", "9007199254740992.5", "9007199254740993e0",
      "18446744073709551615", "18446744073709551616", "9999999999999999999", "99999999999999999999",
      "0.000000000000000000000000012345678901234567", "123456789012345678e27", "123456789012345678e28", "1e22", "1e23",
      "8.5e23", "1,234", "1,234,567.5", "12,34", "1234,567", "1,234,56", "0,123", "1 234", "1 234 567", "1 234,567",
      "1\xC2\xA0" "234", "1\xE2\x80\xAF" "234\xE2\x80\xAF" "567", "1'234.25", "1.234", "1.234.567", "1.234,5", "-1,234e2",
      "1,234e", "nan", "inf", "0x10", "1_000", "1 ", "1-2", "12e3.5", "1e99999999999999999999", "1e-99999999999999999999",
      "0e99999999999999999999", "1,2345", ",123", "1,", "1,234,", "\xC2" "1", "1\xC2", "1.2.3",
  };
  for (ptrdiff_t i = 0; i < COUNT(texts); i += 1) {
    check_number(texts[i], '.');
    check_number(texts[i], ',');
  }
  // The middle between two doubles, in more digits than any way but the library's reads, and a digit far behind it.
  char text[2000] = "9007199254740993.", *end = text + strlen(text);
  memset(end, '0', 1500);
  end[1500] = 0;
  check_number(text, '.');
  end[1499] = '1';
  check_number(text, '.');
  memset(text, '0', 1700);
  text[1] = '.';
  strcpy(text + 1700, "1e1699");
  check_number(text, '.');
}

// A column of fields, up to the first that is no finite number.
static void check_column(void) {
  enum { FIELDS = 40, STRIDE = 3 };
  static const char *const others[] = {"NA", "1e999", "x", "-", "01"};
  static const char *const numbers[] = {"1", "-2.5", "", "1,234", "0.1234567890123456", "5e-3", "12345678901", ".5", "7."};
  uint8_t *text = text_block(0, FIELDS * 20);
  fledge_text_field *fields = block(1, FIELDS * (ptrdiff_t)sizeof *fields);
  double *values = block(2, FIELDS * 8);
  const ptrdiff_t rows = (FIELDS + STRIDE - 1) / STRIDE, stop = next_below(rows + 1);
  ptrdiff_t length = 0;
  for (ptrdiff_t i = 0; i < FIELDS; i += 1) {
    const bool stops = i == stop * STRIDE;
    const char *field = stops ? others[next_below(COUNT(others))] : numbers[next_below(COUNT(numbers))];
    fields[i] = (fledge_text_field){(uint32_t)length, (uint32_t)strlen(field)};
    memcpy(text + length, field, strlen(field));
    length += (ptrdiff_t)strlen(field);
    text[length++] = ',';
  }
  const ptrdiff_t read = fledge_text_numbers(text, rows, STRIDE, fields, '.', values);
  check(read == stop, "%td fields are numbers, not %td", read, stop);
  for (ptrdiff_t i = 0; i < read && i < stop; i += 1) {
    const fledge_text_field field = fields[i * STRIDE];
    double naive = NAN;
    if (field.length > 0) fledge_text_number_reference(field.length, text + field.start, '.', &naive);
    check(same_f64(values + i, &naive, 1), "%.*s is %.17g in a column", (int)field.length, text + field.start, values[i]);
  }
}

static void check_widths(void) {
  const struct {
    double x;
    fledge_number_width width;
  } numbers[] = {{1, FLEDGE_WIDTH_I16},       {-32767, FLEDGE_WIDTH_I16}, {-32768, FLEDGE_WIDTH_F32},
                 {0.5, FLEDGE_WIDTH_F32},     {16777216, FLEDGE_WIDTH_F32}, {16777217, FLEDGE_WIDTH_F64},
                 {0.1, FLEDGE_WIDTH_F64},     {1e300, FLEDGE_WIDTH_F64},  {NAN, FLEDGE_WIDTH_I16},
                 {0x1p-149, FLEDGE_WIDTH_F32}};
  for (ptrdiff_t i = 0; i < COUNT(numbers); i += 1) {
    for (ptrdiff_t count = 1; count < 200; count += 33) {
      double *x = block(0, count * 8);
      for (ptrdiff_t j = 0; j < count; j += 1) x[j] = j % 3 == 0 ? NAN : (double)j;
      x[next_below(count)] = numbers[i].x;
      check(fledge_text_width(count, x) == numbers[i].width, "the width of %g among %td", numbers[i].x, count);
    }
  }
  const double x[] = {-32767, NAN, 32767, 0};
  const int16_t narrow[] = {-32767, INT16_MIN, 32767, 0};
  int16_t y[4];
  fledge_text_narrow(4, x, y);
  check(same_bytes(y, narrow, sizeof y), "narrow numbers");
}

// Codes by the hash table, against a search from the first text on.
static void check_codes(void) {
  enum { LEVELS = 300, SLOTS = 1024, FIELDS = 500, LONGEST = 40 };
  static uint32_t slots[SLOTS], hashes[LEVELS];
  static uint64_t ends[LEVELS];
  static int32_t codes[LEVELS];
  uint8_t *bytes = text_block(0, LEVELS * LONGEST);
  memset(slots, 0, sizeof slots);
  fledge_text_levels levels = {SLOTS - 1, slots, hashes, ends, codes, bytes, next_bits()};
  ptrdiff_t used = 0;
  for (int32_t i = 0; i < LEVELS; i += 1) {
    const ptrdiff_t start = used;
    // Different lengths, or different numbers at the end.
    used += sprintf((char *)bytes + used, "%.*s%d", (int)(i % 30), "the same beginning of the texts", (int)i);
    ends[i] = (uint64_t)used;
    codes[i] = i - 1;
    hashes[i] = fledge_text_hash(used - start, bytes + start, levels.seed);
    uint32_t place = hashes[i] & levels.mask;
    while (slots[place]) place = (place + 1) & levels.mask;
    slots[place] = (uint32_t)i + 1;
  }
  uint8_t *text = text_block(1, FIELDS * LONGEST);
  fledge_text_field *fields = block(2, FIELDS * (ptrdiff_t)sizeof *fields);
  int32_t *found = block(3, FIELDS * 4);
  ptrdiff_t length = 0;
  int32_t truth[FIELDS];
  for (ptrdiff_t i = 0; i < FIELDS; i += 1) {
    const ptrdiff_t level = next_below(LEVELS), start = level > 0 ? (ptrdiff_t)ends[level - 1] : 0;
    fields[i] = (fledge_text_field){(uint32_t)length, (uint32_t)((ptrdiff_t)ends[level] - start)};
    memcpy(text + length, bytes + start, fields[i].length);
    truth[i] = (int32_t)level - 1;
    length += fields[i].length;
  }
  check(fledge_text_codes(text, FIELDS, 1, fields, &levels, found) == FIELDS, "all texts are found");
  check(same_bytes(found, truth, sizeof truth), "the codes of texts");
  check(fledge_text_codes(text, FIELDS / 3, 3, fields, &levels, found) == FIELDS / 3, "every third is found");
  check(found[FIELDS / 3 - 1] == truth[3 * (FIELDS / 3 - 1)], "the code of every third text");
  const ptrdiff_t unknown = next_below(FIELDS);
  fields[unknown].length -= 1;
  text[fields[unknown].start] ^= 0x80;
  check(fledge_text_codes(text, FIELDS, 1, fields, &levels, found) == unknown, "a text that is none of them");
  check(fledge_text_codes(text, 1, 1, fields + unknown, &levels, found) == 0, "an unknown text alone");
}

void test_texts(void) {
  begin_family("texts");
  seed(15);
  check_splits();
  check_written_numbers();
  check_random_numbers(4000);
  check_middles(10000);
  for (int i = 0; i < 500; i += 1) check_column();
  check_widths();
  check_codes();
  end_family();
}
