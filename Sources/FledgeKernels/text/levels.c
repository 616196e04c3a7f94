/// Texts that were seen before, by a hash table with open addressing.
#include <string.h>
#include "fledge_text.h"

static inline uint64_t mixed(uint64_t a, uint64_t b) {
  const unsigned __int128 product = (unsigned __int128)a * b;
  return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t word(const uint8_t *text) {
  uint64_t word;
  memcpy(&word, text, sizeof word);
  return word;
}

// Eight bytes at a time, each folded in by a product of 128 bits (Wang Yi's wyhash, 2019, in its simplest form). What lies behind
// the text is read and cleared.
static inline uint32_t hash(ptrdiff_t length, const uint8_t *text, uint64_t seed) {
  const uint64_t odd = UINT64_C(0x9E3779B97F4A7C15), other = UINT64_C(0xE7037ED1A0B428DB);
  uint64_t state = seed ^ (uint64_t)length * odd;
  ptrdiff_t i = 0;
  for (; i + 8 <= length; i += 8) state = mixed(state ^ word(text + i), odd);
  const ptrdiff_t left = length - i;
  if (left > 0) state = mixed(state ^ (word(text + i) & (~UINT64_C(0) >> (64 - 8 * left))), odd);
  return (uint32_t)mixed(state ^ other, odd);
}

uint32_t fledge_text_hash(ptrdiff_t length, const uint8_t *text, uint64_t seed) { return hash(length, text, seed); }

ptrdiff_t fledge_text_codes(const uint8_t *text, ptrdiff_t count, ptrdiff_t stride, const fledge_text_field *fields,
                            const fledge_text_levels *levels, int32_t *codes) {
  for (ptrdiff_t i = 0; i < count; i++) {
    const fledge_text_field field = fields[i * stride];
    const uint8_t *bytes = text + field.start;
    const uint32_t key = hash(field.length, bytes, levels->seed);
    for (uint32_t place = key & levels->mask;; place = (place + 1) & levels->mask) {
      const uint32_t slot = levels->slots[place];
      if (slot == 0) return i;
      const uint32_t number = slot - 1;
      if (levels->hashes[number] != key) continue;
      const uint64_t begin = number > 0 ? levels->ends[number - 1] : 0;
      if (levels->ends[number] - begin != field.length) continue;
      if (memcmp(levels->bytes + begin, bytes, field.length) != 0) continue;
      codes[i] = levels->codes[number];
      break;
    }
  }
  return count;
}
