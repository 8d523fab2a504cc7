#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Makes src/base/unicode_tables.inc out of the running interpreter's own idea of Unicode.

Everything is observed through `str` methods, `unicodedata` and `_sre`, so the tables agree with that CPython by
construction. Run it with the CPython release that we follow (3.14, Unicode 16):

    python3.14 tools/gen_unicode.py > src/base/unicode_tables.inc

or, where there is no such interpreter, with the npm package `pyodide`:

    node -e 'import("pyodide").then(async m => { const p = await m.loadPyodide();
      await p.runPythonAsync("__name__ = \\"x\\"\\n" + require("fs").readFileSync("tools/gen_unicode.py", "utf8"));
      require("fs").writeFileSync("src/base/unicode_tables.inc", p.runPython("generate()")); })'
"""

import _sre
import sys
import unicodedata as ud
from fractions import Fraction

SHIFT = 7
END = 0x110000

# Bits of Props.flags; unicode.h has the same list.
FLAGS = ["alpha", "decimal", "digit", "numeric", "space", "printable", "xid_start", "xid_continue", "lower", "upper",
         "title", "cased", "case_ignorable", "special_case", "linebreak"]
CATEGORIES = ["Cn", "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi",
              "Pf", "Po", "Sm", "Sc", "Sk", "So", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co"]
BIDI = ["", "L", "LRE", "LRO", "R", "AL", "RLE", "RLO", "PDF", "EN", "ES", "ET", "AN", "CS", "NSM", "BN", "B", "S",
        "WS", "ON", "LRI", "RLI", "FSI", "PDI"]
WIDTHS = ["F", "H", "W", "Na", "A", "N"]
DECOMP_TAGS = ["", "<noBreak>", "<compat>", "<super>", "<fraction>", "<sub>", "<font>", "<circle>", "<wide>",
               "<vertical>", "<square>", "<isolated>", "<final>", "<initial>", "<medial>", "<small>", "<narrow>"]
FORMS = ["NFC", "NFKC", "NFD", "NFKD"]


def emit(out, ctype, name, values, width=118):
    out.append(f"inline constexpr {ctype} {name}[{len(values)}] = {{")
    line = " "
    for value in values:
        text = f"{value},"
        if len(line) + len(text) > width:
            out.append(line)
            line = " "
        line += text
    out.append(line)
    out.append("};")


def two_stage(out, name, indices):
    size = 1 << SHIFT
    blocks = {}
    first = []
    second = []
    for start in range(0, END, size):
        block = tuple(indices[start:start + size])
        if block not in blocks:
            blocks[block] = len(blocks)
            second.extend(block)
        first.append(blocks[block])
    emit(out, "u8" if len(blocks) < 256 else "u16", f"k{name}Stage1", first)
    emit(out, "u8" if max(second) < 256 else "u16", f"k{name}Stage2", second)


def is_case_ignorable(ch, cased):
    if cased:
        return ("1" + ch + "\u03a3").lower()[-1] == "\u03c3"
    return ("a" + ch + "\u03a3").lower()[-1] == "\u03c2"


class Builder:
    def __init__(self):
        self.props = {}
        self.ucd = {}
        self.special = []
        self.special_at = {}
        self.decomp = [0]
        self.decomp_at = {}

    def special_index(self, parts):
        """One run in kSpecialCase: lower, title, upper, fold, each as length and code points."""
        run = []
        for part in parts:
            run.append(len(part))
            run.extend(map(ord, part))
        key = tuple(run)
        if key not in self.special_at:
            self.special_at[key] = len(self.special)
            self.special.extend(run)
        return self.special_at[key]

    def prop(self, c):
        ch = chr(c)
        lower, title, upper, fold = ch.lower(), ch.title(), ch.upper(), ch.casefold()
        if c == 0x3A3:
            lower = "\u03c3"
        simple_lower = _sre.unicode_tolower(c)
        simple_title = ord(title) if len(title) == 1 else c
        simple_upper = ord(upper) if len(upper) == 1 else simple_title
        cased = ch.islower() or ch.isupper() or ch.istitle()
        special = (lower != chr(simple_lower) or title != chr(simple_title) or upper != chr(simple_upper)
                   or fold != lower)
        flags = {
            "alpha": ch.isalpha(), "decimal": ch.isdecimal(), "digit": ch.isdigit(), "numeric": ch.isnumeric(),
            "space": ch.isspace(), "printable": ch.isprintable(), "xid_start": ch.isidentifier(),
            "xid_continue": ("a" + ch).isidentifier(), "lower": ch.islower(), "upper": ch.isupper(),
            "title": ud.category(ch) == "Lt", "cased": cased, "case_ignorable": is_case_ignorable(ch, cased),
            "special_case": special, "linebreak": len(("a" + ch + "b").splitlines()) > 1,
        }
        bits = sum(1 << i for i, name in enumerate(FLAGS) if flags[name])
        num, den = 0, 0
        if ch.isnumeric():
            value = Fraction(ud.numeric(ch)).limit_denominator(1000)
            num, den = value.numerator, value.denominator
            assert num / den == ud.numeric(ch)
        return (bits, ud.decimal(ch, 255), ud.digit(ch, 255),
                self.special_index((lower, title, upper, fold)) if special else 0,
                simple_lower - c, simple_upper - c, simple_title - c, num, den)

    def ucd_record(self, c):
        ch = chr(c)
        quick = 0
        for i, form in enumerate(FORMS):
            # 0: always normalised; 1: may compose with what stands before it; 2: never appears in this form.
            state = 0
            if ud.normalize(form, ch) != ch:
                state = 2
            elif form in ("NFC", "NFKC") and c in self.second:
                state = 1
            quick |= state << (2 * i)
        return (CATEGORIES.index(ud.category(ch)), ud.combining(ch), BIDI.index(ud.bidirectional(ch)),
                ud.mirrored(ch), WIDTHS.index(ud.east_asian_width(ch)), quick)

    def decomp_index(self, c):
        text = ud.decomposition(chr(c))
        if not text:
            return 0
        parts = text.split()
        tag = 0
        if parts[0].startswith("<"):
            tag = DECOMP_TAGS.index(parts.pop(0))
        run = [tag << 8 | len(parts)] + [int(p, 16) for p in parts]
        key = tuple(run)
        if key not in self.decomp_at:
            self.decomp_at[key] = len(self.decomp)
            self.decomp.extend(run)
        return self.decomp_at[key]


def generate():
    build = Builder()
    pairs = []
    for c in range(END):
        text = ud.decomposition(chr(c))
        if not text or text.startswith("<"):
            continue
        parts = [int(p, 16) for p in text.split()]
        if len(parts) == 2 and ud.normalize("NFC", chr(parts[0]) + chr(parts[1])) == chr(c):
            pairs.append((parts[0], parts[1], c))
    build.second = {p[1] for p in pairs} | set(range(0x1161, 0x1176)) | set(range(0x11A8, 0x11C3))
    pairs.sort()

    prop_index, ucd_index, decomp_index = [], [], []
    for c in range(END):
        prop_index.append(build.props.setdefault(build.prop(c), len(build.props)))
        ucd_index.append(build.ucd.setdefault(build.ucd_record(c), len(build.ucd)))
        decomp_index.append(build.decomp_index(c))

    out = ["// Generated by tools/gen_unicode.py; do not edit.", "// clang-format off",
           f"// Unicode {ud.unidata_version} as CPython {sys.version_info[0]}.{sys.version_info[1]} sees it.",
           f'inline constexpr char kUnidataVersion[] = "{ud.unidata_version}";']
    deltas = {}
    numbers = {}
    records = []
    for (bits, dec, dig, special, lo, up, ti, num, den) in build.props:
        d = deltas.setdefault((lo, up, ti), len(deltas))
        n = numbers.setdefault((num, den), len(numbers))
        records.append("{%d,%d,%d,%d,%d,%d}" % (bits, special, d, n, dec, dig))
    emit(out, "PropRecord", "kProps", records)
    emit(out, "CaseDeltas", "kCaseDeltas", ["{%d,%d,%d}" % d for d in deltas])
    emit(out, "NumericValue", "kNumerics", ["{%d,%d}" % n for n in numbers])
    emit(out, "u32", "kSpecialCase", build.special)
    two_stage(out, "Prop", prop_index)
    emit(out, "UcdRecord", "kUcd", ["{%d,%d,%d,%d,%d,%d}" % u for u in build.ucd])
    two_stage(out, "Ucd", ucd_index)
    emit(out, "u32", "kDecomp", build.decomp)
    two_stage(out, "Decomp", decomp_index)
    emit(out, "CompositionPair", "kCompositions", ["{%d,%d,%d}" % p for p in pairs])
    emit(out, "char", "kCategoryNames", [f"'{a}','{b}'" for a, b in CATEGORIES])
    out[-2:] = [out[-2], out[-1]]
    emit(out, "const char*", "kBidiNames", [f'"{n}"' for n in BIDI])
    emit(out, "const char*", "kWidthNames", [f'"{n}"' for n in WIDTHS])
    emit(out, "const char*", "kDecompTags", [f'"{n}"' for n in DECOMP_TAGS])
    return "\n".join(out).replace("kCategoryNames[30]", "kCategoryNames[60]") + "\n"


if __name__ == "__main__":
    sys.stdout.write(generate())
