// SPDX-License-Identifier: MIT
// The extension monty._monty: limits, usage and cancellation here, the rest file by file. What it is good for is told
// in the Python layer around it (bindings/python/monty).
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>

#include "errors.h"
#include "sandbox.h"
#include "values.h"

namespace monty_python {

namespace {

nb::object limit(auto value) { return value == 0 ? nb::none() : nb::cast(value); }

template <class T>
T checked_limit(std::optional<T> value, const char* name) {
  if (value && !(*value > 0)) {
    PyErr_Format(PyExc_ValueError, "%s must be more than 0 (None: no limit)", name);
    throw nb::python_error();
  }
  return value.value_or(0);
}

void bind_limits(nb::module_& m) {
  nb::class_<Limits>(m, "Limits", "What a run may use. None: no limit (of depth: a million frames).")
      .def(
          "__init__",
          [](Limits* self, std::optional<int64_t> memory, std::optional<double> seconds, std::optional<int64_t> instructions, std::optional<int32_t> depth,
             std::optional<int64_t> output) {
            new (self) Limits{static_cast<uint64_t>(checked_limit(memory, "memory")), static_cast<uint64_t>(checked_limit(instructions, "instructions")),
                              static_cast<uint64_t>(checked_limit(output, "output")), checked_limit(seconds, "seconds"), checked_limit(depth, "depth")};
          },
          nb::kw_only(), nb::arg("memory") = nb::none(), nb::arg("seconds") = nb::none(), nb::arg("instructions") = nb::none(), nb::arg("depth") = nb::none(),
          nb::arg("output") = nb::none())
      .def_prop_ro(
          "memory", [](const Limits& l) { return limit(l.memory); }, "Bytes of objects, buffers and frames.")
      .def_prop_ro(
          "seconds", [](const Limits& l) { return limit(l.seconds); }, "Of each run; time inside tools does not count.")
      .def_prop_ro(
          "instructions", [](const Limits& l) { return limit(l.instructions); }, "Of each run, about one for each bytecode instruction.")
      .def_prop_ro(
          "depth", [](const Limits& l) { return limit(l.depth); }, "Frames.")
      .def_prop_ro(
          "output", [](const Limits& l) { return limit(l.output); }, "Bytes that each run prints.")
      .def("__eq__",
           [](const Limits& a, nb::handle b) {
             if (!nb::isinstance<Limits>(b)) return false;
             const Limits& o = nb::cast<const Limits&>(b);
             return a.memory == o.memory && a.seconds == o.seconds && a.instructions == o.instructions && a.depth == o.depth && a.output == o.output;
           })
      .def("__repr__", [](const Limits& l) {
        nb::list parts;
        auto part = [&](const char* name, nb::object value) {
          if (!value.is_none()) parts.append(nb::str("{}={!r}").format(name, value));
        };
        part("memory", limit(l.memory));
        part("seconds", limit(l.seconds));
        part("instructions", limit(l.instructions));
        part("depth", limit(l.depth));
        part("output", limit(l.output));
        return nb::str("Limits({})").format(nb::str(", ").attr("join")(parts));
      });
}

void bind_usage(nb::module_& m) {
  nb::class_<monty_usage>(m, "Usage", "What a session has used so far.")
      .def_ro("memory", &monty_usage::memory, "Bytes now.")
      .def_ro("peak_memory", &monty_usage::peak_memory, "Bytes at most.")
      .def_ro("allocations", &monty_usage::allocations, "Objects made.")
      .def_ro("collections", &monty_usage::collections, "Garbage collections.")
      .def_ro("instructions", &monty_usage::instructions, "About one for each bytecode instruction.")
      .def_ro("output", &monty_usage::output, "Bytes printed.")
      .def_ro("calls", &monty_usage::calls, "Calls of tools.")
      .def_ro("seconds", &monty_usage::seconds, "In all runs, without the host's.")
      .def_ro("host_seconds", &monty_usage::host_seconds, "In tools, and waiting for them.")
      .def("__repr__", [](const monty_usage& u) {
        return nb::str(
                   "Usage(memory={}, peak_memory={}, instructions={}, calls={}, output={}, seconds={:.6f}, "
                   "host_seconds={:.6f})")
            .format(u.memory, u.peak_memory, u.instructions, u.calls, u.output, u.seconds, u.host_seconds);
      });
}

void bind_cancel(nb::module_& m) {
  nb::class_<Cancel>(m, "Cancel", "Stops the runs that it was given to, from any thread.")
      .def(nb::init<>())
      .def(
          "cancel", [](Cancel& c) { monty_cancel_request(c.token); }, "Stop: the runs raise MontyCancelledError.")
      .def(
          "reset", [](Cancel& c) { monty_cancel_reset(c.token); }, "Runs may begin again.")
      .def_prop_ro(
          "cancelled", [](const Cancel& c) { return monty_cancel_requested(c.token); }, "Whether cancel() was called.")
      .def("__repr__", [](const Cancel& c) { return monty_cancel_requested(c.token) ? "Cancel(cancelled)" : "Cancel()"; });
}

}  // namespace

}  // namespace monty_python

NB_MODULE(_monty, m) {
  using namespace monty_python;
  nb::set_leak_warnings(false);
  m.doc() = "The extension of the package monty.";
  m.attr("__version__") = monty_version();
  watch_the_end(m);
  bind_limits(m);
  bind_usage(m);
  bind_cancel(m);
  bind_policy(m);
  bind_program(m);
  bind_sandbox(m);
  bind_wire(m);
}
