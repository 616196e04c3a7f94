/// Recognises the programs that have a loop of their own.
#include "program_known.h"
#include <stdbool.h>
#include <string.h>

#define FLEDGE_OPERANDS(name, operands, ...) [FLEDGE_OP_##name] = operands,
static const uint8_t operands[FLEDGE_OP_COUNT] = {FLEDGE_EACH_INSTRUCTION(FLEDGE_OPERANDS)[FLEDGE_OP_STORE] = 1};
#undef FLEDGE_OPERANDS

// A known program counts the parameters that it reads; another may be given more.
static bool is_same(const fledge_program *x, const fledge_program *known) {
  if (x->instruction_count != known->instruction_count || x->register_count != known->register_count ||
      x->input_count != known->input_count || x->constant_count != known->constant_count ||
      x->parameter_count < known->parameter_count || x->output_count != known->output_count) {
    return false;
  }
  for (int32_t k = 0; k < known->instruction_count; k++) {
    const fledge_instruction *a = &x->code[k], *b = &known->code[k];
    if (a->op != b->op || a->dst != b->dst || a->a != b->a) return false;
    const int count = operands[b->op];
    if ((count > 1 && a->b != b->b) || (count > 2 && a->c != b->c)) return false;
  }
  const size_t bytes = (size_t)known->constant_count * sizeof(double);
  return bytes == 0 || memcmp(x->constants, known->constants, bytes) == 0;
}

static fledge_known find(const fledge_program *program) {
#define FLEDGE_COMPARE(name) \
  if (is_same(program, &known_##name)) return KNOWN_##name;
  FLEDGE_EACH_KNOWN(FLEDGE_COMPARE)
#undef FLEDGE_COMPARE
  return KNOWN_COUNT;
}

fledge_known fledge_known_program(const fledge_program *program) {
  return program->number > 0 ? (fledge_known)(program->number - 1) : find(program);
}

int32_t fledge_program_number(const fledge_program *program) { return (int32_t)find(program) + 1; }

const fledge_program *fledge_program_numbered(int32_t number) {
#define FLEDGE_ADDRESS(name) &known_##name,
  static const fledge_program *const all[] = {FLEDGE_EACH_KNOWN(FLEDGE_ADDRESS)};
#undef FLEDGE_ADDRESS
  return number > 0 && number <= KNOWN_COUNT ? all[number - 1] : NULL;
}

const char *fledge_opcode_name(uint16_t op) {
#define FLEDGE_NAME(name, ...) [FLEDGE_OP_##name] = #name,
  static const char *const names[FLEDGE_OP_COUNT] = {FLEDGE_EACH_INSTRUCTION(FLEDGE_NAME)[FLEDGE_OP_STORE] = "STORE"};
#undef FLEDGE_NAME
  return op < FLEDGE_OP_COUNT ? names[op] : "";
}

bool fledge_program_is_known(const fledge_program *program) { return fledge_known_program(program) != KNOWN_COUNT; }

bool fledge_pass_runs_backwards(void) {
  static _Thread_local bool back = false;
  back = !back;
  return back;
}
