/// Rows and fields of text.
#include "split_field.h"
#define KERNELS "../text/split_kernels.inc"
#include "../isa/each_isa.inc"

fledge_text_split_result fledge_text_split(ptrdiff_t count, uint8_t *text, fledge_text_layout layout, ptrdiff_t row_room,
                                           fledge_text_row *rows, ptrdiff_t field_room, fledge_text_field *fields) {
  return VARIANT(split)(count, text, layout, row_room, rows, field_room, fields);
}
