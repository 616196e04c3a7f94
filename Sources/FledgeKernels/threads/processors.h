#ifndef FLEDGE_PROCESSORS_H
#define FLEDGE_PROCESSORS_H

#include <stdint.h>

/// How many processors this process may keep busy, at least 1: found once.
int32_t fledge_processor_count(void);

#endif
