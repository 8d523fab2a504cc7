// SPDX-License-Identifier: MIT
// Messages to and from worker processes (worker/wire.h), as Python objects.
#include <nanobind/stl/string.h>

#include <atomic>
#include <deque>
#include <mutex>

#include "../worker/machine.h"

#include "errors.h"
#include "sandbox.h"
#include "values.h"

namespace monty_python {

namespace {

// The class of the package that holds a coded value.
nb::object find_coded() { return nb::module_::import_("monty.compat._coding").attr("Coded"); }

class Encoder {
 public:
  explicit Encoder(std::string* out) : w_(out) {}

  void value(PyObject* o, int depth) {
    if (depth > 210) throw nb::value_error("a value nested deeper than 200 levels cannot enter the sandbox");
    PyTypeObject* type = Py_TYPE(o);
    if (o == Py_None) return w_.tag('N');
    if (o == Py_True || o == Py_False) return w_.boolean(o == Py_True);
    if (type == &PyLong_Type) return integer(o);
    if (type == &PyUnicode_Type) return text(o);
    if (type == &PyFloat_Type) return w_.number(PyFloat_AsDouble(o));
    if (type == &PyBytes_Type) return w_.sized('b', {PyBytes_AsString(o), static_cast<size_t>(PyBytes_Size(o))});
    if (type == &PyList_Type) {
      const Py_ssize_t n = PyList_Size(o);
      w_.many('l', static_cast<size_t>(n));
      for (Py_ssize_t i = 0; i < n; i++) value(PyList_GetItem(o, i), depth + 1);
      return;
    }
    if (type == &PyTuple_Type) {
      const Py_ssize_t n = PyTuple_Size(o);
      w_.many('t', static_cast<size_t>(n));
      for (Py_ssize_t i = 0; i < n; i++) value(PyTuple_GetItem(o, i), depth + 1);
      return;
    }
    if (type == &PyDict_Type) {
      w_.many('D', 2 * static_cast<size_t>(PyDict_Size(o)));
      PyObject *key = nullptr, *item = nullptr;
      for (Py_ssize_t at = 0; PyDict_Next(o, &at, &key, &item);) {
        value(key, depth + 1);
        value(item, depth + 1);
      }
      return;
    }
    if (type == &PySet_Type || type == &PyFrozenSet_Type) {
      w_.many(type == &PySet_Type ? 'S' : 'Z', static_cast<size_t>(PySet_Size(o)));
      for (nb::handle item : nb::borrow(o)) value(item.ptr(), depth + 1);
      return;
    }
    if (o == Py_Ellipsis) return w_.tag('E');
    if (!coded_.is_valid()) coded_ = find_coded();
    if (reinterpret_cast<PyObject*>(type) == coded_.ptr()) {
      w_.tag('C');
      nb::object plain = nb::borrow(o).attr("plain");
      return value(plain.ptr(), depth + 1);
    }
    throw nb::type_error("no plain form");
  }

 private:
  void integer(PyObject* o) {
    int overflow = 0;
    const long long n = PyLong_AsLongLongAndOverflow(o, &overflow);
    if (overflow == 0) return w_.integer(n);
    nb::object digits = nb::steal(PyNumber_ToBase(o, 16));
    Py_ssize_t size = 0;
    const char* data = PyUnicode_AsUTF8AndSize(digits.ptr(), &size);
    if (data == nullptr) throw nb::python_error();
    w_.sized('I', {data, static_cast<size_t>(size)});
  }
  void text(PyObject* o) {
    Py_ssize_t size = 0;
    const char* data = PyUnicode_AsUTF8AndSize(o, &size);
    if (data != nullptr) return w_.text(std::string_view(data, static_cast<size_t>(size)));
    PyErr_Clear();
    nb::object bytes = nb::steal(PyUnicode_AsEncodedString(o, "utf-8", "surrogatepass"));
    if (!bytes.is_valid()) throw nb::python_error();
    w_.text(std::string_view(PyBytes_AsString(bytes.ptr()), static_cast<size_t>(PyBytes_Size(bytes.ptr()))));
  }
  monty_wire::Writer w_;
  nb::object coded_;
};

// As to_python(), with coded values as Coded(plain).
nb::object decoded(const monty_value& v) {
  if (v.kind == MONTY_CODED) return find_coded()(to_python(v.as.items.data[0]));
  if (v.kind == MONTY_TUPLE || v.kind == MONTY_LIST || v.kind == MONTY_DICT) {
    bool coded = false;
    for (size_t i = 0; i < v.as.items.count && !coded; i++) {
      const monty_kind kind = v.as.items.data[i].kind;
      coded = kind == MONTY_CODED || kind == MONTY_TUPLE || kind == MONTY_LIST || kind == MONTY_DICT;
    }
    if (coded && v.kind == MONTY_DICT) {
      nb::dict out;
      for (size_t i = 0; i + 1 < v.as.items.count; i += 2) out[to_python(v.as.items.data[i])] = decoded(v.as.items.data[i + 1]);
      return out;
    }
    if (coded) {
      nb::list out;
      for (size_t i = 0; i < v.as.items.count; i++) out.append(decoded(v.as.items.data[i]));
      return v.kind == MONTY_LIST ? nb::object(out) : nb::object(nb::tuple(out));
    }
  }
  return to_python(v);
}

nb::bytes encode(nb::handle object) {
  std::string out;
  Encoder(&out).value(object.ptr(), 0);
  return nb::bytes(out.data(), out.size());
}

nb::object decode(nb::bytes message) {
  monty_wire::Reader reader;
  monty_value v;
  if (!reader.read({message.c_str(), message.size()}, &v)) throw nb::value_error("not a message");
  return decoded(v);
}

bool send_bytes(monty_wire::Channel& channel, nb::bytes message) {
  const std::string_view view(message.c_str(), message.size());
  nb::gil_scoped_release released;
  return channel.send(view);
}

// The next message; None: the other side is gone; False: nothing came for `seconds` (negative: no limit).
nb::object receive_value(monty_wire::Channel& channel, double seconds) {
  std::string message;
  bool there = false, late = false;
  {
    nb::gil_scoped_release released;
    late = seconds >= 0 && !channel.wait(seconds);
    if (!late) there = channel.receive(&message);
  }
  if (late) return nb::bool_(false);
  if (!there) return nb::none();
  monty_wire::Reader reader;
  monty_value v;
  if (!reader.read(message, &v)) return nb::none();
  return decoded(v);
}

// A worker without a process: answers in the thread that sends.
class Inside {
 public:
  Inside() : machine_([this](std::string_view message) { return answers_.emplace_back(message), !stopped_.load(std::memory_order_relaxed); }, 0) {}
  // False: it was stopped.
  bool send(nb::bytes message) {
    const std::string_view view(message.c_str(), message.size());
    nb::gil_scoped_release released;
    const std::lock_guard<std::mutex> one(busy_);
    return !stopped_.load(std::memory_order_relaxed) && machine_.handle(view);
  }
  nb::object receive(double) {
    std::string message;
    bool there = false;
    {
      nb::gil_scoped_release released;
      const std::lock_guard<std::mutex> one(busy_);
      there = !answers_.empty();
      if (there) message = std::move(answers_.front());
      if (there) answers_.pop_front();
    }
    monty_wire::Reader reader;
    monty_value v;
    return there && reader.read(message, &v) ? decoded(v) : nb::none();
  }
  // What runs ends soon.
  void stop() {
    stopped_.store(true, std::memory_order_relaxed);
    machine_.stop();
  }
  bool wait(double) { return true; }

 private:
  std::mutex busy_;
  std::atomic<bool> stopped_{false};
  std::deque<std::string> answers_;
  monty_worker::Machine machine_;
};

// What a policy answers to a question about files; None: nothing. OSError with its errno.
nb::object ask_policy(Policy& policy, const std::string& name, nb::tuple args) {
  Inward inward;
  const monty_value given = inward.value(args);
  monty_call question{};
  question.name = {name.data(), name.size()};
  question.args = given;
  question.kwargs = monty_of_items(MONTY_DICT, nullptr, 0);
  monty_result* out = nullptr;
  if (monty_error* error = monty_os_policy_ask(policy.policy, &question, &out)) {
    const int code = error->exit_status;
    const std::string message(error->message.data, error->message.size);
    monty_error_free(error);
    PyErr_SetObject(PyExc_OSError, nb::make_tuple(code, message).ptr());
    throw nb::python_error();
  }
  nb::object value = to_python(*monty_result_value(out));
  monty_result_free(out);
  return value;
}

// (number of errors, the findings as text). `modules`: rows (file name, stub text).
nb::tuple check_types(const std::string& source, const std::string& filename, const std::string& stubs, const std::string& earlier, nb::list modules,
                      int format, bool color, const char* stubs_filename) {
  std::vector<std::string> texts;
  for (nb::handle row : modules) {
    texts.push_back(nb::cast<std::string>(row[0]));
    texts.push_back(nb::cast<std::string>(row[1]));
  }
  std::vector<monty_check_module> rows;
  for (size_t i = 0; i < texts.size(); i += 2) rows.push_back({texts[i].c_str(), {texts[i + 1].data(), texts[i + 1].size()}});
  monty_check_options options{};
  options.size = sizeof options;
  options.filename = filename.c_str();
  options.stubs = {stubs.data(), stubs.size()};
  options.stubs_filename = stubs_filename;
  options.earlier = {earlier.data(), earlier.size()};
  options.modules = rows.data();
  options.module_count = rows.size();
  options.format = static_cast<monty_check_format>(format);
  options.color = color;
  monty_findings* found = nullptr;
  monty_error* error = nullptr;
  {
    nb::gil_scoped_release released;
    error = monty_check(source.data(), source.size(), &options, &found);
  }
  check(error);
  nb::tuple out = nb::make_tuple(found->errors, text_to_python(found->text));
  monty_findings_free(found);
  return out;
}

}  // namespace

void bind_wire(nb::module_& m) {
  m.def("encode", &encode, nb::arg("object").none());
  m.def("ask_policy", &ask_policy, nb::arg("policy"), nb::arg("name"), nb::arg("args"));
  m.def("check_types", &check_types, nb::arg("source"), nb::arg("filename"), nb::arg("stubs"), nb::arg("earlier"), nb::arg("modules"), nb::arg("format"),
        nb::arg("color"), nb::arg("stubs_filename") = "repl_type_stubs.pyi");
  m.def("check_available", &monty_check_available);
  m.def("decode", &decode, nb::arg("message"));
  nb::class_<Inside>(m, "Inside")
      .def(nb::init<>())
      .def("send", &Inside::send, nb::arg("message"))
      .def("receive", &Inside::receive, nb::arg("seconds") = -1.0)
      .def("stop", &Inside::stop)
      .def("wait", &Inside::wait, nb::arg("seconds"));
  nb::class_<monty_wire::Channel>(m, "Channel")
      .def(nb::init<int>(), nb::arg("fd"))
      .def("send", &send_bytes, nb::arg("message"))
      .def("receive", &receive_value, nb::arg("seconds") = -1.0)
      .def("wait", &monty_wire::Channel::wait, nb::arg("seconds"));
}

}  // namespace monty_python
