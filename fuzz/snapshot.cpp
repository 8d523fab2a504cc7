// SPDX-License-Identifier: MIT
// rooms: whole
// Loads damaged dumps and goes on with what is accepted. The input names a valid dump, made here by one of a few programs
// after so many instructions, and lists the changes: place, what to do there, with which byte.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "monty/monty.hpp"

namespace {

using monty::Progress;
using monty::Result;
using monty::Session;

const char* const kPrograms[] = {
    R"(
import re, asyncio
from dataclasses import dataclass
class Base:
    __slots__ = ('a', 'b')
    def __init__(self): self.a, self.b = 1, 'two'
class Number(int):
    def __lt__(self, other): return int(self) < int(other)
    @property
    def twice(self): return self * 2
@dataclass
class Point:
    x: int
    y: float = 0.5
    def __eq__(self, other): return self.x == other.x
    def __hash__(self): return hash(self.x)
def numbers(n):
    total = 0
    for i in range(n):
        try:
            total += yield i
        except ValueError as e:
            yield e
        finally:
            total -= 1
g = numbers(100)
next(g)
it = iter({1: 'a', 2: 'b', 3.5: b'c'})
next(it)
z = zip([1, 2, 3], enumerate('abc'))
view = memoryview(bytearray(b'hello'))
keep = [Base(), Number(3), Point(1), {Point(2): Point(3)}, {1, 2, 'x'}, frozenset([4]), range(5), slice(1, 2), 10**40, 1j, 'é', '\U0001F600', view, z, it, g,
        re.compile('(a)(b)?').match('ab'), map(str, [1, 2]), Base.a, Number.twice, super(Number, Number(1)), list[int], int | str, type(g), print, len, reversed([1])]
def deep(n):
    try:
        return deep(n - 1) if n else 1 / 0
    except ZeroDivisionError as e:
        raise KeyError(n) from e
try: deep(3)
except KeyError as e: keep.append(e)
async def task(n):
    await asyncio.sleep(0)
    return n
async def main():
    return await asyncio.gather(task(1), task(2), task(3))
for k in range(3):
    print(sorted(map(Number, [3, 1, 2]), key=lambda v: -v), asyncio.run(main()), [x for x in keep if x == Point(1)], str(keep)[:300])
    keep.append(g.send(1))
    keep.append(next(z))
)",
    R"(
def gen():
    with open_it() as f:
        for a in range(3):
            x = [b * a for b in (1, 2, 3) if b]
            yield from x
class open_it:
    def __enter__(self): return self
    def __exit__(self, *args): return False
class Meta(type):
    def __new__(m, name, bases, d):
        d['extra'] = lambda self, k=1, *rest, key=None, **more: (k, rest, key, more)
        return super().__new__(m, name, bases, d)
class A(metaclass=Meta):
    def __getattr__(self, name): return name
    def __format__(self, spec): return '<' + spec + '>'
    def __contains__(self, x): return x == 1
    def __iter__(self):
        yield from 'ab'
class B(A, Exception): pass
a = A()
out = []
for i in range(6):
    out.append((a.extra(2, 3, key=4, z=5), f'{a:x} {a.y}', 1 in a, list(a), {**{'k': i}}, [*a, *gen()], sum(gen()), max(gen()), dict(zip('abc', gen()))))
    try: raise B('x', i)
    except* B as e: out.append(e.exceptions)
    match out[-1]:
        case (x, *rest): out.append(x)
    s = 'text' + str(i)
    s += s
    exec('q = [i for i in range(3)]')
    out.append(eval('i + 1'))
print(len(out), s)
)"};

long accepted = 0;

struct Bases {
  monty::Engine engine;
  std::vector<std::string> dumps;
  Bases() {
    for (const char* source : kPrograms) {
      monty::SessionOptions options;
      options.step_every = 397;
      options.on_output = [](int, std::string_view) { return true; };
      Session session(engine, options);
      auto program = monty::Program::compile(source, "fuzz.py");
      if (!program) std::abort();
      Result<Progress> at = session.start(*program);
      for (; at && at->state == Progress::State::Paused && dumps.size() < 200; at = session.resume(monty::Value())) {
        Result<std::string> dump = session.dump();
        if (dump) dumps.push_back(*dump);
      }
      Result<std::string> idle = session.dump();
      if (idle) dumps.push_back(*idle);
    }
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static Bases bases;
  if (size < 3) return 0;
  std::string dump = bases.dumps[(data[0] | data[1] << 8) % bases.dumps.size()];
  for (std::size_t i = 2; i + 5 <= size && !dump.empty(); i += 5) {
    const std::size_t at = (data[i] | data[i + 1] << 8 | data[i + 2] << 16) % dump.size();
    const std::uint8_t with = data[i + 4];
    switch (data[i + 3] % 16) {
      case 0: dump[at] = static_cast<char>(with); break;
      case 1:
      case 8: dump[at] = static_cast<char>(static_cast<std::uint8_t>(dump[at]) + 4); break;  // the next cell, or the next number
      case 2:
      case 9: dump[at] = static_cast<char>(static_cast<std::uint8_t>(dump[at]) - 4); break;
      case 10:
      case 11: dump[at] = static_cast<char>((static_cast<std::uint8_t>(dump[at]) + 4 * with) & 0x7F); break;
      case 12: dump[at] = static_cast<char>(static_cast<std::uint8_t>(dump[at]) + 1); break;
      case 13: dump[at] = static_cast<char>(static_cast<std::uint8_t>(dump[at]) - 1); break;
      case 3: dump[at] = static_cast<char>(dump[at] ^ (1 << (with & 7))); break;
      case 4: dump.insert(at, 1, static_cast<char>(with)); break;
      case 5: dump.erase(at, 1 + (with & 3)); break;
      case 6:
      case 14: dump[at] = dump[(at + with) % dump.size()]; break;
      case 7: dump.resize(at); break;
      default: break;
    }
  }
  monty::SessionOptions options;
  options.limits.memory = 64 << 20;
  options.limits.instructions = 20000;
  options.limits.depth = 200;
  options.limits.output = 1 << 16;
  options.on_output = [](int, std::string_view) { return true; };
  Result<Session> loaded = Session::load(bases.engine, dump, options);
  if (!loaded) return 0;
  accepted++;
  if (!loaded->check_heap().empty()) std::abort();
  Result<Progress> at = loaded->progress();
  for (int i = 0; i < 20 && at && at->state != Progress::State::Complete && at->state != Progress::State::Futures; i++) at = loaded->resume(monty::Value(1));
  (void)loaded->dump();
  return 0;
}
