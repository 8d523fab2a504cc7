// SPDX-License-Identifier: MIT
#include "api/known_types.h"

#include <span>

#include "api/engine.h"
#include "object/object.h"
#include "object/type.h"
#include "vm/modules.h"

namespace monty {

namespace {

struct Part {
  const char* attribute;
  const char* name;
};
struct Known {
  const char *module, *type, *name;
  std::span<const Part> parts;
};

constexpr Part kDate[] = {{"_year", "year"}, {"_month", "month"}, {"_day", "day"}};
constexpr Part kTime[] = {{"_hour", "hour"},     {"_minute", "minute"}, {"_second", "second"}, {"_microsecond", "microsecond"},
                          {"_tzinfo", "tzinfo"}, {"_fold", "fold"}};
constexpr Part kDatetime[] = {{"_year", "year"},
                              {"_month", "month"},
                              {"_day", "day"},
                              {"_hour", "hour"},
                              {"_minute", "minute"},
                              {"_second", "second"},
                              {"_microsecond", "microsecond"},
                              {"_tzinfo", "tzinfo"},
                              {"_fold", "fold"}};
constexpr Part kDelta[] = {{"_days", "days"}, {"_seconds", "seconds"}, {"_microseconds", "microseconds"}};
constexpr Part kZone[] = {{"_offset", "offset"}, {"_name", "name"}};
constexpr Part kZoneInfo[] = {{"key", "key"}};
constexpr Part kDecimal[] = {{"_sign", "sign"}, {"_coef", "coefficient"}, {"_exp", "exponent"}, {"_special", "special"}};
constexpr Part kPath[] = {{"root", "root"}, {"_names", "names"}};
constexpr Part kFraction[] = {{"_numerator", "numerator"}, {"_denominator", "denominator"}};
constexpr Part kHandle[] = {{"_id", "id"}};
constexpr Part kUuid[] = {{"int", "int"}};

// A class stands before its bases.
constexpr Known kKnown[] = {
    {"datetime", "datetime", "datetime.datetime", kDatetime},
    {"datetime", "date", "datetime.date", kDate},
    {"datetime", "time", "datetime.time", kTime},
    {"datetime", "timedelta", "datetime.timedelta", kDelta},
    {"datetime", "timezone", "datetime.timezone", kZone},
    {"zoneinfo", "ZoneInfo", "zoneinfo.ZoneInfo", kZoneInfo},
    {"decimal", "Decimal", "decimal.Decimal", kDecimal},
    {"pathlib", "PurePosixPath", "pathlib.PurePosixPath", kPath},
    {"fractions", "Fraction", "fractions.Fraction", kFraction},
    {"uuid", "UUID", "uuid.UUID", kUuid},
    {"_host_values", "Handle", "handle object", kHandle},
};

Value class_attribute(Vm& vm, Type* type, const char* name) {
  Str* key = str_from_ascii(vm, name);
  return key == nullptr ? Value::undef() : type_lookup(vm, type, key);
}

Value attribute(Vm& vm, Value object, const char* name) {
  Str* key = str_from_ascii(vm, name);
  Value v = key == nullptr ? Value::undef() : find_attribute(vm, object, key);
  if (v.ok() && !v.is_undef()) return v;
  vm.deferred = false;
  vm.exception = Value::undef();
  return Value::undef();
}

bool is_text(Value v, std::string_view text) {
  Str* s = get_if<Str>(v);
  return s != nullptr && s->ascii() && s->ascii_view() == text;
}

const Known* known(Vm& vm, Type* type) {
  for (const Known& k : kKnown) {
    for (u32 i = 0; type->mro != nullptr && i < type->mro->length(); i++) {
      Type* base = get_if<Type>(type->mro->items[i]);
      if (base != nullptr && is_text(Value::cell(base->name), k.type) && is_text(class_attribute(vm, base, "__module__"), k.module)) return &k;
    }
  }
  return nullptr;
}

KnownParts exception_parts(Exception* e) {
  KnownParts out{"exception " + str_to_utf8(e->type->name), {{"args", Value::cell(e->args)}}};
  return out;
}

}  // namespace

KnownParts known_parts(Vm& vm, Value object) {
  if (Exception* e = get_if<Exception>(object)) return exception_parts(e);
  if (Complex* c = get_if<Complex>(object)) {
    KnownParts out{"complex", {{"real", float_new(vm, c->real)}, {"imag", float_new(vm, c->imag)}}};
    return out.parts[0].second.is_error() || out.parts[1].second.is_error() ? KnownParts{} : out;
  }
  if (!is<Instance>(object)) return {};
  Type* type = type_of(vm, object);
  if (is<Dict>(class_attribute(vm, type, "_member_map_"))) {
    KnownParts out{"enum " + str_to_utf8(type->name), {{"name", attribute(vm, object, "_name_")}, {"value", attribute(vm, object, "_value_")}}};
    return out.parts[0].second.is_undef() || out.parts[1].second.is_undef() ? KnownParts{} : out;
  }
  const Known* k = known(vm, type);
  if (k == nullptr) return {};
  KnownParts out{k->name, {}};
  for (const Part& part : k->parts) {
    Value v = attribute(vm, object, part.attribute);
    if (v.is_undef()) return {};
    out.parts.emplace_back(part.name, v);
  }
  return out;
}

std::string named_tuple_signature(Vm& vm, Value object) {
  Type* type = type_of(vm, object);
  Tuple* fields = get_if<Tuple>(class_attribute(vm, type, "_fields"));
  if (fields == nullptr) return {};
  std::string out = str_to_utf8(type->name) + "(";
  for (u32 i = 0; i < fields->length(); i++) {
    if (!is<Str>(fields->items[i])) return {};
    out += (i == 0 ? "" : ", ") + str_to_utf8(fields->items[i].as<Str>());
  }
  return out + ")";
}

bool is_frozen(Vm& vm, Value object) {
  Value params = class_attribute(vm, type_of(vm, object), "__dataclass_params__");
  return is<Instance>(params) && attribute(vm, params, "frozen").is_true();
}

std::string name_of_opaque(Value object) {
  if (Function* f = get_if<Function>(object)) return std::string(f->code->code->qualname);
  if (Type* t = get_if<Type>(object)) return str_to_utf8(t->qualname == nullptr ? t->name : t->qualname);
  return {};
}

bool keeps_opaque(Vm& vm) { return static_cast<Session*>(vm.api_context)->keeps_opaque; }

Value make_known(Vm& vm, std::string_view kind, Value names, Value values) { return static_cast<Session*>(vm.api_context)->host_value(kind, names, values); }

Value Session::host_value(std::string_view kind, Value names, Value values) {
  const usize roots = vm_.extra_roots.size();
  for (Value v : {names, values}) vm_.extra_roots.push_back(v);
  Dict* main = globals();  // classes of the program are looked for in __main__
  Str* text = main == nullptr ? nullptr : str_from_utf8(vm_, kind);
  if (text == nullptr) {
    vm_.extra_roots.resize(roots);
    return Value::error();
  }
  vm_.extra_roots.push_back(Value::cell(text));
  // A run of its own within the other, or on top of one that is suspended; nobody is asked from inside.
  const bool suspendable = std::exchange(vm_.suspendable, false);
  const bool suspended = std::exchange(vm_.suspended, false);
  const bool paused = std::exchange(vm_.paused, false);
  const Value args[] = {Value::cell(text), names, values};
  Value result;
  Function* f = external_function("host_value");
  const RunStatus status = f == nullptr ? RunStatus::Error : run_function(vm_, f, Value::undef(), &result, args);
  vm_.suspendable = suspendable;
  vm_.suspended = suspended;
  vm_.paused = paused;
  vm_.extra_roots.resize(roots);
  if (status == RunStatus::Stopped) return raise_stopped(vm_);
  if (status != RunStatus::Done) return Value::error();
  vm_.heap.keep(result);
  return result;
}

}  // namespace monty
