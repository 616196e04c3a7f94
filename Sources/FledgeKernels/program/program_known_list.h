/// The programs that have compiled loops, written by Tests/FledgeNNTests/KnownProgramTests.swift from the formulas of layers
/// and optimisers. When these change, FLEDGE_WRITE_KNOWN=1 swift test --filter KnownProgramTests writes it anew.
#ifndef FLEDGE_PROGRAM_KNOWN_LIST_H
#define FLEDGE_PROGRAM_KNOWN_LIST_H

#include "fledge_program.h"

/// In the order in which they are looked for.
#define FLEDGE_EACH_KNOWN(EACH) \
  EACH(bias) \
  EACH(relu) \
  EACH(bias_relu) \
  EACH(gate) \
  EACH(descent) \
  EACH(decay) \
  EACH(heavy_ball) \
  EACH(nesterov) \
  EACH(adam)

/// The most slots that one of them has.
enum { KNOWN_SLOTS = 18 };

// z + b
static const fledge_instruction known_bias_code[] = {
    {FLEDGE_OP_ADD, 0, 1, 2, 1},
    {FLEDGE_OP_STORE, 0, 0, 0, 0},
};
static const fledge_program known_bias = {
    known_bias_code, NULL, 2, 1, 2, 0, 0, 1, 0};

// max(x, 0)
static const fledge_instruction known_relu_code[] = {
    {FLEDGE_OP_MAX, 0, 1, 2, 1},
    {FLEDGE_OP_STORE, 0, 0, 0, 0},
};
static const double known_relu_constants[] = {0.0};
static const fledge_program known_relu = {
    known_relu_code, known_relu_constants, 2, 1, 1, 1, 0, 1, 0};

// max(z + b, 0)
static const fledge_instruction known_bias_relu_code[] = {
    {FLEDGE_OP_ADD, 0, 2, 3, 2},
    {FLEDGE_OP_MAX, 1, 0, 4, 0},
    {FLEDGE_OP_STORE, 0, 1, 1, 1},
};
static const double known_bias_relu_constants[] = {0.0};
static const fledge_program known_bias_relu = {
    known_bias_relu_code, known_bias_relu_constants, 3, 2, 2, 1, 0, 1, 0};

// the gradient of max(x, 0), of it and the value
static const fledge_instruction known_gate_code[] = {
    {FLEDGE_OP_LESS, 0, 4, 3, 4},
    {FLEDGE_OP_SELECT, 1, 0, 2, 4},
    {FLEDGE_OP_STORE, 0, 1, 1, 1},
};
static const double known_gate_constants[] = {0.0};
static const fledge_program known_gate = {
    known_gate_code, known_gate_constants, 3, 2, 2, 1, 0, 1, 0};

// gradient descent
static const fledge_instruction known_descent_code[] = {
    {FLEDGE_OP_FNMA, 0, 3, 2, 1},
    {FLEDGE_OP_STORE, 0, 0, 0, 0},
};
static const fledge_program known_descent = {
    known_descent_code, NULL, 2, 1, 2, 0, 1, 1, 0};

// gradient descent with weight decay
static const fledge_instruction known_decay_code[] = {
    {FLEDGE_OP_MUL, 0, 8, 3, 8},
    {FLEDGE_OP_FMA, 1, 7, 3, 4},
    {FLEDGE_OP_FNMA, 2, 5, 1, 0},
    {FLEDGE_OP_STORE, 0, 2, 2, 2},
};
static const fledge_program known_decay = {
    known_decay_code, NULL, 4, 3, 2, 0, 4, 1, 0};

// descent with momentum
static const fledge_instruction known_heavy_ball_code[] = {
    {FLEDGE_OP_MUL, 0, 9, 3, 9},
    {FLEDGE_OP_FMA, 1, 8, 3, 5},
    {FLEDGE_OP_FMA, 2, 7, 4, 1},
    {FLEDGE_OP_FNMA, 1, 6, 2, 0},
    {FLEDGE_OP_STORE, 0, 1, 1, 1},
    {FLEDGE_OP_STORE, 1, 2, 2, 2},
};
static const fledge_program known_heavy_ball = {
    known_heavy_ball_code, NULL, 6, 3, 3, 0, 4, 2, 0};

// descent with Nesterov's momentum
static const fledge_instruction known_nesterov_code[] = {
    {FLEDGE_OP_MUL, 0, 10, 4, 10},
    {FLEDGE_OP_FMA, 1, 9, 4, 6},
    {FLEDGE_OP_FMA, 2, 8, 5, 1},
    {FLEDGE_OP_FMA, 3, 8, 2, 1},
    {FLEDGE_OP_FNMA, 1, 7, 3, 0},
    {FLEDGE_OP_STORE, 0, 1, 1, 1},
    {FLEDGE_OP_STORE, 1, 2, 2, 2},
};
static const fledge_program known_nesterov = {
    known_nesterov_code, NULL, 7, 4, 3, 0, 4, 2, 0};

// Adam and AdamW
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
static const fledge_program known_adam = {
    known_adam_code, NULL, 14, 5, 4, 0, 9, 3, 0};

#endif
