// SPDX-License-Identifier: MIT
#include "snapshot/natives.h"

#include "natives/names_all.h"
#include "object/object.h"

namespace monty::snapshot {

namespace {

bool small(Value v, i64 least, i64 most) { return v.is_small_int() && v.as_small_int() >= least && v.as_small_int() <= most; }
bool native_of(Value v, const Type& type) {
  const Native* n = get_if<Native>(v);
  return n != nullptr && n->type == &type;
}

const char* check_future(const Native& f) {
  if (!small(f.values[0], 0, 2) || !small(f.values[2], 0, Value::kMaxSmall)) return "a future of no state";
  return f.values[0] == Value::small_int(2) && !is<Exception>(f.values[1]) ? "a future that failed without an exception" : nullptr;
}

const char* check_pattern(const Native& p) {
  if (!small(p.values[1], 0, 0xFFFF) || !small(p.values[2], 0, 1 << 20) || !is<Dict>(p.values[3])) return "a broken pattern";
  return nullptr;
}

// Spans are clamped to the subject where they are used; here only their sort is checked.
const char* check_match(const Native& m) {
  if (!native_of(m.values[0], kType_Pattern) || (m.aux - 5) % 2 != 0 || m.aux < 7) return "a match without a pattern";
  for (u32 i = 2; i < m.aux; i++) {
    if (!small(m.values[i], -1, i64{1} << 32)) return "a match with odd spans";
  }
  for (u32 i = 5; i < m.aux; i += 2) {
    if (m.values[i].as_small_int() > m.values[i + 1].as_small_int()) return "a match with odd spans";
    if ((m.values[i].as_small_int() < 0) != (m.values[i + 1].as_small_int() < 0)) return "a match with odd spans";
  }
  return nullptr;
}

const char* check_matches(const Native& it) {
  if (!native_of(it.values[0], kType_Pattern)) return "an iterator of matches without a pattern";
  return small(it.values[2], 0, i64{1} << 32) && small(it.values[3], 0, i64{1} << 32) && small(it.values[5], 0, i64{1} << 32) && it.values[4].is_bool()
             ? nullptr
             : "an iterator of matches that stands nowhere";
}

const char* check_stream(const Native& s) { return small(s.values[0], 0, 2) ? nullptr : "an unknown stream"; }
const char* check_wrapper(const Native& w) { return is<Generator>(w.values[0]) ? nullptr : "a wrapper of no coroutine"; }

const NativeRule kRules[] = {
    {&kType_ExternalFuture, 3, false, 0, check_future},     {&kType_Pattern, 4, false, 0, check_pattern},     {&kType_Match, 7, true, 0, check_match},
    {&kType_match_iterator, 6, false, 0, check_matches},    {&kType_MersenneTwister, 0, false, 625, nullptr}, {&kType_TextIOWrapper, 1, false, 0, check_stream},
    {&kType_coroutine_wrapper, 1, false, 0, check_wrapper},
};

}  // namespace

const NativeRule* native_rule(const Type* type) {
  for (const NativeRule& r : kRules) {
    if (r.type == type) return &r;
  }
  return nullptr;
}

}  // namespace monty::snapshot
