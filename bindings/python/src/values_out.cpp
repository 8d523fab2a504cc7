// SPDX-License-Identifier: MIT
// Values of the sandbox as Python objects.
#include <algorithm>
#include <string>

#include "errors.h"
#include "values.h"

namespace monty_python {

namespace {

nb::object checked(PyObject* o) {
  if (o == nullptr) throw nb::python_error();
  return nb::steal(o);
}

// CPython reads at most sys.get_int_max_str_digits() digits at once.
nb::object big_int(std::string_view digits) {
  constexpr size_t kChunk = 600;  // the least that the limit can be is 640
  const bool negative = digits.starts_with('-');
  if (negative) digits.remove_prefix(1);
  auto chunk = [](std::string_view part) { return checked(PyLong_FromString(std::string(part).c_str(), nullptr, 10)); };
  auto power = [](size_t n) { return checked(PyNumber_Power(nb::int_(10).ptr(), nb::int_(n).ptr(), Py_None)); };
  // Halves, so that the work is that of a few long multiplications.
  auto join = [&](auto& self, std::string_view part) -> nb::object {
    if (part.size() <= kChunk) return chunk(part);
    const size_t low = part.size() / 2;
    nb::object high = checked(PyNumber_Multiply(self(self, part.substr(0, part.size() - low)).ptr(), power(low).ptr()));
    return checked(PyNumber_Add(high.ptr(), self(self, part.substr(part.size() - low)).ptr()));
  };
  nb::object n = join(join, digits);
  return negative ? checked(PyNumber_Negative(n.ptr())) : n;
}

nb::object sequence(const monty_value& v, nb::object* types) {
  const auto n = static_cast<Py_ssize_t>(v.as.items.count);
  const bool list = v.kind == MONTY_LIST;
  nb::object out = checked(list ? PyList_New(n) : PyTuple_New(n));
  for (Py_ssize_t i = 0; i < n; i++) {
    PyObject* item = to_python(v.as.items.data[i], types).release().ptr();
    if ((list ? PyList_SetItem(out.ptr(), i, item) : PyTuple_SetItem(out.ptr(), i, item)) < 0) throw nb::python_error();
  }
  return out;
}

nb::object values(const char* function) { return nb::module_::import_("monty._values").attr(function); }
nb::object or_none(nb::object* types) { return types != nullptr && types->is_valid() ? *types : nb::none(); }

// A key of the program's that is none here.
[[noreturn]] void cannot_hash(nb::handle key) {
  if (!PyErr_ExceptionMatches(PyExc_TypeError)) throw nb::python_error();
  PyErr_Clear();
  raise_conversion(nb::cast<std::string>(nb::str("as a key {!r} cannot leave the sandbox: the host cannot hash it").format(key)));
}

nb::object dict(const monty_value& v, nb::object* types) {
  nb::object out = checked(PyDict_New());
  for (size_t i = 0; i + 1 < v.as.items.count; i += 2) {
    nb::object key = to_python(v.as.items.data[i], types), item = to_python(v.as.items.data[i + 1], types);
    if (PyDict_SetItem(out.ptr(), key.ptr(), item.ptr()) < 0) cannot_hash(key);
  }
  return out;
}

nb::object set(const monty_value& v, nb::object* types) {
  nb::object out = checked(v.kind == MONTY_SET ? PySet_New(nullptr) : PyFrozenSet_New(nullptr));
  for (size_t i = 0; i < v.as.items.count; i++) {
    nb::object item = to_python(v.as.items.data[i], types);
    if (PySet_Add(out.ptr(), item.ptr()) < 0) cannot_hash(item);
  }
  return out;
}

}  // namespace

nb::object remembered(nb::object* types) {
  if (types == nullptr) return nb::none();
  if (!types->is_valid()) *types = nb::dict();
  return *types;
}

nb::object text_to_python(monty_text text) {
  PyObject* o = PyUnicode_FromStringAndSize(text.data, static_cast<Py_ssize_t>(text.size));
  if (o != nullptr) return nb::steal(o);
  PyErr_Clear();
  return checked(PyUnicode_Decode(text.data, static_cast<Py_ssize_t>(text.size), "utf-8", "surrogatepass"));
}

nb::object to_python(const monty_value& v, nb::object* types) {
  switch (v.kind) {
    case MONTY_BOOL: return nb::bool_(v.as.integer != 0);
    case MONTY_INT: return checked(PyLong_FromLongLong(v.as.integer));
    case MONTY_BIG_INT: return big_int({v.as.text.data, v.as.text.size});
    case MONTY_FLOAT: return checked(PyFloat_FromDouble(v.as.number));
    case MONTY_STR: return text_to_python(v.as.text);
    case MONTY_BYTES: return checked(PyBytes_FromStringAndSize(v.as.text.data, static_cast<Py_ssize_t>(v.as.text.size)));
    case MONTY_ELLIPSIS: return nb::borrow(Py_Ellipsis);
    case MONTY_LIST: return sequence(v, types);
    case MONTY_TUPLE: {
      nb::object items = sequence(v, types);
      return v.type_name == nullptr ? items : values("build_tuple")(v.type_name, items, or_none(types));
    }
    case MONTY_SET:
    case MONTY_FROZENSET: return set(v, types);
    case MONTY_DICT: return dict(v, types);
    case MONTY_OBJECT: return values("build")(v.type_name, dict(v, types), or_none(types), (v.flags & MONTY_FROZEN) != 0);
    case MONTY_OPAQUE: {
      nb::object opaque = nb::module_::import_("monty.objects").attr("Opaque");
      const monty_value* items = v.as.items.data;
      if (v.as.items.count < 2) return opaque(v.type_name, v.as.items.count == 0 ? nb::str("") : to_python(items[0], types));
      return opaque(v.type_name, to_python(items[0], types), to_python(items[1], types), remembered(types));
    }
    default: return nb::none();
  }
}

}  // namespace monty_python
