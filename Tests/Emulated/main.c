/// The kernels against their naive twins, on the instruction sets that the arguments name, or on all that there
/// are. In C, so that a C library is all that must be there for another processor: then it runs under emulation.
#include "check.h"
#include <stdio.h>
#include <string.h>

static bool is_named(const char *name, int count, char **names) {
  for (int i = 1; i < count; i += 1) {
    if (strcmp(names[i], name) == 0) return true;
  }
  return count == 1;
}

int main(int count, char **names) {
  watch_memory();
  int ran = 0;
  for (fledge_isa isa = FLEDGE_ISA_PORTABLE; isa <= FLEDGE_ISA_AVX512; isa += 1) {
    if (!fledge_isa_supported(isa) || !is_named(fledge_isa_name(isa), count, names)) continue;
    fledge_isa_override(isa);
    check_every_family();
    ran += 1;
  }
  if (count > 1 && ran < count - 1) {
    fprintf(stderr, "an instruction set that was named is not there\n");
    return 2;
  }
  return print_total() ? 0 : 1;
}
