# SPDX-License-Identifier: MIT
"""Compares the parser with CPython's: trees of every .py file of a library, errors of a corpus of bad snippets.

    python3.13 tools/ast_compare.py trees TOOL [FOLDER ...]      (default: the running Python's own library)
    python3.13 tools/ast_compare.py errors TOOL SNIPPETS         snippets separated by lines of "----"
TOOL is the built ast_dump_tool. Exit status 1 when anything differs.
"""
import ast
import os
import subprocess
import sys
import tempfile
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(100000)


class Tool:
    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, name):
        self.process.stdin.write(name.encode() + b"\n")
        self.process.stdin.flush()
        return self.process.stdout.readline().decode("utf-8", "surrogatepass").rstrip("\n")


def first_difference(ours, theirs):
    at = next((i for i, (a, b) in enumerate(zip(ours, theirs)) if a != b), min(len(ours), len(theirs)))
    return f"  ours   ...{ours[max(0, at - 150):at + 120]!r}\n  theirs ...{theirs[max(0, at - 150):at + 120]!r}"


def expected_tree(source):
    try:
        return "OK " + ast.dump(ast.parse(source), include_attributes=True)
    except SyntaxError as e:
        return f"ERR {type(e).__name__}|{e.msg}|{e.lineno}|{e.offset}|{e.end_lineno}|{e.end_offset}"
    except (ValueError, RecursionError, MemoryError) as e:
        return f"ERR {e}"


def normalise(text):
    return text if text.isascii() else unicodedata.normalize("NFKC", text)


def trees(tool, folders):
    tool = Tool(tool)
    same = different = refused = 0
    for folder in folders or [os.path.dirname(os.__file__)]:
        for root, dirs, files in os.walk(folder):
            dirs.sort()
            for name in sorted(files):
                if not name.endswith(".py"):
                    continue
                path = os.path.join(root, name)
                with open(path, "rb") as f:
                    theirs = expected_tree(f.read())
                ours = tool.ask(path)
                if theirs.startswith("ERR"):
                    refused += 1
                    if not ours.startswith("ERR"):
                        print(f"{path}: accepted, CPython says {theirs[:200]}")
                        different += 1
                elif ours == theirs or normalise(ours) == normalise(theirs):
                    same += 1
                else:
                    different += 1
                    print(f"{path}: differs\n{first_difference(ours, theirs)}")
    print(f"{same} same, {different} different, {refused} refused by CPython")
    return different


def errors(tool, path):
    tool = Tool(tool)
    same = different = 0
    with open(path, encoding="utf-8") as f:
        snippets = f.read().split("\n----\n")
    with tempfile.TemporaryDirectory() as folder:
        for n, snippet in enumerate(snippets):
            name = os.path.join(folder, f"{n}.py")
            with open(name, "w", encoding="utf-8", newline="") as f:
                f.write(snippet)
            theirs = expected_tree(snippet).replace("\n", " ")
            ours = tool.ask(name)
            if ours == theirs:
                same += 1
            else:
                different += 1
                print(f"{snippet!r}\n  ours   {ours[:300]}\n  theirs {theirs[:300]}")
    print(f"{same} same, {different} different")
    return different


def main():
    what, tool, *rest = sys.argv[1:]
    sys.exit(1 if (trees(tool, rest) if what == "trees" else errors(tool, rest[0])) else 0)


if __name__ == "__main__":
    main()
