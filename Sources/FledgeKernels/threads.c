#include "FledgeKernels.h"

void fledge_threads_set(int32_t n) { (void)n; }
int32_t fledge_threads_get(void) { return 1; }

void fledge_parallel_for(ptrdiff_t count, ptrdiff_t grain, fledge_task task, void *context) {
  (void)grain;
  if (count > 0) task(context, 0, count);
}
