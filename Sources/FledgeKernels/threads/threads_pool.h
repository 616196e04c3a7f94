#ifndef FLEDGE_THREADS_POOL_H
#define FLEDGE_THREADS_POOL_H

#include <stdbool.h>
#include "fledge_threads.h"

/// `fledge_parallel_for` that wakes parked workers only if told to: a wake-up costs the caller some ten microseconds
/// and the worker comes later still. While all workers are parked the caller does all of the work, unless such calls are
/// frequent.
void fledge_parallel_for_waking(bool wakes, ptrdiff_t count, ptrdiff_t grain, fledge_task task, void *context);

#endif
