// Runs one Python program with arguments under the CPython 3.14 of the npm package `pyodide`:
//   node pyodide_file.mjs FOLDER PROGRAM ARGUMENT...     Arguments that name files are readable under the same name.
import { createRequire } from "node:module";
import { existsSync, readFileSync, writeSync } from "node:fs";
import { dirname, resolve } from "node:path";

const [folder, program, ...words] = process.argv.slice(2);
const { loadPyodide } = createRequire(resolve(folder) + "/node_modules/")("pyodide");
const python = await loadPyodide({ stderr: (text) => writeSync(2, text + "\n") });
const out = [];
python.setStdout({ batched: (text) => out.push(text) });
for (const word of words.filter(existsSync)) {
  python.FS.mkdirTree(dirname(resolve(word)));
  python.FS.writeFile(resolve(word), readFileSync(word));
}
const args = [program, ...words.map((w) => (existsSync(w) ? resolve(w) : w))];
python.globals.set("argv_", python.toPy(args));
python.runPython("import sys; sys.argv[:] = argv_");
python.runPython(readFileSync(program, "utf-8"));
const text = out.join("\n") + "\n";
for (let at = 0; at < text.length; at += 65536) writeSync(1, text.slice(at, at + 65536));
