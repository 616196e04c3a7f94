/// Formula programs: short lists of vector instructions run over tiles that stay in the L1 cache. Arithmetic runs in the
/// type of a call (Float32 or Float64); integers, bytes and masks are converted as they are loaded and stored.
#ifndef FLEDGE_PROGRAM_H
#define FLEDGE_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "fledge_dtype.h"
#include "fledge_instructions.h"

/// What an instruction does: FLEDGE_OP_ADD and so on.
typedef enum : uint16_t {
#define FLEDGE_OPCODE(name, ...) FLEDGE_OP_##name,
  FLEDGE_EACH_INSTRUCTION(FLEDGE_OPCODE)
#undef FLEDGE_OPCODE
  FLEDGE_OP_STORE, // output number dst <- slot a; stores come last in a program
  FLEDGE_OP_COUNT,
} fledge_opcode;

/// Slots are numbered: [0, registers) tile registers, then the inputs, then the constants, then the parameters.
/// An instruction's destination is a tile register (STORE: an output's number) and never one of its sources.
typedef struct {
  uint16_t op, dst, a, b, c;
} fledge_instruction;

typedef struct {
  const fledge_instruction *code;
  const double *constants;
  int32_t instruction_count, register_count, input_count, constant_count, parameter_count, output_count;
  int32_t number; // what fledge_program_number gave, so that calls need not ask again; 0 if it was not asked
} fledge_program;

/// An input seen as a (rows, columns) grid: a column stride of 0 repeats one value along the row, a row stride
/// of 0 repeats the row. Strides count elements; a column stride is 0 or 1.
typedef struct {
  const void *data;
  ptrdiff_t row_stride, column_stride;
  fledge_dtype dtype;
} fledge_operand;

/// Where an output goes; columns are adjacent. A result may be the very memory of an operand of the same strides.
typedef struct {
  void *data;
  ptrdiff_t row_stride;
  fledge_dtype dtype;
} fledge_result;

/// A program has at most so many inputs (and so many outputs), tile registers, and constants and parameters together.
enum { FLEDGE_MAX_OPERANDS = 16, FLEDGE_MAX_REGISTERS = 64, FLEDGE_MAX_SCALARS = 128 };

/// Runs the program over a grid of rows × columns elements, arithmetic in Float32 or Float64. Single-threaded.
void fledge_program_run_f32(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                            const fledge_operand *inputs, const fledge_result *outputs, const double *parameters);
void fledge_program_run_f64(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                            const fledge_operand *inputs, const fledge_result *outputs, const double *parameters);
/// The same, split over the worker pool where it pays.
void fledge_program_apply_f32(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                              const fledge_operand *inputs, const fledge_result *outputs, const double *parameters);
void fledge_program_apply_f64(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                              const fledge_operand *inputs, const fledge_result *outputs, const double *parameters);
/// The same for an optimiser's step: a parameter, its state and its gradient to the new parameter and state. A state that
/// falls below the normal numbers becomes 0, since arithmetic on subnormal numbers takes several times as long. A program
/// of one output has no state and runs as any other.
void fledge_program_update_f32(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                               const fledge_operand *inputs, const fledge_result *outputs, const double *parameters);
void fledge_program_update_f64(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                               const fledge_operand *inputs, const fledge_result *outputs, const double *parameters);
/// Whether the program is one of those with a compiled loop of its own (program_known_list.h), several times as fast as the
/// interpreter and with the same bits.
bool fledge_program_is_known(const fledge_program *program);
/// A number above 0 by which the kernels know such a program, or that it is none.
int32_t fledge_program_number(const fledge_program *program);
/// The program of such a number, counted from 1; NULL beyond the last.
const fledge_program *fledge_program_numbered(int32_t number);
/// An instruction's name: ADD and so on.
const char *fledge_opcode_name(uint16_t op);
/// The naive twin: one element at a time, C's math library, arithmetic in Float64.
void fledge_program_reference(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                              const fledge_operand *inputs, const fledge_result *outputs, const double *parameters);

#endif
