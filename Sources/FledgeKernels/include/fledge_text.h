/// Text as tables have it: where fields and rows end, decimal numbers, texts that were seen before. Bytes are ASCII or UTF-8,
/// and FLEDGE_TEXT_MARGIN bytes behind a block may be read, whatever they are.
#ifndef FLEDGE_TEXT_H
#define FLEDGE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FLEDGE_TEXT_MARGIN = 64 };

/// How rows are written.
typedef struct {
  /// The byte between fields: no quote, no line end.
  uint8_t separator;
  /// Whether separators in a row are one, and those at the ends of a line none, as between columns that spaces align.
  bool joined;
  /// Whether nothing follows the block, so that its last line needs no end.
  bool is_last;
  /// How many fields a row has; 0 for any number. One separator more at the end of a line does no harm.
  ptrdiff_t columns;
} fledge_text_layout;

/// The bytes of a field, without its quotes and without blanks around it that no quotes enclose.
typedef struct {
  uint32_t start, length;
} fledge_text_field;

/// A row: the line that it begins in, counted from 0 in its block, and the number of its fields.
typedef struct {
  uint32_t line, fields;
} fledge_text_row;

/// Why splitting stopped.
typedef enum {
  FLEDGE_TEXT_END,        // no whole row is left
  FLEDGE_TEXT_FULL,       // there is no room for the next row
  FLEDGE_TEXT_RAGGED,     // the next row has another number of fields
  FLEDGE_TEXT_OPEN_QUOTE, // the next row, of a last block, opens a quote that nothing closes
} fledge_text_stop;

/// What was split.
typedef struct {
  fledge_text_stop stop;
  /// How many rows and fields there are.
  ptrdiff_t rows, fields;
  /// Where the next row begins, and how many lines end before it.
  ptrdiff_t bytes;
  uint32_t lines;
  /// Of a ragged row: how many fields it has, where it ends, how many lines end before that. Of an open quote: in which field
  /// it stands, counted from 0, and how many lines end before it.
  ptrdiff_t found, next;
  uint32_t next_lines;
} fledge_text_split_result;

/// Finds the fields of whole rows in a block of bytes, of less than 2 GB, and room for `row_room` rows and `field_room` fields.
///
/// A line ends with \n, \r\n or \r. Lines of blanks alone are passed over. A field whose first byte behind blanks is a quote
/// reaches to the next quote that is not doubled; of doubled quotes one is kept, and what stands between the last quote and the
/// separator belongs to the field: both by moving bytes within the field. Any other quote is a byte like others.
fledge_text_split_result fledge_text_split(ptrdiff_t count, uint8_t *text, fledge_text_layout layout, ptrdiff_t row_room,
                                           fledge_text_row *rows, ptrdiff_t field_room, fledge_text_field *fields);
/// The naive twin: one byte at a time.
fledge_text_split_result fledge_text_split_reference(ptrdiff_t count, uint8_t *text, fledge_text_layout layout,
                                                     ptrdiff_t row_room, fledge_text_row *rows, ptrdiff_t field_room,
                                                     fledge_text_field *fields);

/// Whether a text is a number.
typedef enum {
  FLEDGE_NUMBER_NONE,     // it is none
  FLEDGE_NUMBER_FINITE,   // it is, and `value` is the nearest double, the even one of two
  FLEDGE_NUMBER_INFINITE, // it is further from 0 than every finite double
} fledge_number_kind;

/// Reads a decimal number: a sign or none, digits with or without a `point`, an exponent or none. Digits in front of the point
/// may stand in groups of three, with commas (points, where `point` is the comma), apostrophes or spaces between them. A whole
/// number that begins with 0, as postal codes do, is none.
fledge_number_kind fledge_text_number(ptrdiff_t length, const uint8_t *text, uint8_t point, double *value);
/// The naive twin: one byte at a time, and the C library's strtod.
fledge_number_kind fledge_text_number_reference(ptrdiff_t length, const uint8_t *text, uint8_t point, double *value);

/// Reads the numbers of `count` fields, each `stride` fields behind the one before; a field without a byte is NaN. Stops at
/// the first that is no finite number; returns how many were read.
ptrdiff_t fledge_text_numbers(const uint8_t *text, ptrdiff_t count, ptrdiff_t stride, const fledge_text_field *fields,
                              uint8_t point, double *values);

/// The narrowest types that hold numbers exactly; NaN fits everywhere.
typedef enum { FLEDGE_WIDTH_I16, FLEDGE_WIDTH_F32, FLEDGE_WIDTH_F64 } fledge_number_width;
/// The width of numbers: whole ones from -32767 to 32767 are I16.
fledge_number_width fledge_text_width(ptrdiff_t count, const double *values);
/// y[i] = x[i], which are whole numbers from -32767 to 32767, or NaN, which becomes the smallest int16_t.
void fledge_text_narrow(ptrdiff_t count, const double *x, int16_t *y);

/// Different texts, each with a code, in a hash table with open addressing.
typedef struct {
  /// The number of slots, a power of two, less one. A slot holds a text's number plus 1, or 0; a text stands in the first slot
  /// that was free from the one on that its hash names.
  uint32_t mask;
  const uint32_t *slots;
  /// Of each text: its hash, where it ends in `bytes` (and the next one begins), its code.
  const uint32_t *hashes;
  const uint64_t *ends;
  const int32_t *codes;
  const uint8_t *bytes;
  /// What the hash begins with, so that no file is made to collide.
  uint64_t seed;
} fledge_text_levels;

/// The hash of a text.
uint32_t fledge_text_hash(ptrdiff_t length, const uint8_t *text, uint64_t seed);
/// Finds the codes of `count` fields, each `stride` fields behind the one before. Stops at the first that is none of the texts;
/// returns how many were found.
ptrdiff_t fledge_text_codes(const uint8_t *text, ptrdiff_t count, ptrdiff_t stride, const fledge_text_field *fields,
                            const fledge_text_levels *levels, int32_t *codes);

#endif
