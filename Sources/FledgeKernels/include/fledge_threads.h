/// A pool of worker threads that park when idle.
#ifndef FLEDGE_THREADS_H
#define FLEDGE_THREADS_H

#include <stddef.h>
#include <stdint.h>

/// How many threads a kernel may use, the caller's included. Default: the processors this process may run on.
/// n < 1 restores the default.
void fledge_threads_set(int32_t n);
int32_t fledge_threads_get(void);

typedef void (*fledge_task)(void *context, ptrdiff_t begin, ptrdiff_t end);

/// Runs `task` over [0, count) in contiguous pieces whose bounds are multiples of `grain` (the last one may end
/// short), on the caller and on the pool; returns when all is done. A caller that finds the pool busy with
/// another caller's work does all of its own: results never depend on how many threads ran.
void fledge_parallel_for(ptrdiff_t count, ptrdiff_t grain, fledge_task task, void *context);

#endif
