# SPDX-License-Identifier: MIT
"""Writes src/syntax/xid_table.inc: which code points start or continue an identifier, and which are not printable.

Run with the CPython whose Unicode version is wanted (3.14):  python3.14 tools/make_xid_table.py > src/syntax/xid_table.inc
"""
import sys
import unicodedata


def ranges(test):
    start = None
    for c in range(0x80, 0x110001):
        hit = c < 0x110000 and test(chr(c))
        if hit and start is None:
            start = c
        elif not hit and start is not None:
            yield start, c - 1
            start = None


def table(name, test):
    rows = [f"{{0x{a:x}, 0x{b:x}}}" for a, b in ranges(test)]
    lines = [f"inline constexpr CodeRange {name}[] = {{"]
    for i in range(0, len(rows), 6):
        lines.append("    " + ", ".join(rows[i:i + 6]) + ",")
    lines.append("};")
    return "\n".join(lines)


def main():
    out = [
        "// SPDX-License-Identifier: MIT",
        f"// Made by tools/make_xid_table.py from Unicode {unicodedata.unidata_version}; do not edit.",
        "// Sorted ranges of code points from U+0080 on.",
        table("kXidStart", lambda c: c.isidentifier()),
        table("kXidContinue", lambda c: ("a" + c).isidentifier()),
        table("kNotPrintable", lambda c: not c.isprintable()),
    ]
    sys.stdout.write("\n".join(out) + "\n")


if __name__ == "__main__":
    main()
