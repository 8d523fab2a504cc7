// SPDX-License-Identifier: MIT
#include "host.h"

#include <atomic>
#include <chrono>
#include <thread>

#include "errors.h"
#include "values.h"

namespace monty_python {

namespace {

constexpr int kCoroutine = 0x80 | 0x100;  // CO_COROUTINE, CO_ITERABLE_COROUTINE

nb::object taken_exception() {
  nb::python_error pending;
  return nb::borrow(pending.value());
}

void answer_with(monty_answer* answer, const monty_value& value) { monty_error_free(monty_answer_value(answer, &value)); }

// Calls the function; null: an exception is pending.
nb::object call_function(nb::handle function, const monty_call& call, nb::object* types) {
  const size_t n = call.args.as.items.count, named = call.kwargs.as.items.count / 2;
  PyObject* few[9];
  std::vector<PyObject*> many;
  PyObject** args = few + 1;
  if (n + named > 8) {
    many.resize(n + named + 1);
    args = many.data() + 1;
  }
  size_t filled = 0;
  nb::object names, result;
  try {
    for (; filled < n; filled++) args[filled] = to_python(call.args.as.items.data[filled], types).release().ptr();
    if (named != 0) names = nb::steal(PyTuple_New(static_cast<Py_ssize_t>(named)));
    for (size_t i = 0; i < named; i++) {
      PyObject* name = text_to_python(call.kwargs.as.items.data[2 * i].as.text).release().ptr();
      if (PyTuple_SetItem(names.ptr(), static_cast<Py_ssize_t>(i), name) < 0) throw nb::python_error();
      args[filled] = to_python(call.kwargs.as.items.data[2 * i + 1], types).release().ptr();
      filled++;
    }
    result = nb::steal(PyObject_Vectorcall(function.ptr(), args, n | PY_VECTORCALL_ARGUMENTS_OFFSET, names.ptr()));
  } catch (nb::python_error& e) {
    e.restore();
  }
  for (size_t i = 0; i < filled; i++) Py_DECREF(args[i]);
  return result;
}

// A function that is no `async def` gave an awaitable: that is the host's mistake, told in the program.
void cannot_await(nb::handle awaitable) {
  nb::object closed = nb::steal(PyObject_CallMethod(awaitable.ptr(), "close", nullptr));  // nobody awaits it: no warning
  PyErr_Clear();
  PyErr_SetString(PyExc_TypeError, "the tool gave an awaitable, which only async def tools and run_async() may");
}

// The answer to a call: what the function gives or raises. False: the host's run is over.
template <class Give>
void answer_call(Host& host, nb::handle function, const monty_call& call, Give give) {
  Inward inward(&host.types);
  nb::object result = call_function(function, call, &host.types);
  if (result.is_valid()) {
    try {
      return give(inward.value(result));
    } catch (nb::python_error& e) {
      if (PyObject_HasAttrString(reinterpret_cast<PyObject*>(Py_TYPE(result.ptr())), "__await__"))
        cannot_await(result);
      else
        e.restore();
    }
  }
  if (!PyErr_ExceptionMatches(PyExc_Exception)) return host.escape();
  host.raised = taken_exception();
  give(inward.raised(host.raised));
}

}  // namespace

static std::atomic<bool> ending{false};
static std::thread::id ending_thread;

void wait_if_ending() {
  while (ending && std::this_thread::get_id() != ending_thread) std::this_thread::sleep_for(std::chrono::hours(1));
}

void watch_the_end(nb::module_& m) {
  m.def("_end", [] {
    ending_thread = std::this_thread::get_id();
    ending = true;
  });
  nb::module_::import_("atexit").attr("register")(m.attr("_end"));
}

bool is_coroutine_function(nb::handle function) {
  nb::object f = nb::borrow(function);
  for (int i = 0; i < 10; i++) {
    nb::object code = nb::getattr(f, "__code__", nb::none());
    if (!code.is_none()) {
      nb::object flags = nb::getattr(code, "co_flags", nb::none());
      return PyLong_Check(flags.ptr()) && (PyLong_AsLong(flags.ptr()) & kCoroutine) != 0;
    }
    // functools.partial, bound methods, objects with a __call__ of their class
    nb::object inner = nb::getattr(f, "func", nb::getattr(f, "__func__", nb::none()));
    if (inner.is_none() && !PyType_Check(f.ptr())) inner = nb::getattr(nb::handle(reinterpret_cast<PyObject*>(Py_TYPE(f.ptr()))), "__call__", nb::none());
    if (inner.is_none() || inner.is(f)) return false;
    f = inner;
  }
  return false;
}

Host::~Host() { monty_cancel_free(cancel); }

int Host::visit(visitproc visit, void* arg) {
  for (Tool* tool : tools) Py_VISIT(tool->function.ptr());
  for (nb::object* o : {&print[0], &print[1], &types, &on_progress, &os_call, &read_line, &escaped, &raised}) Py_VISIT(o->ptr());
  return 0;
}

// What is left of a session that nobody reaches cannot run any more.
void Host::clear() {
  for (Tool* tool : tools) tool->function = nb::none();
  for (nb::object* o : {&print[0], &print[1], &on_progress, &os_call, &read_line}) *o = nb::none();
  for (nb::object* o : {&types, &escaped, &raised}) *o = nb::object();
}

void Host::escape() {
  nb::object exception = taken_exception();
  if (!escaped.is_valid()) escaped = exception;
  monty_cancel_request(cancel);
}

bool Host::deliver(int stream, bool all) {
  std::string& buffer = partial[stream == 2];
  const size_t end = all ? buffer.size() : buffer.rfind('\n') + 1;
  if (end == 0) return true;
  std::string text = buffer.substr(0, end);
  buffer.erase(0, end);
  Held held(*this);
  try {
    nb::object target = print[stream == 2];
    if (target.is_none()) target = nb::module_::import_("sys").attr(stream == 2 ? "stderr" : "stdout");
    if (target.is_none()) return true;  // a program without a console
    nb::object write = nb::getattr(target, "write", nb::none());
    if (!write.is_none()) {
      write(text_to_python({text.data(), text.size()}));
      return true;
    }
    for (size_t at = 0; at < text.size();) {
      const size_t next = std::min(text.find('\n', at), text.size() - 1) + 1;
      nb::object line = text_to_python({text.data() + at, next - at});
      if (by_stream[stream == 2])
        target(stream == 2 ? "stderr" : "stdout", line);
      else
        target(line);
      at = next;
    }
    return true;
  } catch (nb::python_error& e) {
    e.restore();
    escape();
    return false;
  }
}

void Host::settle(monty_error* error) {
  deliver(1, true);
  deliver(2, true);
  if (escaped.is_valid()) {
    monty_error_free(error);
    if (!cancel_shared) monty_cancel_reset(cancel);
    throw_exception(std::exchange(escaped, nb::object()));
  }
  nb::object cause = std::exchange(raised, nb::object());
  check(error, cause);
}

bool Host::on_output(void* context, int stream, monty_text text) {
  Host& host = *static_cast<Host*>(context);
  if (text.size == 0) return host.deliver(stream, true);
  host.partial[stream == 2].append(text.data, text.size);
  return std::memchr(text.data, '\n', text.size) == nullptr || host.deliver(stream, false);
}

bool Host::on_tick(void* context) {
  Host& host = *static_cast<Host*>(context);
  Held held(host);
  try {
    if (PyErr_CheckSignals() < 0) throw nb::python_error();
    if (host.on_progress.is_none()) return true;
    monty_usage usage{};
    usage.size = sizeof usage;
    check(monty_session_usage(host.session, &usage));
    nb::object go_on = host.on_progress(usage);
    return !(go_on.is(nb::handle(Py_False)));
  } catch (nb::python_error& e) {
    e.restore();
    host.escape();
    return false;
  }
}

bool Host::is_of_handle(monty_text operation) { return std::string_view(operation.data, operation.size).starts_with("handle_"); }

// Answers by the handle's object, or by the host's os_call; false: it does not.
bool Host::answer_os(const monty_call& call, Inward& inward, monty_value* answer) {
  try {
    nb::object result;
    if (is_of_handle(call.name)) {
      result = nb::module_::import_("monty._values")
                   .attr("answer_handle")(text_to_python(call.name), to_python(call.args, &types), types.is_valid() ? types : nb::none());
    } else if (os_call.is_none()) {
      return false;
    } else {
      result = os_call(text_to_python(call.name), to_python(call.args, &types));
      if (result.is(nb::handle(Py_NotImplemented))) return false;
    }
    inward.hold(result);
    *answer = inward.value(result);
    return true;
  } catch (nb::python_error& e) {
    e.restore();
  }
  if (!PyErr_ExceptionMatches(PyExc_Exception)) return escape(), false;
  raised = taken_exception();
  *answer = inward.raised(raised);
  return true;
}

void Host::on_os_call(void* context, const monty_call* call, monty_answer* answer) {
  Host& host = *static_cast<Host*>(context);
  Held held(host);
  Inward inward(&host.types);
  monty_value value;
  if (host.answer_os(*call, inward, &value)) answer_with(answer, value);
}

void Host::on_read_line(void* context, monty_answer* answer) {
  Host& host = *static_cast<Host*>(context);
  (void)host.deliver(1, true);
  Held held(host);
  try {
    Inward inward(&host.types);
    nb::object line = host.read_line();
    if (!line.is_none()) answer_with(answer, inward.value(line));
  } catch (nb::python_error& e) {
    e.restore();
    host.escape();
  }
}

void Tool::call(void* context, const monty_call* call, monty_answer* answer) {
  Tool& tool = *static_cast<Tool*>(context);
  Held held(*tool.host);
  answer_call(*tool.host, tool.function, *call, [&](const monty_value& v) { answer_with(answer, v); });
}

void Tool::call_awaited(void* context, const monty_call* call, monty_pending* pending) {
  Tool& tool = *static_cast<Tool*>(context);
  Held held(*tool.host);
  answer_call(*tool.host, tool.function, *call, [&](const monty_value& v) { monty_error_free(monty_pending_resolve(pending, &v)); });
  monty_pending_free(pending);
}

void Tool::destroy(void* context) {
  auto* tool = static_cast<Tool*>(context);
  Held held(*tool->host);
  delete tool;
}

}  // namespace monty_python
