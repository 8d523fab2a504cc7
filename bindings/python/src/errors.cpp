// SPDX-License-Identifier: MIT
#include "errors.h"

#include <memory>

#include "values.h"

namespace monty_python {

nb::object error_class(const char* name) { return nb::module_::import_("monty.errors").attr(name); }

void throw_exception(nb::handle exception) {
  PyErr_SetObject(reinterpret_cast<PyObject*>(Py_TYPE(exception.ptr())), exception.ptr());
  throw nb::python_error();
}

void raise_error(const char* type, const std::string& message) { throw_exception(error_class(type)(message.c_str())); }
void raise_conversion(const std::string& message) { raise_error("MontyConversionError", message); }

nb::object exception_of(monty_error* given, nb::handle cause) {
  const std::unique_ptr<monty_error, ErrorFree> error(given);
  nb::list frames;
  for (size_t i = 0; i < error->frame_count; i++) {
    const monty_frame& f = error->frames[i];
    frames.append(nb::make_tuple(text_to_python(f.file), f.line, text_to_python(f.function)));
  }
  return error_class("_from_library")(static_cast<int>(error->kind), static_cast<int>(error->limit), text_to_python(error->type),
                                      text_to_python(error->message), text_to_python(error->traceback), frames, error->incomplete,
                                      error->exited ? nb::cast(error->exit_status) : nb::none(), cause.is_valid() ? nb::borrow(cause) : nb::none());
}

void check(monty_error* error, nb::handle cause) {
  if (error != nullptr) throw_exception(exception_of(error, cause));
}

}  // namespace monty_python
