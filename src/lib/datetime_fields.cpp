// SPDX-License-Identifier: MIT
// datetime: its objects are made and read here; the classes are in datetime.py, whose instances keep their fields in the
// order of __slots__. None: not natively, because a field is out of range or no plain int.
#include <string_view>

#include "lib/natives.h"
#include "natives/_monty.h"

namespace monty {

using namespace lib;

namespace {

constexpr i64 kDayUs = 86400000000, kMaxDays = 999999999, kMaxOrdinal = 3652059;
constexpr i64 kDaysBefore[] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};

// Where the fields lie, and how far each of a date and time goes.
enum { kYear, kMonth, kDay, kHour, kMinute, kSecond, kMicrosecond, kZone, kFold, kFields };
constexpr i64 kLeast[] = {1, 1, 1, 0, 0, 0, 0}, kMost[] = {9999, 12, 31, 23, 59, 59, 999999};

bool leap(i64 year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }
i64 days_in(i64 year, i64 month) { return month == 2 ? (leap(year) ? 29 : 28) : 30 + ((month + month / 8) & 1); }

i64 ordinal(const i64* f) {
  const i64 before = f[kYear] - 1;
  const i64 days = before * 365 + before / 4 - before / 100 + before / 400 + kDaysBefore[f[kMonth]] + f[kDay];
  return f[kMonth] > 2 && leap(f[kYear]) ? days + 1 : days;
}

// In years that begin in March, so that the leap day is the last (Hinnant's civil_from_days).
void split_ordinal(i64 n, i64* f) {
  n += 305;
  const i64 rest = n % 146097;
  const i64 year = (rest - rest / 1460 + rest / 36524 - rest / 146096) / 365;
  const i64 day = rest - (365 * year + year / 4 - year / 100), month = (5 * day + 2) / 153;
  f[kDay] = day - (153 * month + 2) / 5 + 1;
  f[kMonth] = month < 10 ? month + 3 : month - 9;
  f[kYear] = year + n / 146097 * 400 + (month < 10 ? 0 : 1);
}

bool in_range(const i64* f, int count) {
  for (int i = 0; i < count; i++) {
    if (f[i] < kLeast[i] || f[i] > kMost[i]) return false;
  }
  return f[kDay] <= days_in(f[kYear], f[kMonth]);
}

bool ints_of(const Value* values, int count, i64* f) {
  for (int i = 0; i < count; i++) {
    const Value n = int_value(values[i]);
    if (!n.is_small_int()) return false;
    f[i] = n.as_small_int();
  }
  return true;
}

// The fields of an instance; null: it has not so many.
Value* fields_of(Value object, u32 count) {
  auto* o = get_if<Instance>(object);
  return o != nullptr && o->type->members >= count && o->capacity >= count ? o->slots : nullptr;
}

Value make(Vm& vm, Value cls, const i64* f, int count, Value zone, Value fold) {
  auto* type = get_if<Type>(cls);
  if (type == nullptr) return Value::none();
  Value made = instance_new(vm, type);
  if (made.is_error()) return made;
  Value* slots = fields_of(made, count == kZone ? u32{kFields} : static_cast<u32>(count));
  if (slots == nullptr) return Value::none();
  for (int i = 0; i < count; i++) slots[i] = Value::small_int(f[i]);
  if (count == kZone) slots[kZone] = zone, slots[kFold] = fold;
  return made;
}

// Reads `count` digits at *at.
bool digits(std::string_view s, usize* at, usize count, i64* out) {
  if (s.size() - *at < count) return false;
  i64 n = 0;
  for (usize end = *at + count; *at < end; ++*at) {
    if (s[*at] < '0' || s[*at] > '9') return false;
    n = n * 10 + (s[*at] - '0');
  }
  return *out = n, true;
}

}  // namespace

namespace native {

Value monty_timedelta_of(Vm& vm, Value cls, Value microseconds) {
  i64 us;
  if (!int_to_i64(microseconds, &us)) return Value::none();
  i64 days = us / kDayUs, rest = us % kDayUs;
  if (rest < 0) days--, rest += kDayUs;
  if (days < -kMaxDays || days > kMaxDays) return Value::none();
  const i64 f[] = {days, rest / 1000000, rest % 1000000};
  return make(vm, cls, f, 3, Value::none(), Value::none());
}

Value monty_timedelta_us(Vm& vm, Value self) {
  i64 f[3];
  Value* slots = fields_of(self, 3);
  if (slots == nullptr || !ints_of(slots, 3, f)) return raise_type_error(vm, "a timedelta is required");
  const i64 seconds = f[0] * 86400 + f[1];
  i64 us;
  if (!__builtin_mul_overflow(seconds, i64{1000000}, &us) && !__builtin_add_overflow(us, f[2], &us)) return int_from_i64(vm, us);
  Value whole = number_binary(vm, Op::MUL, Value::small_int(seconds), Value::small_int(1000000));
  return whole.ok() ? number_binary(vm, Op::ADD, whole, Value::small_int(f[2])) : whole;
}

Value monty_date_of(Vm& vm, Value cls, Value year, Value month, Value day) {
  const Value given[] = {year, month, day};
  i64 f[3];
  return ints_of(given, 3, f) && in_range(f, 3) ? make(vm, cls, f, 3, Value::none(), Value::none()) : Value::none();
}

Value monty_datetime_of(Vm& vm, Value cls, Value year, Value month, Value day, Value hour, Value minute, Value second, Value microsecond, Value zone,
                        Value fold) {
  const Value given[] = {year, month, day, hour, minute, second, microsecond};
  i64 f[7];
  const Value folded = int_value(fold);
  if (!ints_of(given, 7, f) || !in_range(f, 7) || (folded != Value::small_int(0) && folded != Value::small_int(1))) return Value::none();
  return make(vm, cls, f, 7, zone, folded);
}

Value monty_datetime_at(Vm& vm, Value cls, Value microseconds, Value zone) {
  i64 us, f[7];
  if (!int_to_i64(microseconds, &us) || us < kDayUs || us / kDayUs > kMaxOrdinal) return Value::none();
  split_ordinal(us / kDayUs, f);
  const i64 seconds = us % kDayUs / 1000000;
  f[kHour] = seconds / 3600, f[kMinute] = seconds / 60 % 60, f[kSecond] = seconds % 60, f[kMicrosecond] = us % 1000000;
  return make(vm, cls, f, 7, zone, Value::small_int(0));
}

Value monty_datetime_us(Vm& vm, Value self) {
  i64 f[7];
  Value* slots = fields_of(self, kFields);
  if (slots == nullptr || !ints_of(slots, 7, f) || !in_range(f, 7)) return raise_type_error(vm, "a datetime is required");
  return int_from_i64(vm, ordinal(f) * kDayUs + ((f[kHour] * 60 + f[kMinute]) * 60 + f[kSecond]) * 1000000 + f[kMicrosecond]);
}

// YYYY-MM-DD, then any character and HH:MM, HH:MM:SS or HH:MM:SS.ffffff.
Value monty_read_iso(Vm& vm, Value cls, Value given) {
  auto* s = get_if<Str>(given);
  if (s == nullptr || !s->ascii()) return Value::none();
  const std::string_view t = s->ascii_view();
  i64 f[7] = {};
  usize at = 0;
  for (int i = kYear; i <= kDay; i++) {
    if (i != kYear && (at >= t.size() || t[at++] != '-')) return Value::none();
    if (!digits(t, &at, i == kYear ? 4 : 2, &f[i])) return Value::none();
  }
  if (at < t.size()) {
    at++;
    for (int i = kHour; i <= kMicrosecond && (i <= kMinute || at < t.size()); i++) {
      if (i != kHour && (at >= t.size() || t[at++] != (i == kMicrosecond ? '.' : ':'))) return Value::none();
      if (!digits(t, &at, i == kMicrosecond ? 6 : 2, &f[i])) return Value::none();
    }
  }
  return at == t.size() && in_range(f, 7) ? make(vm, cls, f, 7, Value::none(), Value::small_int(0)) : Value::none();
}

}  // namespace native
}  // namespace monty
