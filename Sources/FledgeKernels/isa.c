#include "FledgeKernels.h"
