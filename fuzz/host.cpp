// SPDX-License-Identifier: MIT
// rooms: whole
// Trees of host values, well formed and not, as a global, as the answer of a host function and as what a suspended call is
// resumed with; the program looks at them in every way that costs little and gives them back. What comes back must be what
// went in, the heap must be whole, and nothing may be out of the limits.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <string>
#include <vector>

#include "monty/monty.hpp"

namespace {

[[noreturn]] void found(const char* what, const std::string& detail = {}) {
  std::fprintf(stderr, "FINDING: %s: %s\n", what, detail.c_str());
  std::abort();
}

// Makes values of the bytes of an input; what they refer to lives as long as it does.
class Maker {
 public:
  Maker(const std::uint8_t* data, std::size_t size) : data_(data), size_(size) {}

  monty_value value(int depth = 0) {
    const std::uint8_t what = byte();
    monty_value v = monty_none();
    switch (what % 20) {
      case 0: return v;
      case 1: return monty_bool((what & 32) != 0);
      case 2: return monty_int(static_cast<std::int8_t>(byte()));
      case 3: return monty_int(static_cast<std::int64_t>(word()));
      case 4: {
        double d;
        const std::uint64_t bits = word();
        std::memcpy(&d, &bits, 8);
        return monty_float(d);
      }
      case 5: return monty_ellipsis();
      case 6: return text(MONTY_STR, false);
      case 7: return text(MONTY_BYTES, false);
      case 8: return text(MONTY_BIG_INT, true);
      case 9: return text(MONTY_BIG_INT, false);
      case 10: {  // a kind that does not go in, or is none
        const std::uint8_t kind = 13 + byte() % 12;
        const bool of_items = kind < MONTY_RAISE || kind == MONTY_CODED;
        v = of_items ? items(static_cast<monty_kind>(kind), depth) : text(static_cast<monty_kind>(kind), false);
        v.type_name = kNames[byte() % std::size(kNames)];
        return v;
      }
      case 12:
      case 13: return object(depth);
      case 11: {  // deeper than what crosses
        if (depth > 0) return v;
        v = monty_int(1);
        for (int n = byte() + 60; n > 0; n--) v = of({v}, n % 3 == 0 ? MONTY_TUPLE : MONTY_LIST);
        return v;
      }
      default: break;
    }
    constexpr monty_kind kContainers[] = {MONTY_LIST, MONTY_TUPLE, MONTY_SET, MONTY_FROZENSET, MONTY_DICT};
    return items(kContainers[what / 20 % std::size(kContainers)], depth);
  }
  bool empty() const { return at_ >= size_; }

 private:
  static constexpr const char* kNames[] = {nullptr, "", "ValueError", "Nonsense", "BaseException", "StopIteration", "KeyError", "SystemExit"};

  // docs/embedding.md says what these are made of.
  static constexpr const char* kObjects[] = {"datetime.date",
                                             "datetime.datetime",
                                             "datetime.time",
                                             "datetime.timedelta",
                                             "datetime.timezone",
                                             "zoneinfo.ZoneInfo",
                                             "decimal.Decimal",
                                             "fractions.Fraction",
                                             "complex",
                                             "pathlib.PurePosixPath",
                                             "uuid.UUID",
                                             "enum Color",
                                             "exception KeyError",
                                             "exception Mine",
                                             "handle Account",
                                             "Point",
                                             "frozen Point",
                                             ""};
  static constexpr std::string_view kFields[] = {
      "year",  "month",   "day",  "hour",        "minute",     "second",  "microsecond", "tzinfo",      "fold", "days", "seconds",   "microseconds", "offset",
      "name",  "key",     "sign", "coefficient", "exponent",   "special", "numerator",   "denominator", "real", "imag", "root",      "names",        "int",
      "value", "members", "args", "id",          "attributes", "methods", "x",           "__class__",   "self", "",     "not a name"};
  monty_value object(int depth) {
    const std::size_t first = byte() % std::size(kFields), n = byte() % 9;
    std::vector<monty_value> values;
    for (std::size_t i = 0; i < n; i++) {  // mostly those that stand side by side
      const std::uint8_t other = byte();
      const std::string_view field = kFields[(other < 200 ? first + i : other) % std::size(kFields)];
      values.push_back(monty_of_text(MONTY_STR, field.data(), field.size()));
      values.push_back(depth < 4 ? value(depth + 1) : monty_int(byte()));
    }
    monty_value v = of(std::move(values), MONTY_OBJECT);
    v.type_name = kObjects[byte() % std::size(kObjects)];
    return v;
  }

  std::uint8_t byte() { return at_ < size_ ? data_[at_++] : 0; }
  std::uint64_t word() {
    std::uint64_t n = 0;
    for (int i = 0; i < 8; i++) n = n << 8 | byte();
    return n;
  }
  monty_value text(monty_kind kind, bool digits) {
    std::string& s = texts_.emplace_back();
    for (std::size_t n = byte() % 48; n > 0 && !empty(); n--) {
      const std::uint8_t c = byte();
      s += static_cast<char>(digits ? '0' + c % 10 : c);
    }
    if (digits && s.empty()) s = "0";
    if (digits && (s.size() & 1)) s.insert(0, "-");
    return monty_of_text(kind, s.data(), s.size());
  }
  monty_value of(std::vector<monty_value> values, monty_kind kind) {
    const std::vector<monty_value>& kept = arrays_.emplace_back(std::move(values));
    return monty_of_items(kind, kept.data(), kept.size());
  }
  monty_value items(monty_kind kind, int depth) {
    std::size_t n = depth > 8 ? 0 : byte() % 8;
    if (kind == MONTY_DICT && n % 8 != 7) n &= ~std::size_t{1};
    std::vector<monty_value> values;
    for (; n > 0 && !empty(); n--) values.push_back(value(depth + 1));
    if (kind == MONTY_DICT && values.size() % 2 == 1 && n != 0) values.push_back(monty_none());
    return of(std::move(values), kind);
  }

  const std::uint8_t* data_;
  std::size_t size_, at_ = 0;
  std::deque<std::string> texts_;
  std::deque<std::vector<monty_value>> arrays_;
};

// The order of a set depends on the order in which it was made.
bool has_set(const monty::Value& v) {
  if (v.kind() == monty::Value::Kind::Set || v.kind() == monty::Value::Kind::FrozenSet) return true;
  for (const monty::Value& item : v.items()) {
    if (has_set(item)) return true;
  }
  return false;
}

bool has_object(const monty::Value& v) {
  if (v.kind() == monty::Value::Kind::Object) return true;
  for (const monty::Value& item : v.items()) {
    if (has_object(item)) return true;
  }
  return false;
}

struct Given {
  Maker* maker;
};
void answer_with_value(void* context, const monty_call*, monty_answer* answer) {
  const monty_value v = static_cast<Given*>(context)->maker->value();
  monty_error_free(monty_answer_value(answer, &v));
}

constexpr char kLook[] = R"(
import json
def look(x):
    seen = [repr(x), str(x), bool(x), x == x, type(x).__name__, f'{x!r:>20}']
    for work in (hash, len, list, sorted, json.dumps, lambda v: {v: 1}, lambda v: v + v, lambda v: v * 3, lambda v: v[0], int, float, iter):
        try: seen.append(work(x))
        except Exception as e: seen.append(type(e).__name__)
    return seen
out = []
for ask in (lambda: given, answered, answered, asked, asked):
    try: out.append(look(ask()))
    except Exception as e: out.append(e)
try: given
except NameError: given = None
given
)";

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const monty::Engine engine;
  static const monty::Result<monty::Program> look = monty::Program::compile(kLook, "look.py");
  static const monty::Result<monty::Program> ordinary = monty::Program::compile("[i * i for i in (1, 2, 3)][2] + 3", "ordinary.py");
  if (!look || !ordinary) std::abort();
  Maker maker(data, size);
  Given given{&maker};
  monty::SessionOptions options;
  options.limits.memory = 8 << 20;
  options.limits.seconds = 1;
  options.limits.depth = 500;
  options.on_output = [](int, std::string_view) { return true; };
  monty::Session session(engine, options);
  const monty_value first = maker.value();
  monty_error* refused = monty_session_set(session.get(), "given", &first);
  const bool entered = refused == nullptr;
  monty_error_free(refused);
  monty_error_free(monty_session_define(session.get(), "answered", answer_with_value, &given, nullptr));
  if (!session.declare("asked")) std::abort();

  // What went in comes out, unless a set or a dictionary has lost what was there twice.
  if (entered) {
    monty::Result<monty::Value> back = session.get("given");
    if (!back) found("a value that came in does not come out", back.error().message);
    monty::Result<bool> again = session.set("again", *back);
    // Frozen or not is told on the way in alone: an object that was a key may come out as one that cannot be.
    const bool key = !again && has_object(*back) && again.error().message.starts_with("unhashable type");
    if (!again && !key) found("a value that came out does not go in", again.error().message);
    monty::Result<monty::Value> twice = session.get(key ? "given" : "again");
    auto text = [](const monty::Value& v) {
      monty::Result<std::string> json = monty::to_json(v);
      return json ? *json : "refused: " + json.error().message;
    };
    if (!twice || (!has_set(*back) && text(*twice) != text(*back))) found("a value changes on its way", text(*back));
  }
  monty::Result<monty::Progress> at = session.start(*look);
  for (int i = 0; at && at->state == monty::Progress::State::Call && i < 10; i++) {
    const monty_value v = maker.value();
    const monty_progress* progress = nullptr;
    if (monty_error* error = monty_session_resume(session.get(), &v, &progress)) {
      monty_error_free(error);
      at = session.resume(monty::Value());
      continue;
    }
    at = session.progress();
  }
  if (!at && at.error().kind == monty::ErrorKind::Internal) found("internal error", at.error().message);
  if (std::string problem = session.check_heap(); !problem.empty()) found("heap", problem);
  session.set_limits({});
  monty::Result<monty::Value> after = session.run(*ordinary);
  if (!after || *after != monty::Value(12)) found("the session does not go on", after ? "" : after.error().message);
  return 0;
}
