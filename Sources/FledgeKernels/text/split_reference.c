/// The naive splitter: one byte at a time. It reads each row twice, for a row that is not whole keeps its bytes.
#include "fledge_text.h"

typedef struct {
  uint8_t *text;
  ptrdiff_t count;
  fledge_text_layout layout;
  bool stores;
  ptrdiff_t place;
  uint32_t lines;
  ptrdiff_t found;
  bool ends_empty, is_open;
  uint32_t open_lines;
} reader;

static int peek(const reader *r, ptrdiff_t ahead) {
  return r->place + ahead < r->count ? r->text[r->place + ahead] : -1;
}

static bool is_blank(const reader *r, int byte) { return (byte == ' ' || byte == '\t') && byte != r->layout.separator; }

static void keep(const reader *r, fledge_text_field *field, int byte) {
  if (r->stores) r->text[field->start + field->length] = (uint8_t)byte;
  field->length += 1;
}

static bool read_quoted(reader *r, fledge_text_field *field) {
  r->open_lines = r->lines;
  for (r->place += 1;; r->place += 1) {
    const int byte = peek(r, 0), next = peek(r, 1);
    if (byte < 0) {
      r->is_open = true;
      return false;
    }
    if (byte == '"') {
      r->place += 1;
      if (next != '"') return true;
    }
    if (byte == '\n' || (byte == '\r' && next != '\n')) r->lines += 1;
    keep(r, field, byte);
  }
}

// False if the text ends before the field does.
static bool read_field(reader *r, fledge_text_field *field) {
  while (is_blank(r, peek(r, 0))) r->place += 1;
  *field = (fledge_text_field){(uint32_t)r->place, 0};
  const bool is_quoted = peek(r, 0) == '"';
  if (is_quoted && !read_quoted(r, field)) return false;
  const uint32_t quoted = field->length;
  for (int byte = peek(r, 0); byte >= 0 && byte != r->layout.separator && byte != '\n' && byte != '\r'; byte = peek(r, 0)) {
    keep(r, field, byte);
    r->place += 1;
  }
  while (r->stores && field->length > quoted && is_blank(r, r->text[field->start + field->length - 1])) field->length -= 1;
  r->ends_empty = !is_quoted && field->length == 0;
  return r->layout.is_last || peek(r, 0) >= 0;
}

// False if the text ends before the row does.
static bool read_row(reader *r, ptrdiff_t room, fledge_text_field *fields) {
  for (r->found = 0;; r->place += 1) {
    fledge_text_field field;
    if (!read_field(r, &field)) return false;
    if (!r->ends_empty || !r->layout.joined) {
      if (r->stores && r->found < room) fields[r->found] = field;
      r->found += 1;
    }
    if (peek(r, 0) != r->layout.separator) break;
  }
  if (peek(r, 0) == '\r') {
    if (peek(r, 1) < 0 && !r->layout.is_last) return false;
    if (peek(r, 1) == '\n') r->place += 1;
  }
  if (peek(r, 0) >= 0) r->place += 1;
  r->lines += 1;
  return true;
}

fledge_text_split_result fledge_text_split_reference(ptrdiff_t count, uint8_t *text, fledge_text_layout layout,
                                                     ptrdiff_t row_room, fledge_text_row *rows, ptrdiff_t field_room,
                                                     fledge_text_field *fields) {
  fledge_text_split_result result = {.stop = FLEDGE_TEXT_END};
  while (result.bytes < count) {
    if (result.rows == row_room) {
      result.stop = FLEDGE_TEXT_FULL;
      break;
    }
    const reader start = {
        .text = text, .count = count, .layout = layout, .place = result.bytes, .lines = result.lines};
    reader trial = start;
    if (!read_row(&trial, 0, NULL)) {
      if (!trial.is_open || !layout.is_last) break;
      result.stop = FLEDGE_TEXT_OPEN_QUOTE;
      result.found = trial.found;
      result.next_lines = trial.open_lines;
      break;
    }
    ptrdiff_t found = trial.found;
    const bool is_blank_line = found == 0 || (found == 1 && trial.ends_empty);
    if (!is_blank_line) {
      if (layout.columns > 0 && found == layout.columns + 1 && trial.ends_empty) found -= 1;
      if (layout.columns > 0 && found != layout.columns) {
        result.stop = FLEDGE_TEXT_RAGGED;
        result.found = found;
        result.next = trial.place;
        result.next_lines = trial.lines;
        break;
      }
      if (found > field_room - result.fields) {
        result.stop = FLEDGE_TEXT_FULL;
        break;
      }
      reader storing = start;
      storing.stores = true;
      read_row(&storing, found, fields + result.fields);
      rows[result.rows++] = (fledge_text_row){result.lines, (uint32_t)found};
      result.fields += found;
    }
    result.bytes = trial.place;
    result.lines = trial.lines;
  }
  return result;
}
