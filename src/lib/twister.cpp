// SPDX-License-Identifier: MIT
// The Mersenne Twister MT19937 (Matsumoto and Nishimura 1998), seeded by init_by_array as CPython's random is.
// bytes: 624 words and the position; none before the first seed.
#include <cstring>

#include "lib/natives.h"
#include "natives/_monty.h"

namespace monty {

using namespace lib;

namespace {

constexpr u32 kWords = 624;
constexpr u32 kBytes = (kWords + 1) * 4;

struct State {
  u32 words[kWords];
  u32 at;
};
static_assert(sizeof(State) == kBytes);

State* state_of(Native* o) { return reinterpret_cast<State*>(o->bytes); }

void seed_by(State& s, const u32* key, usize count) {
  u32* w = s.words;
  w[0] = 19650218;
  for (u32 i = 1; i < kWords; i++) w[i] = 1812433253u * (w[i - 1] ^ (w[i - 1] >> 30)) + i;
  u32 i = 1;
  usize j = 0;
  for (usize k = count > kWords ? count : kWords; k != 0; k--) {
    w[i] = (w[i] ^ ((w[i - 1] ^ (w[i - 1] >> 30)) * 1664525u)) + key[j] + static_cast<u32>(j);
    if (++i >= kWords) w[0] = w[kWords - 1], i = 1;
    if (++j >= count) j = 0;
  }
  for (u32 k = kWords - 1; k != 0; k--) {
    w[i] = (w[i] ^ ((w[i - 1] ^ (w[i - 1] >> 30)) * 1566083941u)) - i;
    if (++i >= kWords) w[0] = w[kWords - 1], i = 1;
  }
  w[0] = 0x80000000u;
  s.at = kWords;
}

// The state, seeded by the host's entropy when the program did not seed it. Null: *otherwise is an error, or None when the
// host has to be asked for a seed.
State* ready(Vm& vm, Native* self, Value* otherwise) {
  if (self->byte_count == kBytes) {
    State* s = state_of(self);
    if (s->at > kWords) s->at = kWords;
    return s;
  }
  u32 key[kWords];
  if (vm.hooks.entropy == nullptr || !vm.hooks.entropy(vm.hooks.context, key, sizeof key)) {
    *otherwise = Value::none();
    return nullptr;
  }
  *otherwise = Value::error();
  if (!native_bytes(vm, self, kBytes)) return nullptr;
  seed_by(*state_of(self), key, kWords);
  return state_of(self);
}

u32 next_word(State& s) {
  if (s.at >= kWords) {
    u32* w = s.words;
    for (u32 i = 0; i < kWords; i++) {
      u32 y = (w[i] & 0x80000000u) | (w[i + 1 < kWords ? i + 1 : 0] & 0x7FFFFFFFu);
      w[i] = w[i + 397 < kWords ? i + 397 : i + 397 - kWords] ^ (y >> 1) ^ (y & 1 ? 0x9908B0DFu : 0);
    }
    s.at = 0;
  }
  u32 y = s.words[s.at++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9D2C5680u;
  y ^= (y << 15) & 0xEFC60000u;
  return y ^ (y >> 18);
}

}  // namespace

namespace native {

Value mersenne_twister_op_new(Vm& vm, Type*, Tuple*, Dict*) { return from_cell(native_new(vm, kType_MersenneTwister, 0)); }

Value mersenne_twister_seed(Vm& vm, Native* self, Value value) {
  Value n = int_value(value);
  if (n.is_undef()) return raise_type_error(vm, "an integer is required");
  IntView view(n);
  bigint::View v = view.view();
  if (!vm.meter.tick(kWords + v.size * 2)) return raise_stopped(vm);
  usize count = v.size * 2;
  usize bytes = (count == 0 ? 1 : count) * 4;
  auto* key = static_cast<u32*>(vm.heap.allocate_buffer(bytes));
  if (key == nullptr) return raise_memory_error(vm);
  key[0] = 0;
  for (usize i = 0; i < v.size; i++) {
    key[2 * i] = static_cast<u32>(v.limbs[i]);
    key[2 * i + 1] = static_cast<u32>(v.limbs[i] >> 32);
  }
  while (count > 1 && key[count - 1] == 0) count--;
  if (self->byte_count != kBytes) MONTY_TRY(native_bytes(vm, self, kBytes));
  seed_by(*state_of(self), key, count == 0 ? 1 : count);
  return Value::none();
}

Value mersenne_twister_double(Vm& vm, Native* self) {
  Value otherwise;
  State* s = ready(vm, self, &otherwise);
  if (s == nullptr) return otherwise;
  u32 a = next_word(*s) >> 5, b = next_word(*s) >> 6;
  return float_new(vm, (a * 67108864.0 + b) * (1.0 / 9007199254740992.0));
}

Value mersenne_twister_bits(Vm& vm, Native* self, i64 k) {
  if (k < 0) return raise_value_error(vm, "number of bits must be non-negative");
  if (k == 0) return Value::small_int(0);
  Value otherwise;
  State* s = ready(vm, self, &otherwise);
  if (s == nullptr) return otherwise;
  if (k <= 32) return Value::small_int(next_word(*s) >> (32 - k));
  u64 words = (static_cast<u64>(k) + 31) / 32;
  if (words > (u64{1} << 30)) return raise_memory_error(vm);
  if (!vm.meter.tick(words)) return raise_stopped(vm);
  usize limbs = static_cast<usize>((words + 1) / 2);
  IntResult r(vm, limbs);
  if (!r.ok()) return Value::error();
  r.out().limbs[limbs - 1] = 0;
  for (u64 i = 0; i < words; i++, k -= 32) {
    u64 w = next_word(*s);
    if (k < 32) w >>= 32 - k;
    if (i % 2 == 0) {
      r.out().limbs[i / 2] = w;
    } else {
      r.out().limbs[i / 2] |= w << 32;
    }
  }
  r.out().size = bigint::normalised_size(r.out().limbs, limbs);
  return r.finish(bigint::Status::ok);
}

Value mersenne_twister_state(Vm& vm, Native* self) {
  Value otherwise;
  State* s = ready(vm, self, &otherwise);
  if (s == nullptr) return otherwise;
  Tuple* t = tuple_new(vm, kWords + 1);
  if (t == nullptr) return Value::error();
  for (u32 i = 0; i < kWords; i++) t->items[i] = Value::small_int(s->words[i]);
  t->items[kWords] = Value::small_int(s->at);
  return Value::cell(t);
}

Value mersenne_twister_set_state(Vm& vm, Native* self, Value state) {
  Tuple* t = get_if<Tuple>(state);
  if (t == nullptr) return raise_type_error(vm, "state vector must be a tuple");
  if (t->length() != kWords + 1) return raise_value_error(vm, "state vector is the wrong size");
  State fresh;
  for (u32 i = 0; i <= kWords; i++) {
    i64 n;
    if (!int_to_i64(t->items[i], &n)) return raise_type_error(vm, "an integer is required");
    if (i == kWords) {
      if (n < 0 || n > kWords) return raise_value_error(vm, "invalid state");
      fresh.at = static_cast<u32>(n);
    } else {
      fresh.words[i] = static_cast<u32>(n);
    }
  }
  if (self->byte_count != kBytes) MONTY_TRY(native_bytes(vm, self, kBytes));
  std::memcpy(self->bytes, &fresh, kBytes);
  return Value::none();
}

}  // namespace native
}  // namespace monty
