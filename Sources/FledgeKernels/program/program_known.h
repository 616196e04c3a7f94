/// Programs that most networks run in every step. Each is compiled to one loop whose values stay in registers, where the
/// interpreter sends those of every instruction through the first-level cache; the bits are the same.
#ifndef FLEDGE_PROGRAM_KNOWN_H
#define FLEDGE_PROGRAM_KNOWN_H

#include "fledge_program.h"

/// In the order in which they are looked for: what small products run comes first.
#define FLEDGE_EACH_KNOWN(EACH) \
  EACH(bias) EACH(relu) EACH(bias_relu) EACH(gate) EACH(descent) EACH(heavy_ball) EACH(adam)

#define FLEDGE_NUMBER(name) KNOWN_##name,
typedef enum { FLEDGE_EACH_KNOWN(FLEDGE_NUMBER) KNOWN_COUNT } fledge_known;
#undef FLEDGE_NUMBER

/// Which of them a program is; KNOWN_COUNT if it is none. Operands that an instruction does not read may differ.
fledge_known fledge_known_program(const fledge_program *program);

/// Whether a pass over a long row starts at its end. Alternate passes of a thread run backwards: the end of the last pass is
/// still cached.
bool fledge_pass_runs_backwards(void);

/// Shorter rows stay in the caches whichever way they are passed.
enum { LONG_ROW = 1 << 15 };

/// The most slots that one of them has.
enum { KNOWN_SLOTS = 20 };

static const double known_zero[] = {0};

// x + b
static const fledge_instruction known_bias_code[] = {
    {FLEDGE_OP_ADD, 0, 1, 2, 1},
    {FLEDGE_OP_STORE, 0, 0, 0, 0},
};
static const fledge_program known_bias = {known_bias_code, NULL, 2, 1, 2, 0, 0, 1, 0};

// max(x, 0)
static const fledge_instruction known_relu_code[] = {
    {FLEDGE_OP_MAX, 0, 1, 2, 1},
    {FLEDGE_OP_STORE, 0, 0, 0, 0},
};
static const fledge_program known_relu = {known_relu_code, known_zero, 2, 1, 1, 1, 0, 1, 0};

// max(x + b, 0)
static const fledge_instruction known_bias_relu_code[] = {
    {FLEDGE_OP_ADD, 0, 2, 3, 2},
    {FLEDGE_OP_MAX, 1, 0, 4, 0},
    {FLEDGE_OP_STORE, 0, 1, 1, 1},
};
static const fledge_program known_bias_relu = {known_bias_relu_code, known_zero, 3, 2, 2, 1, 0, 1, 0};

// 0 < y ? g : 0 of (g, y), the gradient of max(x, 0) by its value
static const fledge_instruction known_gate_code[] = {
    {FLEDGE_OP_LESS, 0, 4, 3, 4},
    {FLEDGE_OP_SELECT, 1, 0, 2, 4},
    {FLEDGE_OP_STORE, 0, 1, 1, 1},
};
static const fledge_program known_gate = {known_gate_code, known_zero, 3, 2, 2, 1, 0, 1, 0};

// w - rate·g of (w, g)
static const fledge_instruction known_descent_code[] = {
    {FLEDGE_OP_FNMA, 0, 3, 2, 1},
    {FLEDGE_OP_STORE, 0, 0, 0, 0},
};
static const fledge_program known_descent = {known_descent_code, NULL, 2, 1, 2, 0, 1, 1, 0};

// Descent with momentum, of (w, v, g) and (rate, mu, l2, shrink)
static const fledge_instruction known_heavy_ball_code[] = {
    {FLEDGE_OP_MUL, 0, 9, 3, 9},
    {FLEDGE_OP_FMA, 1, 8, 3, 5},
    {FLEDGE_OP_FMA, 2, 7, 4, 1},
    {FLEDGE_OP_FNMA, 1, 6, 2, 0},
    {FLEDGE_OP_STORE, 0, 1, 1, 1},
    {FLEDGE_OP_STORE, 1, 2, 2, 2},
};
static const fledge_program known_heavy_ball = {known_heavy_ball_code, NULL, 6, 3, 3, 0, 4, 2, 0};

// Adam, of (w, m, v, g) and (rate, beta1, 1 - beta1, beta2, 1 - beta2, scale of √v, epsilon, l2, shrink)
static const fledge_instruction known_adam_code[] = {
    {FLEDGE_OP_FMA, 0, 16, 5, 8},
    {FLEDGE_OP_MUL, 1, 11, 0, 11},
    {FLEDGE_OP_FMA, 2, 10, 6, 1},
    {FLEDGE_OP_MUL, 1, 9, 2, 9},
    {FLEDGE_OP_MUL, 3, 13, 0, 13},
    {FLEDGE_OP_MUL, 4, 3, 0, 3},
    {FLEDGE_OP_FMA, 0, 12, 7, 4},
    {FLEDGE_OP_SQRT, 3, 0, 0, 0},
    {FLEDGE_OP_FMA, 4, 3, 14, 15},
    {FLEDGE_OP_DIV, 3, 1, 4, 1},
    {FLEDGE_OP_FMS, 1, 17, 5, 3},
    {FLEDGE_OP_STORE, 0, 1, 1, 1},
    {FLEDGE_OP_STORE, 1, 2, 2, 2},
    {FLEDGE_OP_STORE, 2, 0, 0, 0},
};
static const fledge_program known_adam = {known_adam_code, NULL, 14, 5, 4, 0, 9, 3, 0};

#endif
