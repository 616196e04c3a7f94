/// Every instruction of formula programs against the naive twin, to so many units in the last place.
#include "check.h"
#include <math.h>

typedef void program_function(const fledge_program *program, ptrdiff_t rows, ptrdiff_t columns,
                              const fledge_operand *inputs, const fledge_result *outputs, const double *parameters);

typedef struct {
  fledge_opcode op;
  const char *name;
  // Units in the last place, by type. The twin computes in double, from which an exact f32 is half a unit off.
  double ulps[2];
  // By x², where that is more than 1: about e^(-x²/2) there, and the error of x² is one of the result.
  bool grows[2];
} function;

static const function unary[] = {
    {FLEDGE_OP_EXP, "exp", {2, 3}},
    {FLEDGE_OP_EXPM1, "expm1", {2, 3}},
    {FLEDGE_OP_LOG, "log", {2, 3}},
    {FLEDGE_OP_LOG1P, "log1p", {2, 3}},
    {FLEDGE_OP_TANH, "tanh", {2, 3}},
    {FLEDGE_OP_SIGMOID, "sigmoid", {4, 4}},
    {FLEDGE_OP_SOFTPLUS, "softplus", {2, 3}},
    {FLEDGE_OP_ERF, "erf", {2, 3}},
    {FLEDGE_OP_NORMAL_CDF, "normalCDF", {4, 4}, {true, true}},
    {FLEDGE_OP_NORMAL_PDF, "normalPDF", {2, 4}, {false, true}},
    {FLEDGE_OP_SIN, "sin", {1, 3}},
    {FLEDGE_OP_COS, "cos", {1, 3}},
    {FLEDGE_OP_SQRT, "sqrt", {0.501}},
    {FLEDGE_OP_RECIPROCAL, "reciprocal", {0.501}},
    {FLEDGE_OP_FLOOR, "floor"},
    {FLEDGE_OP_ROUND, "round"},
    {FLEDGE_OP_ABS, "abs"},
    {FLEDGE_OP_NEG, "negative"},
    {FLEDGE_OP_SIGN, "sign"},
    {FLEDGE_OP_NOT, "not"},
};

static const function binary[] = {
    {FLEDGE_OP_ADD, "add", {0.501}},
    {FLEDGE_OP_SUB, "subtract", {0.501}},
    {FLEDGE_OP_MUL, "multiply", {0.501}},
    {FLEDGE_OP_DIV, "divide", {0.501}},
    {FLEDGE_OP_MAX, "max"},
    {FLEDGE_OP_MIN, "min"},
    {FLEDGE_OP_POW, "pow", {1, 1}},
    {FLEDGE_OP_GATED, "gated", {0.501}},
    {FLEDGE_OP_LESS, "less"},
    {FLEDGE_OP_LESS_EQUAL, "less or equal"},
    {FLEDGE_OP_EQUAL, "equal"},
    {FLEDGE_OP_NOT_EQUAL, "not equal"},
    {FLEDGE_OP_AND, "and"},
    {FLEDGE_OP_OR, "or"},
};

static const function ternary[] = {
    {FLEDGE_OP_FMA, "fma", {0.501}},
    {FLEDGE_OP_FMS, "fms", {0.501}},
    {FLEDGE_OP_FNMA, "fnma", {0.501}},
    {FLEDGE_OP_SELECT, "select"},
};

static const double edges[] = {
    0,       -0.0,   INFINITY, -INFINITY, NAN, 0x1p-149, -0x1p-149, 0x1p-126,  0x1.fffffep127, -0x1.fffffep127,
    88.722,  88.73,  -87.34,   -103.9,    -104, 1,       -1,        0.5,       1e5,            1e6,
    1e20,    -1e20,  0x1p127,  0x1.fp127, 4194304.5,     8388607.5, 16777218,
    1.5,     2.5,    -0.5,     -1.5,      -2.5, 0x1.fffffep-2, 8388606.5, -4194303.5,
    // f64 alone has these
    0x1p-1074, 0x1p-1022, 0x1.fffffffffffffp1023, 0x1.fp1023, 709.78, 709.79, -745.1, -746};
static const double bases[] = {0,        -0.0,      1,    -1,        2,         -2,       0.5,  -0.5,  3,
                               -3,       2.5,       -2.5, 1e-30,     1e30,      -1e30,    87.3, 1e-38, 16777216,
                               16777218, INFINITY, -INFINITY, NAN,   1.0000001, 0.9999999, 0x1p-133};
// Products of two of these, and their sums with a third, are the same in one rounding and in two.
static const double few[] = {0, -0.0, 1, -1, 2.5, -2.5, 0x1p-133, INFINITY, -INFINITY, NAN};

enum { MOST_POINTS = 1 << 17 };

#define CASES "functions_cases.inc"
#include "both_types.inc"

void test_functions(void) {
  begin_family("functions f32");
  functions_f32();
  end_family();
  begin_family("functions f64");
  functions_f64();
  check(COUNT(unary) + COUNT(binary) + COUNT(ternary) == FLEDGE_OP_STORE, "an instruction is missing here");
  end_family();
}
