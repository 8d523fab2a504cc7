#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Writes expectations about numbers as text, computed by the Python that runs this file.

    gen_number_tests.py [--seed N] [--count N] [--inc] > FILE

Rows are KIND, A, B, RESULT, separated by tabs (backslash escapes inside), or C++ initialisers with --inc.
tests/unit/base/format_cases.inc is such a table; the unit test reads further rows from the file that the
environment variable MONTY_NUMBER_CASES names:

    python3.14 tools/gen_number_tests.py --seed 7 --count 200000 > cases && MONTY_NUMBER_CASES=cases test_base

Kinds: f i c s format a float, int, complex, str A by spec B; r h repr and hex of a float; R round(A, B);
p float(A); H float.fromhex(A); q repr of complex A; T int A / int B; D float(int A). Floats are written in
hexadecimal; a RESULT that starts with "!" is an exception.
"""
import random
import struct
import sys

if hasattr(sys, "set_int_max_str_digits"):
    sys.set_int_max_str_digits(0)


class Maker:
    def __init__(self, seed, inc, write):
        self.random = random.Random(seed)
        self.inc = inc
        self.write = write

    def row(self, kind, a, b, compute):
        try:
            result = compute()
        except Exception as error:  # the message is what is being tested
            result = f"!{type(error).__name__}: {error}"
        cells = (kind, a, b, result)
        if self.inc:
            self.write("    {" + ", ".join(map(literal, cells)) + "},\n")
        else:
            self.write("\t".join(map(escape, cells)) + "\n")

    # ---- values ----
    def float(self):
        r = self.random
        pick = r.randrange(12)
        if pick == 0:
            return r.choice([0.0, -0.0, float("inf"), float("-inf"), float("nan"), 5e-324, -5e-324, 1e16, 1e-5, 1e-4,
                             2.5, 0.5, 1.5, -2.5, 9999999999999998.0, 1e22, 1e23, 1.7976931348623157e308, 0.1, 100.0,
                             2.2250738585072014e-308, 999999.5, 9.5, 99.5, 0.05, 0.25, 0.125, 1e15, 123456789.0])
        if pick <= 3:
            return struct.unpack("<d", struct.pack("<Q", r.getrandbits(64)))[0]
        if pick <= 6:
            return round(r.uniform(-1000, 1000), r.randrange(6))
        if pick <= 8:
            return float(r.randrange(-10 ** r.randrange(1, 25), 10 ** r.randrange(1, 25)))
        if pick <= 10:
            return r.randrange(-4000, 4000) / 2 ** r.randrange(8)
        return r.uniform(-1, 1) * 10.0 ** r.randrange(-30, 30)

    def int(self):
        r = self.random
        pick = r.randrange(8)
        if pick == 0:
            return r.choice([0, 1, -1, 9, 10, 999, 1000, -1000, 255, 2**63 - 1, -2**63, 2**64, 10**15, 10**16, 10**300])
        if pick <= 4:
            return r.randrange(-10 ** 6, 10 ** 6)
        return r.randrange(-2 ** r.randrange(1, 400), 2 ** r.randrange(1, 400))

    def text(self):
        r = self.random
        return "".join(r.choice(["a", "b", "é", "ж", "漢", "😀", " "]) for _ in range(r.randrange(8)))

    def spec(self, types):
        r = self.random
        s = ""
        if r.random() < 0.5:
            if r.random() < 0.6:
                s += r.choice("*0_ xé漢😀=<")
            s += r.choice("<>=^")
        if r.random() < 0.3:
            s += r.choice("+- ")
        if r.random() < 0.12:
            s += "z"
        if r.random() < 0.2:
            s += "#"
        if r.random() < 0.25:
            s += "0"
        if r.random() < 0.6:
            s += str(r.randrange(1, 40))
        if r.random() < 0.3:
            s += r.choice([",", "_", ",", "_", ",_"])
        if r.random() < 0.45:
            s += "." + r.choice([str(r.randrange(0, 25)), str(r.randrange(0, 6)), "", "400"])
            if sys.version_info >= (3, 14) and r.random() < 0.2:
                s += r.choice([",", "_", ",_", "_,"])
        if r.random() < 0.75:
            s += r.choice(types) if r.random() < 0.93 else r.choice("dqcsé\x01fxn")
        if r.random() < 0.02:
            s += r.choice("09.,x")
        return s

    def float_text(self):
        r = self.random
        s = r.choice(["", "", "-", "+"])
        s += "".join(r.choice("0123456789") for _ in range(r.randrange(0, 25)))
        if r.random() < 0.6:
            s += "." + "".join(r.choice("0123456789") for _ in range(r.randrange(0, 25)))
        if r.random() < 0.5:
            s += r.choice("eE") + r.choice(["", "-", "+"]) + str(r.randrange(0, 340))
        if r.random() < 0.15 and s:
            at = r.randrange(len(s) + 1)
            s = s[:at] + r.choice("__x.e-") + s[at:]
        if r.random() < 0.03:
            s = r.choice(["inf", "-Infinity", "NaN", "+nan", "infinit", "1e400", "-1e400", "1e-400", "", ".", "1_", "_1"])
        return s

    def hex_text(self):
        r = self.random
        s = r.choice(["", "-", "+"]) + r.choice(["0x", "", "0X"])
        s += "".join(r.choice("0123456789abcdefABCDEF") for _ in range(r.randrange(0, 20)))
        if r.random() < 0.6:
            s += "." + "".join(r.choice("0123456789abcdef") for _ in range(r.randrange(0, 20)))
        if r.random() < 0.8:
            s += "p" + r.choice(["", "-", "+"]) + str(r.choice([r.randrange(20), r.randrange(1200)]))
        return s

    # ---- rows ----
    def one(self):
        r = self.random
        kind = r.choice("ffffiiicsrhRRpHqTD")
        if kind == "f":
            x, spec = self.float(), self.spec("eEfFgG%n")
            if spec:
                self.row("f", x.hex(), spec, lambda: format(x, spec))
        elif kind == "i":
            n, spec = self.int(), self.spec("ddddboxXcnefg%")
            if spec:
                self.row("i", str(n), spec, lambda: format(n, spec))
        elif kind == "c":
            z, spec = complex(self.float(), self.float()), self.spec("eEfFgGn")
            if spec:
                self.row("c", z.real.hex() + "," + z.imag.hex(), spec, lambda: format(z, spec))
        elif kind == "s":
            t, spec = self.text(), self.spec("s")
            if spec:
                self.row("s", t, spec, lambda: format(t, spec))
        elif kind == "r":
            x = self.float()
            self.row("r", x.hex(), "", lambda: repr(x))
        elif kind == "h":
            x = self.float()
            self.row("h", x.hex(), "", lambda: x.hex())
        elif kind == "R":
            x, n = self.float(), r.choice([r.randrange(-5, 8), r.randrange(-330, 330), 0, 1, 2])
            self.row("R", x.hex(), str(n), lambda: round(x, n).hex())
        elif kind == "p":
            t = self.float_text()
            self.row("p", t, "", lambda: float(t).hex())
        elif kind == "H":
            t = self.hex_text()
            self.row("H", t, "", lambda: float.fromhex(t).hex())
        elif kind == "q":
            z = complex(self.float(), self.float())
            self.row("q", z.real.hex() + "," + z.imag.hex(), "", lambda: repr(z))
        elif kind == "T":
            a, b = self.int(), self.int()
            if r.random() < 0.3:
                a *= 3 ** r.randrange(1500)
            if r.random() < 0.3:
                b *= 2 ** r.randrange(1200)
            self.row("T", str(a), str(b), lambda: (a / b).hex())
        else:
            n = self.int() << r.choice([0, 1, 40, 700])
            self.row("D", str(n), "", lambda: float(n).hex())


def escape(s):
    return s.replace("\\", "\\\\").replace("\t", "\\t").replace("\n", "\\n")


def literal(s):
    out = ['"']
    for byte in s.encode(errors="surrogatepass"):
        c = chr(byte)
        out.append(c if 32 <= byte < 127 and c not in '"\\?' else f"\\{byte:03o}")
    return "".join(out) + '"'


def generate(seed, count, inc):
    out = []
    maker = Maker(seed, inc, out.append)
    for _ in range(count):
        maker.one()
    head = "// SPDX-License-Identifier: MIT\n// Written by tools/gen_number_tests.py (CPython 3.14): kind, a, b, result.\n"
    return (head if inc else "") + "".join(out)


if __name__ == "__main__":
    def option(name, default):
        return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default

    text = generate(option("--seed", 1), option("--count", 600), "--inc" in sys.argv)
    sys.stdout.buffer.write(text.encode(errors="surrogatepass"))
