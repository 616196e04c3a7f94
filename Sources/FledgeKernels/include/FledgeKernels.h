/// All arithmetic on memory. Raw pointers in, raw pointers out: these kernels allocate nothing, know no
/// tensor and keep no state but the worker threads and the choice of instruction set.
#ifndef FLEDGE_KERNELS_H
#define FLEDGE_KERNELS_H

#include "fledge_isa.h"
#include "fledge_threads.h"
#include "fledge_program.h"
#include "fledge_matmul.h"
#include "fledge_rows.h"
#include "fledge_reduce.h"
#include "fledge_copy.h"
#include "fledge_random.h"

#endif
