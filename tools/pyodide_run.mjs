// Runs Python programs under the CPython 3.14 of the npm package `pyodide`:  node pyodide_run.mjs FOLDER FILE...
// The last line printed is JSON: [[exit code, stdout, stderr], ...].
import { createRequire } from "node:module";
import { readFileSync, writeSync } from "node:fs";
import { basename } from "node:path";

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(folder + "/node_modules/");
const { loadPyodide } = require("pyodide");
const python = await loadPyodide({ stdout: () => {}, stderr: () => {} });
python.runPython(`
import sys, io, traceback, types, warnings
warnings.simplefilter("ignore")
def run_one(source, name):
    out, err = io.StringIO(), io.StringIO()
    keep = sys.stdout, sys.stderr, dict(sys.modules), sys.getrecursionlimit()
    sys.stdout, sys.stderr = out, err
    module = types.ModuleType("__main__")
    module.__file__ = name
    module.__builtins__ = __builtins__
    sys.modules["__main__"] = module
    code = 0
    try:
        exec(compile(source, name, "exec", dont_inherit=True), module.__dict__)
    except SystemExit as e:
        code = e.code if isinstance(e.code, int) else 0 if e.code is None else 1
    except BaseException as e:
        code = 1
        traceback.print_exception(type(e), e, e.__traceback__.tb_next)
    finally:
        sys.stdout, sys.stderr = keep[:2]
        sys.modules["__main__"] = keep[2]["__main__"]
        sys.setrecursionlimit(keep[3])
    return [code, out.getvalue(), err.getvalue()]
`);
const run = python.globals.get("run_one");
const results = [];
for (const file of files) results.push(run(readFileSync(file, "utf-8"), basename(file)).toJs());
writeSync(1, "\n" + JSON.stringify(results) + "\n");
process.exit(0);
