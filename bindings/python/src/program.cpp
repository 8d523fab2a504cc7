// SPDX-License-Identifier: MIT
// Program, and run() in one call.
#include <nanobind/stl/string.h>

#include "errors.h"
#include "sandbox.h"
#include "values.h"

namespace monty_python {

monty_program* Program::compile(nb::str source, const char* filename, const Limits& limits) {
  Inward inward;
  const monty_value text = inward.value(source);  // lone surrogates are the parser's to refuse
  const monty_limits lowered = limits.lowered();
  monty_program* program = nullptr;
  monty_error* error = nullptr;
  if (text.as.text.size < 2000) {  // not worth another thread's time
    error = monty_program_compile(text.as.text.data, text.as.text.size, filename, MONTY_FILE, &lowered, &program);
  } else {
    nb::gil_scoped_release released;
    error = monty_program_compile(text.as.text.data, text.as.text.size, filename, MONTY_FILE, &lowered, &program);
  }
  check(error);
  return program;
}

namespace {

bool needs_event_loop(nb::handle tools) {
  if (tools.is_none()) return false;
  PyObject *name = nullptr, *function = nullptr;
  Py_ssize_t at = 0;
  while (PyDict_Next(tools.ptr(), &at, &name, &function)) {
    if (is_coroutine_function(function)) return true;
  }
  return false;
}

nb::object run_program(const Program& program, nb::handle inputs, nb::handle tools, const Options& options) {
  Sandbox sandbox(options);
  PyObject *key = nullptr, *value = nullptr;
  Py_ssize_t at = 0;
  while (!tools.is_none() && PyDict_Next(tools.ptr(), &at, &key, &value)) {
    const char* name = nb::cast<const char*>(nb::handle(key));
    sandbox.offer(Sandbox::How::Define, name, value, monty_program_awaits(program.program, name));
  }
  at = 0;
  while (!inputs.is_none() && PyDict_Next(inputs.ptr(), &at, &key, &value)) sandbox.set(nb::cast<const char*>(nb::handle(key)), value);
  return sandbox.run(program);
}

// Mappings and iterables of functions as a dict.
nb::object tools_dict(nb::handle tools) {
  if (tools.is_none() || PyDict_CheckExact(tools.ptr())) return nb::borrow(tools);
  return nb::module_::import_("monty._tools").attr("by_name")(tools);
}

nb::object inputs_dict(nb::handle inputs) {
  if (inputs.is_none() || PyDict_Check(inputs.ptr())) return nb::borrow(inputs);
  return nb::module_::import_("builtins").attr("dict")(inputs);
}

nb::object program_run(nb::handle self, nb::object inputs, nb::object tools, nb::kwargs given) {
  const Options options = Options::of(given);
  tools = tools_dict(tools);
  inputs = inputs_dict(inputs);
  if (needs_event_loop(tools)) return nb::module_::import_("monty._aio").attr("run_blocking")(self, inputs, tools, **given);
  if (nb::cast<bool>(nb::bool_(options.type_check))) nb::module_::import_("monty._check").attr("check")(self, inputs, tools, options.type_check_stubs);
  return run_program(nb::cast<const Program&>(self), inputs, tools, options);
}

nb::object run(nb::str code, nb::object inputs, nb::object tools, const char* filename, nb::kwargs given) {
  const Options options = Options::of(given);
  tools = tools_dict(tools);
  inputs = inputs_dict(inputs);
  if (nb::cast<bool>(nb::bool_(options.type_check)) || needs_event_loop(tools)) {
    nb::object program = nb::module_::import_("monty").attr("Program")(code, nb::arg("filename") = filename, nb::arg("limits") = options.limits);
    return program_run(program, inputs, tools, given);
  }
  Program program;
  program.program = Program::compile(code, filename, limits_from(options.limits));
  return run_program(program, inputs, tools, options);
}

// The common case, which need not look at eleven arguments.
nb::object program_run_plain(nb::handle self) { return run_program(nb::cast<const Program&>(self), Py_None, Py_None, {.handles = false}); }

nb::object run_plain(nb::str code) {
  Program program;
  program.program = Program::compile(code, "main.py", {});
  return run_program(program, Py_None, Py_None, {.handles = false});
}

constexpr char kRun[] = R"(Run a program in a sandbox of its own and return the value of its last expression.

inputs: a dict of global variables. tools: functions that the program may call, as a dict by name or an iterable of
functions. Options:

limits: a Limits or a dict of its fields. stdout, stderr: a callback for each line, or a stream, instead of those of
sys. print: for both; a callback is called (stream, line). policy: the Policy that answers for clock, random numbers,
environment and files. cancel: a Cancel that stops the run from another thread. on_progress: called every tenth of a
second with the Usage so far; False stops. os_call: called (operation, arguments) for what the policy leaves open.
read_line: where input() reads. types: classes of yours (dataclasses, models, enums, named tuples) of which instances
come out; those that went in need no mention. type_check: check the types first, of tools by their annotations, of
inputs by their values; type_check_stubs: what a .pyi file would say of them, as text.

Raises MontySyntaxError, MontyTypingError, MontyRuntimeError, MontyLimitError, MontyConversionError.)";

}  // namespace

void bind_program(nb::module_& m) {
  nb::class_<Program>(m, "Program", "A program: compiled once, run any number of times, on any threads.", nb::is_weak_referenceable())
      .def(
          "__init__",
          [](Program* self, nb::str code, const char* filename, nb::object limits) {
            const Limits bounds = limits_from(limits);
            monty_program* program = Program::compile(code, filename, bounds);
            new (self) Program{program, {}, filename};
            self->source = nb::cast<std::string>(code);
          },
          nb::arg("code"), nb::kw_only(), nb::arg("filename") = "main.py", nb::arg("limits") = nb::none(),
          "Compile. Of the limits, memory and seconds hold for it. Raises MontySyntaxError.")
      .def("run", &program_run_plain)
      .def("run", &program_run, nb::arg("inputs") = nb::none(), nb::kw_only(), nb::arg("tools") = nb::none(), nb::arg("options"), kRun)
      .def_ro("code", &Program::source, "The source text.")
      .def_ro("filename", &Program::filename, "As tracebacks name it.")
      .def(
          "awaits", [](const Program& p, const char* name) { return monty_program_awaits(p.program, name); }, nb::arg("name"),
          "Whether calls of the function of that name, which the program does not define, are awaited.")
      .def(
          "disassemble",
          [](const Program& p) {
            monty_result* result = nullptr;
            check(monty_program_disassemble(p.program, &result));
            std::unique_ptr<monty_result, void (*)(monty_result*)> owned(result, monty_result_free);
            return to_python(*monty_result_value(result));
          },
          "The bytecode, to be read by people.");
  m.def("run", &run_plain, nb::arg("code"));
  m.def("run", &run, nb::arg("code"), nb::kw_only(), nb::arg("inputs") = nb::none(), nb::arg("tools") = nb::none(), nb::arg("filename") = "main.py",
        nb::arg("options"), kRun);
}

}  // namespace monty_python
