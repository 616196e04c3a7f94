/// How many processors this process may keep busy.
#define _GNU_SOURCE
#include "processors.h"
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#if defined(__linux__)
/// The processors that a control group's quota amounts to, rounded up; `bound` if it sets none.
static int32_t quota_of(const char *group, int32_t bound) {
  char path[4352];
  snprintf(path, sizeof path, "/sys/fs/cgroup%s/cpu.max", group);
  FILE *file = fopen(path, "re");
  if (!file) return bound;
  double quota, period;
  // An unlimited group says "max", which is no number.
  const int found = fscanf(file, "%lf %lf", &quota, &period);
  fclose(file);
  if (found != 2 || !(quota > 0) || !(period > 0) || quota / period >= bound) return bound;
  const int32_t whole = (int32_t)(quota / period);
  return whole < quota / period ? whole + 1 : whole;
}

/// The tightest quota of the process's control group (version 2) and of the groups around it.
static int32_t quota(int32_t bound) {
  FILE *file = fopen("/proc/self/cgroup", "re");
  if (!file) return bound;
  char line[4160];
  char group[4160] = "";
  while (fgets(line, sizeof line, file)) {
    if (strncmp(line, "0::", 3) == 0) {
      line[strcspn(line, "\n")] = 0;
      strcpy(group, line + 3);
    }
  }
  fclose(file);
  for (char *end;; *end = 0) {
    bound = quota_of(group, bound);
    end = strrchr(group, '/');
    if (!end) return bound;
  }
}

static int32_t count(void) {
  cpu_set_t set;
  const int32_t processors = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set)
                                                                          : (int32_t)sysconf(_SC_NPROCESSORS_ONLN);
  return processors < 1 ? 1 : quota(processors);
}
#else
static int32_t count(void) {
  const long processors = sysconf(_SC_NPROCESSORS_ONLN);
  return processors < 1 ? 1 : (int32_t)processors;
}
#endif

int32_t fledge_processor_count(void) {
  static _Atomic int32_t known;
  int32_t processors = atomic_load_explicit(&known, memory_order_relaxed);
  if (processors == 0) {
    processors = count();
    atomic_store_explicit(&known, processors, memory_order_relaxed);
  }
  return processors;
}
