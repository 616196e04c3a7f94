/// All arithmetic on memory. Raw pointers in, raw pointers out: these kernels know no tensor, allocate nothing but the
/// memory that each thread keeps to work in, and keep no other state but the worker threads and the choice of
/// instruction set.
#ifndef FLEDGE_KERNELS_H
#define FLEDGE_KERNELS_H

#include "fledge_dtype.h"
#include "fledge_isa.h"
#include "fledge_threads.h"
#include "fledge_program.h"
#include "fledge_matmul.h"
#include "fledge_rows.h"
#include "fledge_cross_entropy.h"
#include "fledge_reduce.h"
#include "fledge_copy.h"
#include "fledge_sort.h"
#include "fledge_text.h"
#include "fledge_random.h"
#include "fledge_integer.h"

#endif
