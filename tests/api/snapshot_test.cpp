// SPDX-License-Identifier: MIT
// Dump and load: a program is dumped at each of its questions, loaded into a fresh session, and goes on there.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "monty/monty.hpp"

namespace {

using namespace monty;

std::string text_of(const Error& e) { return e.message + e.traceback; }

// Runs `source`, which asks get(x) and is answered x; hops at each question. Returns what it printed.
std::string hopped(const std::string& source, bool hop = true, std::size_t* bytes = nullptr) {
  Engine engine;
  Session session(engine);
  auto program = Program::compile(source, "test.py");
  if (!program) return text_of(program.error());
  EXPECT_TRUE(session.declare("get"));
  std::string out;
  Result<Progress> at = session.start(*program);
  for (int i = 0; i < 100 && at && at->state != Progress::State::Complete; i++) {
    out += session.take_output();
    if (hop) {
      Result<std::string> dump = session.dump();
      if (!dump) return out + text_of(dump.error());
      if (bytes != nullptr) *bytes = dump->size();
      Result<Session> loaded = Session::load(engine, *dump);
      if (!loaded) return out + text_of(loaded.error());
      EXPECT_EQ(loaded->check_heap(), "");
      session = std::move(*loaded);
      session.grant_declared("get");
    }
    at = session.resume(at->question.args.empty() ? Value() : at->question.args[0]);
  }
  out += session.take_output();
  if (!at) out += text_of(at.error());
  return out;
}

void same(const std::string& source) {
  std::string straight = hopped(source, false);
  EXPECT_EQ(hopped(source), straight) << source;
  EXPECT_NE(straight, "");
}

TEST(Snapshot, ModuleLevel) { same("x = 1\ny = 'text'\nz = [1, 2.5, None, (True, 'a')]\nd = {'k': z, 3: 4}\nv = get(7)\nprint(x, y, z, d, v)\n"); }

TEST(Snapshot, SmallProgramIsSmall) {
  const std::string source = "x = 1\nprint(x + get(7))\n";
  std::size_t bytes = 0;
  EXPECT_EQ(hopped(source, true, &bytes), "8\n");
  EXPECT_LE(bytes, source.size() + 400);
}

// Each of these asks in the middle of something.
TEST(Snapshot, Places) {
  same("def f(n):\n    return n + get(1) if n == 0 else f(n - 1) + 1\nprint(f(5))\n");
  same("def g():\n    for i in range(3):\n        yield get(i) * 2\nprint(list(g()), sum(g()), dict(zip('abc', g())))\n");
  same("print(sorted([3, 1, 2], key=lambda v: get(-v)), max([1, 2], key=get), [*map(get, 'ab')])\n");
  same(
      "class K:\n    def __init__(s, n): s.n = n\n    def __hash__(s): return 1\n    def __eq__(s, o): return get(s.n) == o.n\n"
      "d = {K(1): 'a'}\nprint(d.get(K(1)), d.get(K(2)), K(1) in d, {K(1), K(1)} == {K(1)})\n");
  same("print([x + get(1) for x in range(3)], {get(x): 1 for x in 'ab'}, [y for y in (get(i) for i in range(3))])\n");
  same("class A:\n    x = get(1)\n    def f(self): return __class__.x\n    y = [get(i) for i in range(2)]\nprint(A.x, A().f(), A.y)\n");
  same(
      "class C:\n    def __enter__(self): return get(1)\n    def __exit__(self, *a): print(get(a[0])); return True\n"
      "with C() as c: raise ValueError('no')\nprint(c)\n");
  same("def f():\n    try:\n        return get(1)\n    finally:\n        print(get('finally'))\nprint(f())\n");
  same(
      "try:\n    raise ValueError('a')\nexcept ValueError as e:\n    get(1)\n    try:\n        raise KeyError('b')\n    except KeyError as k:\n"
      "        get(2)\n        print(repr(k.__context__), k.__traceback__.tb_lineno, e)\n");
  same(
      "import asyncio\nasync def one(n):\n    await asyncio.sleep(0)\n    return get(n)\nasync def main():\n"
      "    return await asyncio.gather(one(1), one(2), one(3))\nprint(asyncio.run(main()))\n");
  same(
      "async def ag():\n    for i in range(3):\n        yield get(i)\nasync def main():\n    return [x async for x in ag()]\n"
      "import asyncio\nprint(asyncio.run(main()))\n");
  same("class L:\n    def __lt__(self, o): return get(True)\nprint(len(sorted([L(), L(), L()])))\n");
  same(
      "import re\nprint(re.sub('[a-c]', lambda m: get(m[0] * 2), 'abcd'))\np = re.compile('(?P<n>x+)')\nm = p.search('axx')\nget(1)\nprint(m['n'], m.span(), "
      "p.sub('y', 'x'))\n");
  same("import functools\nprint(functools.reduce(lambda a, b: get(a) + b, range(4)))\n");
  same(
      "class P:\n    @property\n    def p(self): return get(5)\n    def __getattr__(self, n): return get(n)\n    def __format__(self, s): return get(s)\nq = "
      "P()\nprint(q.p, q.z, f'{q:abc}')\n");
  same("exec('y = get(3)\\nprint(y)')\nprint(eval('get(1) + 1'))\n");
  same("def f(a, *, k=get(2)): return a, k\nprint(f(1))\n@get\ndef g(): pass\n");
}

// What must be the same after a hop, without being asked in the middle of it.
TEST(Snapshot, Values) {
  same(
      "x = [1 << 200, -1 << 61, 1e300, 1j, 'é', '\\u4e00', '\\U0001F600', b'bytes', bytearray(b'ab'), None, ..., NotImplemented, (), "
      "frozenset([1])]\nget(1)\nprint(x)\n");
  same(
      "s = {5, 1, 'x', 3, (1, 2)}\ns.discard(1)\nd = {k: k for k in 'abc'}\ndel d['b']\ni, j = iter(s), iter(d)\nnext(i); next(j)\nget(1)\nprint(s, d, "
      "list(i), list(j))\n");
  same("o = object()\na = id(o)\nget(1)\nprint(a == id(o), hash(o) == hash(o))\n");
  same("l = []\nl.append(l)\nd = {}\nd['d'] = d\nget(1)\nprint(l, d)\n");
  same("import random\nrandom.seed(5)\na = random.random()\nget(1)\nprint(a, random.random())\n");
  same(
      "class A:\n    __slots__ = ('x', 'y')\nclass B(A):\n    pass\nclass I(int): pass\nb = B()\nb.x = 1\nb.z = 2\ni = I(5)\ni.n = 3\nget(1)\nprint(b.x, b.z, "
      "i + 1, i.n, hasattr(b, 'y'), b.__dict__)\n");
  same("def make():\n    n = 0\n    def up():\n        nonlocal n\n        n += 1\n        return n\n    return up\nu = make()\nu()\nget(1)\nprint(u())\n");
  same(
      "m = memoryview(bytearray(b'hello'))[1:3]\nz = zip([1, 2, 3], enumerate('abc'))\nnext(z)\nr = reversed([1, 2, 3])\nget(1)\nprint(bytes(m), list(z), "
      "list(r))\n");
  same("import sys\nsys.setrecursionlimit(500)\nget(1)\nprint(sys.getrecursionlimit())\n");
  same(
      "from enum import Enum\nfrom dataclasses import dataclass\nclass E(Enum):\n    A = 1\n@dataclass\nclass D:\n    x: int\nd = D(E.A)\nget(1)\nprint(d, "
      "E(1) is d.x, E['A'] is E.A)\n");
  same(
      "import datetime, decimal, collections\nx = [datetime.date(2026, 1, 2), decimal.Decimal('1.5'), collections.Counter('aab'), collections.deque([1, 2], "
      "2)]\nget(1)\nprint(x)\n");
}

TEST(Snapshot, IdleSession) {
  Engine engine;
  Session session(engine);
  ASSERT_TRUE(session.execute(*Program::compile("import math\nx = [1]\ndef f(): return x[0] + 1\n")));
  Result<std::string> dump = session.dump();
  ASSERT_TRUE(dump);
  Result<Session> loaded = Session::load(engine, *dump);
  ASSERT_TRUE(loaded) << loaded.error().message;
  ASSERT_TRUE(loaded->execute(*Program::compile("print(f(), math.floor(2.5))\n")));
  EXPECT_EQ(loaded->take_output(), "2 2\n");
}

TEST(Snapshot, Key) {
  Engine engine;
  Session session(engine);
  ASSERT_TRUE(session.execute(*Program::compile("x = 1\n")));
  std::string dump = *session.dump("key");
  EXPECT_TRUE(Session::load(engine, dump, {}, "key"));
  EXPECT_TRUE(Session::load(engine, dump));
  EXPECT_FALSE(Session::load(engine, dump, {}, "other"));
  EXPECT_FALSE(Session::load(engine, *session.dump(), {}, "key"));
  dump[dump.size() / 2] ^= 1;
  EXPECT_FALSE(Session::load(engine, dump, {}, "key"));
}

TEST(Snapshot, Refusals) {
  Engine engine;
  Session session(engine);
  ASSERT_TRUE(session.execute(*Program::compile("x = [1, 2]\n")));
  const std::string dump = *session.dump();
  auto refusal = [&](const std::string& bytes, SessionOptions options = {}) {
    Result<Session> r = Session::load(engine, bytes, options);
    return r ? std::string("loaded") : r.error().message;
  };
  EXPECT_EQ(refusal(""), "snapshot refused: this is no snapshot of monty");
  EXPECT_EQ(refusal("not a dump at all"), "snapshot refused: this is no snapshot of monty");
  std::string newer = dump;
  newer[8] = 99;
  EXPECT_NE(refusal(newer).find("newer than this release reads"), std::string::npos) << refusal(newer);
  for (std::size_t n = 0; n < dump.size(); n++) EXPECT_EQ(refusal(dump.substr(0, n)).substr(0, 16), "snapshot refused");
  EXPECT_EQ(refusal(dump + "x"), "snapshot refused: bytes after its end");
  SessionOptions tight;
  tight.limits.memory = 4096;
  EXPECT_EQ(refusal(dump, tight), "snapshot refused: it does not fit into the memory limit");
}

TEST(Snapshot, ForksGoTheirOwnWay) {
  Engine engine;
  Session session(engine);
  ASSERT_TRUE(session.declare("get"));
  ASSERT_TRUE(session.start(*Program::compile("x = [0]\nx.append(get())\nprint(x)\n")));
  Result<Session> other = session.fork();
  ASSERT_TRUE(other) << other.error().message;
  ASSERT_TRUE(session.resume(Value(1)));
  ASSERT_TRUE(other->resume(Value(2)));
  EXPECT_EQ(session.take_output(), "[0, 1]\n");
  EXPECT_EQ(other->take_output(), "[0, 2]\n");
}

std::string file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The state at the first call of get() in NAME.py, as an older release dumped it: this one goes on as a straight run does, or
// says what keeps it from that. With MONTY_WRITE_GOLDEN=FOLDER new ones are written there.
TEST(Snapshot, Golden) {
  const std::filesystem::path folder = MONTY_GOLDEN_SNAPSHOTS;
  Engine engine;
  for (const char* name : {"values", "places"}) {
    const std::string source = file(folder / (std::string(name) + ".py"));
    if (const char* to = std::getenv("MONTY_WRITE_GOLDEN")) {
      Session session(engine);
      ASSERT_TRUE(session.declare("get"));
      ASSERT_TRUE(session.start(*Program::compile(source, std::string(name) + ".py")));
      std::ofstream(std::filesystem::path(to) / (std::string(name) + "-" + std::string(version()) + ".snapshot"), std::ios::binary) << *session.dump();
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
      if (entry.path().extension() != ".snapshot" || entry.path().filename().string().rfind(std::string(name) + "-", 0) != 0) continue;
      Result<Session> session = Session::load(engine, file(entry.path()));
      if (!session) {
        EXPECT_NE(session.error().message.find(" in this release"), std::string::npos) << entry.path() << ": " << session.error().message;
        continue;
      }
      session->grant_declared("get");
      Result<Progress> at = session->progress();
      while (at && at->state == Progress::State::Call) at = session->resume(at->question.args[0]);
      ASSERT_TRUE(at) << text_of(at.error());
      EXPECT_EQ(session->take_output(), hopped(source, false)) << entry.path();
    }
  }
}

}  // namespace
