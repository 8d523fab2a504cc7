// SPDX-License-Identifier: MIT
// Python objects into the sandbox.
#include <nanobind/stl/string.h>

#include <cstring>
#include <string>

#include "errors.h"
#include "values.h"

namespace monty_python {

namespace {

std::string type_name(PyObject* o) {
  nb::object name = nb::steal(PyObject_GetAttrString(reinterpret_cast<PyObject*>(Py_TYPE(o)), "__name__"));
  if (!name.is_valid()) throw nb::python_error();
  return nb::cast<const char*>(name);
}

}  // namespace

monty_value Inward::value(nb::handle object) { return convert(object.ptr(), 0); }

PyObject* Inward::hold(PyObject* o) {
  if (o == nullptr) throw nb::python_error();
  held_.push_back(nb::steal(o));
  return o;
}

monty_value* Inward::array(size_t n) {
  arrays_.push_back(std::make_unique<monty_value[]>(n));
  return arrays_.back().get();
}

void Inward::enter(PyObject* o, int depth) {
  if (depth >= kMaxDepth) raise_conversion("a value nested deeper than 200 levels cannot enter the sandbox");
  for (int i = 0; i < depth; i++) {
    if (path_[i] == o) raise_conversion("a " + type_name(o) + " that contains itself cannot enter the sandbox");
  }
  path_[depth] = o;
}

monty_value Inward::text(PyObject* o) {
  Py_ssize_t size = 0;
  const char* data = PyUnicode_AsUTF8AndSize(o, &size);
  if (data != nullptr) return monty_of_text(MONTY_STR, data, static_cast<size_t>(size));
  PyErr_Clear();
  char* bytes = nullptr;
  if (PyBytes_AsStringAndSize(hold(PyUnicode_AsEncodedString(o, "utf-8", "surrogatepass")), &bytes, &size) < 0) throw nb::python_error();
  return monty_of_text(MONTY_STR, bytes, static_cast<size_t>(size));
}

// In hexadecimal: no quadratic work, and no sys.set_int_max_str_digits().
monty_value Inward::big_int(PyObject* o) {
  Py_ssize_t size = 0;
  const char* digits = PyUnicode_AsUTF8AndSize(hold(PyNumber_ToBase(o, 16)), &size);
  if (digits == nullptr) throw nb::python_error();
  return monty_of_text(MONTY_BIG_INT, digits, static_cast<size_t>(size));
}

monty_value Inward::sequence(monty_kind kind, PyObject* o, int depth) {
  enter(o, depth);
  const bool list = kind == MONTY_LIST;
  const Py_ssize_t n = list ? PyList_Size(o) : PyTuple_Size(o);
  if (n < 0) throw nb::python_error();
  monty_value* items = array(static_cast<size_t>(n));
  for (Py_ssize_t i = 0; i < n; i++) {
    PyObject* item = list ? PyList_GetItem(o, i) : PyTuple_GetItem(o, i);
    if (item == nullptr) throw nb::python_error();
    items[i] = convert(item, depth + 1);
  }
  return monty_of_items(kind, items, static_cast<size_t>(n));
}

monty_value Inward::set(monty_kind kind, PyObject* o, int depth) {
  enter(o, depth);
  const Py_ssize_t n = PySet_Size(o);
  if (n < 0) throw nb::python_error();
  monty_value* items = array(static_cast<size_t>(n));
  PyObject* iterator = hold(PyObject_GetIter(o));
  for (Py_ssize_t i = 0; i < n; i++) items[i] = convert(hold(PyIter_Next(iterator)), depth + 1);
  return monty_of_items(kind, items, static_cast<size_t>(n));
}

monty_value Inward::dict(PyObject* o, int depth) {
  enter(o, depth);
  const size_t n = static_cast<size_t>(PyDict_Size(o));
  monty_value* items = array(2 * n);
  PyObject *key = nullptr, *item = nullptr;
  Py_ssize_t at = 0;
  size_t i = 0;
  while (i < n && PyDict_Next(o, &at, &key, &item)) {
    items[2 * i] = convert(key, depth + 1);
    items[2 * i + 1] = convert(item, depth + 1);
    i++;
  }
  return monty_of_items(MONTY_DICT, items, 2 * i);
}

const char* Inward::held_text(PyObject* o) {
  const char* data = PyUnicode_AsUTF8AndSize(hold(o), nullptr);
  if (data == nullptr) throw nb::python_error();
  return data;
}

// By what it consists of (monty/_values.py).
monty_value Inward::object(PyObject* o, int depth) {
  enter(o, depth);
  nb::tuple parts = nb::cast<nb::tuple>(nb::module_::import_("monty._values").attr("parts")(nb::handle(o), remembered(types_)));
  nb::object kind = parts[0], fields = parts[1];
  held_.push_back(fields);
  monty_value v = dict(fields.ptr(), depth + 1);
  v.kind = nb::len(parts) == 3 ? MONTY_OPAQUE : MONTY_OBJECT;
  v.type_name = held_text(kind.release().ptr());
  return v;
}

monty_value Inward::convert(PyObject* o, int depth) {
  if (o == Py_None) return monty_none();
  if (o == Py_True || o == Py_False) return monty_bool(o == Py_True);
  if (PyLong_Check(o)) {
    int overflow = 0;
    const long long n = PyLong_AsLongLongAndOverflow(o, &overflow);
    if (overflow != 0) return big_int(o);
    if (n == -1 && PyErr_Occurred()) throw nb::python_error();
    return monty_int(n);
  }
  if (PyUnicode_Check(o)) return text(o);
  if (PyFloat_Check(o)) return monty_float(PyFloat_AsDouble(o));
  if (PyList_Check(o)) return sequence(MONTY_LIST, o, depth);
  if (PyDict_Check(o)) return dict(o, depth);
  if (PyTuple_Check(o)) {
    monty_value v = sequence(MONTY_TUPLE, o, depth);
    if (!PyTuple_CheckExact(o)) {
      nb::object signature = nb::module_::import_("monty._values").attr("named_tuple")(nb::handle(o), remembered(types_));
      if (nb::len(signature) != 0) v.type_name = held_text(signature.release().ptr());
    }
    return v;
  }
  if (PyBytes_Check(o)) return monty_bytes(PyBytes_AsString(o), static_cast<size_t>(PyBytes_Size(o)));
  if (PyByteArray_Check(o)) return monty_bytes(PyByteArray_AsString(o), static_cast<size_t>(PyByteArray_Size(o)));
  if (PyFrozenSet_Check(o)) return set(MONTY_FROZENSET, o, depth);
  if (PySet_Check(o)) return set(MONTY_SET, o, depth);
  if (o == Py_Ellipsis) return monty_ellipsis();
  return object(o, depth);
}

// The nearest builtin class of the exception's own; one that is no more than an Exception is told by its name.
monty_value Inward::raised(nb::handle exception) {
  PyObject* bases = PyObject_GetAttrString(reinterpret_cast<PyObject*>(Py_TYPE(exception.ptr())), "__mro__");
  const char* found = "Exception";
  std::string first;
  const Py_ssize_t n = bases == nullptr ? 0 : PyTuple_Size(bases);
  for (Py_ssize_t i = 0; i < n; i++) {
    PyObject* type = PyTuple_GetItem(bases, i);
    nb::object name = nb::steal(PyObject_GetAttrString(type, "__name__"));
    nb::object module = nb::steal(PyObject_GetAttrString(type, "__module__"));
    if (!name.is_valid() || !module.is_valid()) break;
    if (first.empty()) first = nb::cast<const char*>(name);
    if (PyUnicode_Check(module.ptr()) && PyUnicode_CompareWithASCIIString(module.ptr(), "builtins") == 0) {
      const std::string_view title = nb::cast<const char*>(name);
      const bool of_parts = title.ends_with("ExceptionGroup") || (title.starts_with("Unicode") && title != "UnicodeError");
      if (of_parts) continue;  // a message alone makes none
      if (title != "BaseException") found = title.data();
      held_.push_back(name);
      break;
    }
  }
  Py_XDECREF(bases);
  if (first == "ProgramException") first = nb::cast<std::string>(nb::getattr(exception, "type_name", nb::str(first.c_str())));
  monty_value message = monty_str("");
  nb::object str = nb::steal(PyObject_Str(exception.ptr()));
  PyErr_Clear();
  if (str.is_valid()) {
    const bool plain = first == found || std::strcmp(found, "Exception") != 0;
    if (!plain) {
      str = nb::len(str) == 0 ? nb::str(first.c_str()) : nb::str("{}: {}").format(first.c_str(), str);
      found = "RuntimeError";
    }
    held_.push_back(str);
    message = text(str.ptr());
  }
  message.kind = MONTY_RAISE;
  message.type_name = found;
  return message;
}

}  // namespace monty_python
