#ifndef FLEDGE_ISA_CHOICE_H
#define FLEDGE_ISA_CHOICE_H

#include "fledge_isa.h"

/// What the calling thread chose with `fledge_isa_override`, -1 if nothing: a worker takes over its caller's choice.
int32_t fledge_isa_choice(void);

#endif
