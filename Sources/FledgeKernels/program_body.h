/// The interpreter for both types, compiled once for each instruction set: its file defines FLEDGE_ISA and the macros
/// of program_vector.h, and sets the target before it includes this.

#include "program_math_mixed.h"
#include "program_operand.h"
#include "program_run.h"

#define FLEDGE_JOIN(a, b, c) a##b##c
#define FLEDGE_RUN_NAME(isa, suffix) FLEDGE_JOIN(fledge_program_run_, isa, suffix)

#define T float
#define LENGTH FLOATS
#define NAME(x) x##_f32
#define RUN FLEDGE_RUN_NAME(FLEDGE_ISA, _f32)
#include "program_instructions.h"
#include "program_tiles.h"
#undef T
#undef LENGTH
#undef NAME
#undef RUN

#define T double
#define LENGTH DOUBLES
#define NAME(x) x##_f64
#define RUN FLEDGE_RUN_NAME(FLEDGE_ISA, _f64)
#include "program_instructions.h"
#include "program_tiles.h"
