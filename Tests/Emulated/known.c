/// Programs that have compiled loops against the interpreter, bit for bit.
#include "check.h"
#include <math.h>

enum { MOST_INSTRUCTIONS = 32, INPUTS = 4 };

/// The same program with one register more, which nothing uses: no compiled loop knows it.
static fledge_program interpreted(const fledge_program *known, fledge_instruction code[MOST_INSTRUCTIONS]) {
  for (int32_t k = 0; k < known->instruction_count; k += 1) {
    code[k] = known->code[k];
    uint16_t *slots[] = {&code[k].a, &code[k].b, &code[k].c};
    for (int i = 0; i < 3; i += 1) *slots[i] += *slots[i] >= known->register_count;
  }
  fledge_program program = *known;
  program.code = code;
  program.register_count += 1;
  return program;
}

#define CASES "known_cases.inc"
#include "both_types.inc"

void test_known(void) {
  const ptrdiff_t shapes[][2] = {{1, 1}, {1, 7}, {3, 16}, {5, 33}, {2, 100}, {1, 4099}, {4, 31}, {2, (1 << 15) + 13}};
  begin_family("known programs");
  seed(11);
  int32_t number = 1;
  for (const fledge_program *known; (known = fledge_program_numbered(number)) != NULL; number += 1) {
    check(fledge_program_number(known) == number, "program %d has another's number", number);
    for (ptrdiff_t s = 0; s < COUNT(shapes); s += 1) {
      for (ptrdiff_t gap = 0; gap < 4; gap += 3) {
        check_known_f32(known, number, shapes[s][0], shapes[s][1], gap);
        check_known_f64(known, number, shapes[s][0], shapes[s][1], gap);
      }
    }
  }
  check(number > 1, "no program is known");
  end_family();
}
