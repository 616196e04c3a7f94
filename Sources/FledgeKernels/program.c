/// The formula interpreter's entry points.
#include "FledgeKernels.h"

void fledge_program_run_f32(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                            const fledge_operand *inputs, const fledge_result *outputs, const double *parameters) {
  fledge_program_reference(program, rows, columns, inputs, outputs, parameters);
}

void fledge_program_run_f64(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                            const fledge_operand *inputs, const fledge_result *outputs, const double *parameters) {
  fledge_program_reference(program, rows, columns, inputs, outputs, parameters);
}

void fledge_program_apply_f32(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                              const fledge_operand *inputs, const fledge_result *outputs, const double *parameters) {
  fledge_program_run_f32(program, rows, columns, inputs, outputs, parameters);
}

void fledge_program_apply_f64(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                              const fledge_operand *inputs, const fledge_result *outputs, const double *parameters) {
  fledge_program_run_f64(program, rows, columns, inputs, outputs, parameters);
}
