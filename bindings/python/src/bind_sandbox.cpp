// SPDX-License-Identifier: MIT
// Sandbox as Python sees it: what Session, Snapshot and the async forms are made of. Not public.
#include <nanobind/stl/string.h>

#include "sandbox.h"

namespace monty_python {

namespace {

int traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  return nb::inst_ready(self) ? nb::inst_ptr<Sandbox>(self)->host().visit(visit, arg) : 0;
}

int clear(PyObject* self) {
  if (nb::inst_ready(self)) nb::inst_ptr<Sandbox>(self)->host().clear();
  return 0;
}

PyType_Slot slots[] = {{Py_tp_traverse, reinterpret_cast<void*>(traverse)}, {Py_tp_clear, reinterpret_cast<void*>(clear)}, {0, nullptr}};

}  // namespace

void bind_sandbox(nb::module_& m) {
  using S = Sandbox;
  using How = S::How;
  nb::class_<S>(m, "Sandbox", "One session of the library.", nb::is_weak_referenceable(), nb::type_slots(slots))
      .def(
          "__init__",
          [](S* self, nb::object dump, nb::bytes key, nb::kwargs options) {
            if (dump.is_none())
              new (self) S(Options::of(options));
            else
              new (self) S(Options::of(options), nb::cast<nb::bytes>(dump), key);
          },
          nb::kw_only(), nb::arg("dump") = nb::none(), nb::arg("key") = nb::bytes(""), nb::arg("options"))
      .def(
          "define", [](S& s, const char* name, nb::handle function, bool awaited) { s.offer(How::Define, name, function, awaited); }, nb::arg("name"),
          nb::arg("function"), nb::arg("awaited") = false)
      .def(
          "grant", [](S& s, const char* name, nb::handle function, bool awaited) { s.offer(How::Grant, name, function, awaited); }, nb::arg("name"),
          nb::arg("function"), nb::arg("awaited") = false)
      .def(
          "declare", [](S& s, const char* name, bool awaited) { s.declare(How::Define, name, awaited); }, nb::arg("name"), nb::arg("awaited") = false)
      .def(
          "grant_declared", [](S& s, const char* name) { s.declare(How::Grant, name, false); }, nb::arg("name"))
      .def("set", &S::set, nb::arg("name"), nb::arg("value").none())
      .def("get", &S::get, nb::arg("name"))
      .def("run", &S::run, nb::arg("program"))
      .def("start", &S::start, nb::arg("program"))
      .def("resume", &S::resume, nb::arg("value").none())
      .def("resume_error", &S::resume_error, nb::arg("exception"))
      .def("resume_future", &S::resume_future)
      .def("resume_declared", &S::resume_declared, nb::arg("awaited"))
      .def("resume_refused", &S::resume_refused)
      .def("settle", &S::settle, nb::arg("rows"), nb::arg("waited") = -1.0)
      .def_prop_ro("types", &S::types)
      .def_prop_ro("steps", &S::steps)
      .def("progress", &S::progress)
      .def("result", &S::result)
      .def("dump", &S::dump, nb::arg("key") = nb::bytes(""))
      .def("usage", &S::usage)
      .def("set_limits", &S::set_limits, nb::arg("limits").none())
      .def("cancel", &S::cancel)
      .def("uncancel", &S::uncancel);
  m.def("inspect", &inspect, nb::arg("dump"));
  m.def("is_coroutine_function", &is_coroutine_function, nb::arg("function").none());
}

}  // namespace monty_python
