/// One entry point for each instruction set and type, and how work is cut into tiles.
#ifndef FLEDGE_PROGRAM_RUN_H
#define FLEDGE_PROGRAM_RUN_H

#include "fledge_program.h"

#define FLEDGE_DECLARE_RUN(isa)                                                                                     \
  void fledge_program_run_##isa##_f32(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,             \
                                      const fledge_operand *inputs, const fledge_result *outputs,                   \
                                      const double *parameters);                                                    \
  void fledge_program_run_##isa##_f64(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,             \
                                      const fledge_operand *inputs, const fledge_result *outputs,                   \
                                      const double *parameters);

FLEDGE_DECLARE_RUN(portable)
#if defined(__x86_64__)
FLEDGE_DECLARE_RUN(avx2)
FLEDGE_DECLARE_RUN(avx512)
#elif defined(__aarch64__)
FLEDGE_DECLARE_RUN(neon)
#endif

#endif
