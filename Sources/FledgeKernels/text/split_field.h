/// What the splitters of all instruction sets share: blanks, and fields with quotes in them.
#ifndef FLEDGE_SPLIT_FIELD_H
#define FLEDGE_SPLIT_FIELD_H

#include <string.h>
#include "fledge_text.h"

/// Marks the length of a field that still has its quotes: it is settled once its row is known to be whole, for the bytes of a
/// row that is not are split again.
#define UNSETTLED ((uint32_t)1 << 31)

static inline bool is_blank(uint8_t byte, uint8_t separator) {
  return (byte == ' ' || byte == '\t') && byte != separator;
}

/// The field from `start` to `end` without the blanks around it.
static inline fledge_text_field trimmed(const uint8_t *text, ptrdiff_t start, ptrdiff_t end, uint8_t separator) {
  while (start < end && is_blank(text[start], separator)) start++;
  while (start < end && is_blank(text[end - 1], separator)) end--;
  return (fledge_text_field){(uint32_t)start, (uint32_t)(end - start)};
}

static inline bool are_blank(const uint8_t *text, ptrdiff_t start, ptrdiff_t end, uint8_t separator) {
  while (start < end && is_blank(text[start], separator)) start++;
  return start == end;
}

/// Takes the quotes out of a field that begins with one, by moving what follows them.
static inline fledge_text_field settled(uint8_t *text, fledge_text_field field) {
  if (!(field.length & UNSETTLED)) return field;
  const uint8_t *from = text + field.start + 1, *end = text + field.start + (field.length & ~UNSETTLED);
  uint8_t *to = text + field.start;
  for (;;) {
    const uint8_t *quote = memchr(from, '"', (size_t)(end - from));
    memmove(to, from, (size_t)(quote - from));
    to += quote - from;
    from = quote + 1;
    if (from == end || *from != '"') break;
    *to++ = '"';
    from++;
  }
  memmove(to, from, (size_t)(end - from));
  to += end - from;
  return (fledge_text_field){field.start, (uint32_t)(to - (text + field.start))};
}

#endif
