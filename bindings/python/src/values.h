// SPDX-License-Identifier: MIT
// Values across the boundary. Inwards a tree of monty_value over the texts of the Python objects themselves; outwards
// new objects. Both with the GIL held.
#pragma once

#include <monty/monty.h>
#include <nanobind/nanobind.h>

#include <memory>
#include <vector>

namespace monty_python {

namespace nb = nanobind;

// Carries a value inwards. What it gives points into the Python objects and into itself: use it before either goes.
class Inward {
 public:
  // `types`: a dict, made when it is needed, in which classes that went in are remembered by name; or null.
  explicit Inward(nb::object* types = nullptr) : types_(types) {}
  // Throws nb::python_error: a MontyConversionError that says what does not cross.
  monty_value value(nb::handle object);
  // An exception as the answer to a call. Never fails.
  monty_value raised(nb::handle exception);

  // Keeps an object for as long as this lives.
  void hold(nb::object object) { held_.push_back(std::move(object)); }

 private:
  static constexpr int kMaxDepth = 200;
  monty_value convert(PyObject* o, int depth);
  monty_value text(PyObject* o);
  monty_value big_int(PyObject* o);
  monty_value sequence(monty_kind kind, PyObject* o, int depth);
  monty_value set(monty_kind kind, PyObject* o, int depth);
  monty_value dict(PyObject* o, int depth);
  monty_value object(PyObject* o, int depth);
  const char* held_text(PyObject* o);
  monty_value* array(size_t n);
  void enter(PyObject* o, int depth);
  PyObject* hold(PyObject* o);  // steals; throws for null

  std::vector<std::unique_ptr<monty_value[]>> arrays_;
  std::vector<nb::object> held_;
  nb::object* types_;
  PyObject* path_[kMaxDepth];
};

// A new object. `types`: as of Inward. Throws nb::python_error.
nb::object to_python(const monty_value& v, nb::object* types = nullptr);
// The dict that `types` refers to, made when there is none; None for null.
nb::object remembered(nb::object* types);
// A text of the library's: UTF-8, lone surrogates included.
nb::object text_to_python(monty_text text);

}  // namespace monty_python
