/// The formula interpreter's entry points: which instruction set runs, and how work is split over the pool.
#include <stdbool.h>
#include "../isa/subnormals.h"
#include "fledge_program.h"
#include "fledge_threads.h"
#include "program_known.h"
#include "program_operand.h"

#define KERNELS "../program/program_kernels.inc"
#include "../isa/each_isa.inc"

typedef void run_function(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                          const fledge_operand *inputs, const fledge_result *outputs, const double *parameters);

void fledge_program_run_f32(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                            const fledge_operand *inputs, const fledge_result *outputs, const double *parameters) {
  VARIANT(program_run_f32)(program, rows, columns, inputs, outputs, parameters);
}

void fledge_program_run_f64(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                            const fledge_operand *inputs, const fledge_result *outputs, const double *parameters) {
  VARIANT(program_run_f64)(program, rows, columns, inputs, outputs, parameters);
}

/// A piece of the grid is worth another thread from about so many cheap vector operations on elements.
static const ptrdiff_t WORTHWHILE = 1 << 17;

/// Roughly how many cheap operations the program does for an element; memory traffic counts too.
static ptrdiff_t cost(const fledge_program *program) {
  enum { QUICK = 1, DIVISION = 3, FUNCTION = 10 };
#define FLEDGE_COST(name, operands, cost, ...) [FLEDGE_OP_##name] = cost,
  static const uint8_t costs[FLEDGE_OP_COUNT] = {FLEDGE_EACH_INSTRUCTION(FLEDGE_COST)[FLEDGE_OP_STORE] = QUICK};
#undef FLEDGE_COST
  ptrdiff_t sum = program->input_count + program->output_count;
  for (int32_t k = 0; k < program->instruction_count; k++) sum += costs[program->code[k].op];
  return sum;
}

typedef struct {
  run_function *run;
  const fledge_program *program;
  ptrdiff_t rows, columns;
  const fledge_operand *inputs;
  const fledge_result *outputs;
  const double *parameters;
  bool flushes; // subnormals, to 0
} job;

static void run_grid(const job *j, ptrdiff_t rows, ptrdiff_t columns, const fledge_operand *inputs,
                     const fledge_result *outputs) {
  if (!j->flushes) return j->run(j->program, rows, columns, inputs, outputs, j->parameters);
  const uint64_t mode = fledge_flush_subnormals();
  j->run(j->program, rows, columns, inputs, outputs, j->parameters);
  fledge_restore_subnormals(mode);
}

/// Runs the part of the grid that begins at (row, column).
static void run_part(const job *j, ptrdiff_t row, ptrdiff_t rows, ptrdiff_t column, ptrdiff_t columns) {
  fledge_operand inputs[FLEDGE_MAX_OPERANDS];
  fledge_result outputs[FLEDGE_MAX_OPERANDS];
  for (int32_t i = 0; i < j->program->input_count; i++) {
    inputs[i] = j->inputs[i];
    const ptrdiff_t offset = row * inputs[i].row_stride + column * inputs[i].column_stride;
    inputs[i].data = (const char *)inputs[i].data + offset * fledge_size_of(inputs[i].dtype);
  }
  for (int32_t i = 0; i < j->program->output_count; i++) {
    outputs[i] = j->outputs[i];
    const ptrdiff_t offset = row * outputs[i].row_stride + column;
    outputs[i].data = (char *)outputs[i].data + offset * fledge_size_of(outputs[i].dtype);
  }
  run_grid(j, rows, columns, inputs, outputs);
}

static void run_rows(void *context, ptrdiff_t begin, ptrdiff_t end) {
  const job *j = context;
  run_part(j, begin, end - begin, 0, j->columns);
}

static void run_columns(void *context, ptrdiff_t begin, ptrdiff_t end) {
  const job *j = context;
  run_part(j, 0, j->rows, begin, end - begin);
}

/// Whether the grid is one long row in memory; then it may be cut anywhere.
static bool is_contiguous(const job *j) {
  for (int32_t i = 0; i < j->program->input_count; i++)
    if (j->inputs[i].row_stride != j->columns * j->inputs[i].column_stride) return false;
  for (int32_t i = 0; i < j->program->output_count; i++)
    if (j->outputs[i].row_stride != j->columns) return false;
  return true;
}

static void apply(job j) {
  if (j.rows <= 0 || j.columns <= 0) return;
  // Too little for a second thread whatever the program does.
  if (j.rows * j.columns <= 128) return run_grid(&j, j.rows, j.columns, j.inputs, j.outputs);
  const ptrdiff_t grain = WORTHWHILE / cost(j.program) / 64 * 64 + 64;
  if (j.rows * j.columns <= 2 * grain) return run_grid(&j, j.rows, j.columns, j.inputs, j.outputs);
  if (is_contiguous(&j)) {
    j.columns *= j.rows;
    j.rows = 1;
  }
  if (j.columns >= j.rows) {
    // Whole cache lines and vectors for each thread.
    fledge_parallel_for(j.columns, (grain / j.rows + 63) / 64 * 64, run_columns, &j);
  } else {
    fledge_parallel_for(j.rows, (grain + j.columns - 1) / j.columns, run_rows, &j);
  }
}

#define DEFINE_APPLY(S)                                                                                              \
  void fledge_program_apply_##S(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,                    \
                                const fledge_operand *inputs, const fledge_result *outputs,                          \
                                const double *parameters) {                                                          \
    apply((job){VARIANT_ADDRESS(program_run_##S), program, rows, columns, inputs, outputs, parameters, false});      \
  }                                                                                                                  \
                                                                                                                     \
  void fledge_program_update_##S(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,                   \
                                 const fledge_operand *inputs, const fledge_result *outputs,                         \
                                 const double *parameters) {                                                         \
    const bool has_state = program->output_count > 1;                                                                \
    apply((job){VARIANT_ADDRESS(program_run_##S), program, rows, columns, inputs, outputs, parameters, has_state});  \
  }

DEFINE_APPLY(f32)
DEFINE_APPLY(f64)
