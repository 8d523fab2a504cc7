# Modules that read and write files.
# flags: --mount /tmp=memory
# modes: plain pause gc-stress fail-alloc
import os
import tempfile

os.chdir(tempfile.mkdtemp())

import configparser
import csv
import json
import logging
import pickle
import shutil
import sys
from pathlib import Path

with open("t.csv", "w", newline="") as f:
    writer = csv.DictWriter(f, ["name", "n"])
    writer.writeheader()
    writer.writerows([{"name": "a,b", "n": 1}, {"name": 'q"x', "n": 2}, {"name": "two\nlines", "n": 3}])
print(repr(open("t.csv", newline="").read()))
with open("t.csv", newline="") as f:
    print(list(csv.DictReader(f)))
with open("t.json", "w") as f:
    json.dump({"a": [1, 2.5, None], "ü": "é"}, f, indent=1, ensure_ascii=False)
with open("t.json") as f:
    print(json.load(f))
with open("t.pickle", "wb") as f:
    pickle.dump({"a": (1, 2)}, f)
with open("t.pickle", "rb") as f:
    print(pickle.load(f))
config = configparser.ConfigParser()
config["main"] = {"key": "value"}
with open("t.ini", "w") as f:
    config.write(f)
other = configparser.ConfigParser()
print(other.read(["t.ini", "none.ini"]), other["main"]["key"])
os.makedirs("tree/one")
Path("tree/one/f").write_text("f")
Path("tree/g").write_text("g")
shutil.copytree("tree", "copy")
shutil.copy("tree/g", "copy/h")
shutil.copyfile("tree/g", "copy/i")
print(shutil.move("copy/h", "tree"), sorted(os.listdir("tree")), sorted(os.listdir("copy")))
for wrong in (lambda: shutil.copyfile("none", "x"), lambda: shutil.copyfile("tree/g", "tree/g"), lambda: shutil.rmtree("none"), lambda: shutil.copytree("tree", "copy"), lambda: shutil.copy("tree", "x")):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
shutil.rmtree("copy")
shutil.rmtree("none", ignore_errors=True)
print(os.path.exists("copy"))
with tempfile.TemporaryDirectory() as folder:
    Path(folder, "x").write_text("x")
    print(os.listdir(folder))
print(os.path.exists(folder))
with tempfile.NamedTemporaryFile("w+", suffix=".txt") as f:
    f.write("temporary")
    f.flush()
    print(Path(f.name).read_text(), f.name.endswith(".txt"))
print(os.path.exists(f.name))
handler = logging.FileHandler("t.log")
handler.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
log = logging.getLogger("t")
log.addHandler(handler)
log.warning("to a file %d", 5)
handler.close()
print(open("t.log").read())
stdout, sys.stdout = sys.stdout, open("captured", "w")
print("captured")
sys.stdout.close()
sys.stdout = stdout
print(open("captured").read())
