// SPDX-License-Identifier: MIT
// rooms: base
// Any bytes as a format spec, for each kind of value: no crash, the announced length is the written one, and text that
// repr() wrote reads back as the same double.
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "base/float_text.h"
#include "base/format_spec.h"

namespace {

using namespace monty;

struct Counter {
  u64 expected = 0, written = 0;
};

FormatSink sink_for(Counter& counter) {
  FormatSink sink;
  sink.context = &counter;
  sink.prepare = [](void* c, u64 n, char32_t) {
    static_cast<Counter*>(c)->expected = n;
    return n < 1'000'000;
  };
  sink.ascii = [](void* c, const char*, usize n) {
    static_cast<Counter*>(c)->written += n;
    return true;
  };
  sink.units = [](void* c, CodeUnits units) {
    static_cast<Counter*>(c)->written += units.size;
    return true;
  };
  sink.repeat = [](void* c, char32_t, u64 n) {
    static_cast<Counter*>(c)->written += n;
    return true;
  };
  return sink;
}

void check(bool fine) {
  if (!fine) std::abort();
}

void render(FormatTarget target, CodeUnits text, double x, double y, i64 n) {
  FormatSpec spec;
  FormatFailure failure;
  if (!parse_format_spec(text, target, "value", &spec, &failure)) return;
  Counter counter;
  const FormatSink sink = sink_for(counter);
  bool done = false;
  switch (target) {
    case FormatTarget::string: done = check_string_spec(spec, "value", &failure) && render_string(sink, spec, text); break;
    case FormatTarget::floating: done = check_float_spec(spec, "value", &failure) && render_float(sink, spec, x); break;
    case FormatTarget::complex: done = check_complex_spec(spec, "value", &failure) && render_complex(sink, spec, x, y); break;
    case FormatTarget::integer: {
      IntegerPlan plan;
      if (!plan_integer(spec, "value", &plan, &failure)) return;
      if (plan.style == IntegerStyle::digits) done = render_integer(sink, spec, plan, n);
      if (plan.style == IntegerStyle::character) done = render_character(sink, spec, n, &failure);
      if (plan.style == IntegerStyle::floating) done = render_float(sink, spec, static_cast<double>(n));
      break;
    }
  }
  if (done) check(counter.expected == counter.written);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 17) return 0;
  double x, y;
  std::memcpy(&x, data, 8);
  std::memcpy(&y, data + 8, 8);
  i64 n;
  std::memcpy(&n, data + 8, 8);
  n >>= data[16] % 64;
  const u8 width = data[16] & 0x80 ? 2 : 1;
  data += 17;
  size -= 17;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::vector<u16> wide(size / 2 + 1);
  std::memcpy(wide.data(), data, size / 2 * 2);
  const CodeUnits text = width == 1 ? CodeUnits(bytes) : CodeUnits(wide.data(), size / 2, 2);
  for (const FormatTarget target : {FormatTarget::string, FormatTarget::integer, FormatTarget::floating, FormatTarget::complex}) {
    render(target, text, x, y, n);
  }
  char out[kComplexReprSize];
  double back = 0;
  check(parse_float({out, float_repr(out, x)}, &back));
  check(back == x || (std::isnan(x) && std::isnan(back)));
  check(parse_float_hex({out, float_hex(out, x)}, &back) == HexFloat::ok);
  check(back == x || (std::isnan(x) && std::isnan(back)));
  complex_repr(out, x, y);
  float_round(x, n, &back);
  parse_float(bytes, &back);
  parse_float_hex(bytes, &back);
  check(parse_float_prefix(bytes, &back) <= size);
  return 0;
}
