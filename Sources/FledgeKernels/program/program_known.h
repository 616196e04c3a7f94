/// Programs that most networks run in every step. Each is compiled to one loop whose values stay in registers, where the
/// interpreter sends those of every instruction through the first-level cache; the bits are the same.
#ifndef FLEDGE_PROGRAM_KNOWN_H
#define FLEDGE_PROGRAM_KNOWN_H

#include <stdbool.h>
#include "fledge_program.h"
#include "program_known_list.h"

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

#endif
