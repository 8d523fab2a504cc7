// SPDX-License-Identifier: MIT
// Policy: what the operating system says to programs.
#include <nanobind/stl/optional.h>
#include <nanobind/stl/string.h>

#include "errors.h"
#include "sandbox.h"
#include "values.h"

namespace monty_python {

namespace {

nb::object taken(monty_error* error, monty_result* result) {
  std::unique_ptr<monty_result, void (*)(monty_result*)> owned(result, monty_result_free);
  check(error);
  return to_python(*monty_result_value(result));
}

monty_mount_mode mode_of(const std::string& mode) {
  if (mode == "ro") return MONTY_MOUNT_READ_ONLY;
  if (mode == "rw") return MONTY_MOUNT_READ_WRITE;
  if (mode == "cow") return MONTY_MOUNT_COPY_ON_WRITE;
  throw nb::value_error("a mount's mode is 'ro', 'rw' or 'cow'");
}

}  // namespace

void bind_policy(nb::module_& m) {
  using P = Policy;
  nb::class_<P>(m, "Policy",
                "Answers programs' questions about clock, random numbers, environment and files. A new one answers none.\n\n"
                "Each method returns the policy, so that they chain. Any number of sessions may share one; they see the same "
                "files.")
      .def(nb::init<>())
      .def(
          "real_clock",
          [](P& p) -> P& {
            check(monty_os_policy_set_clock(p.policy, MONTY_CLOCK_REAL, 0));
            return p;
          },
          nb::rv_policy::none, "The clock of the host.")
      .def(
          "fixed_clock",
          [](P& p, double seconds) -> P& {
            check(monty_os_policy_set_clock(p.policy, MONTY_CLOCK_FIXED, seconds));
            return p;
          },
          nb::arg("seconds"), nb::rv_policy::none, "A clock that stands at so many seconds since 1970; sleeping moves it on, at once.")
      .def(
          "real_random",
          [](P& p) -> P& {
            check(monty_os_policy_set_entropy(p.policy, MONTY_ENTROPY_REAL, 0));
            return p;
          },
          nb::rv_policy::none, "Random bytes of the host.")
      .def(
          "seed",
          [](P& p, uint64_t seed) -> P& {
            check(monty_os_policy_set_entropy(p.policy, MONTY_ENTROPY_SEED, seed));
            return p;
          },
          nb::arg("seed"), nb::rv_policy::none, "The same random numbers in each run.")
      .def(
          "variable",
          [](P& p, const char* name, const char* value) -> P& {
            check(monty_os_policy_set_variable(p.policy, name, value));
            return p;
          },
          nb::arg("name"), nb::arg("value"), nb::rv_policy::none, "A variable of os.environ.")
      .def(
          "empty_environment",
          [](P& p) -> P& {
            check(monty_os_policy_set_variable(p.policy, nullptr, nullptr));
            return p;
          },
          nb::rv_policy::none, "os.environ is there, and empty up to now.")
      .def(
          "mount",
          [](P& p, const char* point, nb::object directory, const std::string& mode, uint64_t quota) -> P& {
            nb::object path = nb::steal(PyOS_FSPath(directory.ptr()));
            if (!path.is_valid()) throw nb::python_error();
            check(monty_os_policy_mount(p.policy, point, nb::cast<std::string>(path).c_str(), mode_of(mode), quota));
            return p;
          },
          nb::arg("point"), nb::arg("directory"), nb::arg("mode") = "ro", nb::arg("quota") = 0, nb::rv_policy::none,
          "Show a directory as `point`: 'ro' to read, 'rw' to change, 'cow' with changes in memory. `quota`: bytes "
          "that programs may add (0: 64 MiB).")
      .def(
          "mount_memory",
          [](P& p, const char* point, uint64_t quota) -> P& {
            check(monty_os_policy_mount(p.policy, point, nullptr, MONTY_MOUNT_MEMORY, quota));
            return p;
          },
          nb::arg("point"), nb::arg("quota") = 0, nb::rv_policy::none, "A directory in memory, empty at first.")
      .def(
          "write_file",
          [](P& p, const char* path, nb::object data) -> P& {
            Inward inward;
            const monty_value v = inward.value(data);
            if (v.kind != MONTY_STR && v.kind != MONTY_BYTES) throw nb::type_error("a file's content is bytes or str");
            check(monty_os_policy_write_file(p.policy, path, v.as.text.data, v.as.text.size));
            return p;
          },
          nb::arg("path"), nb::arg("data"), nb::rv_policy::none, "Write a file that programs see; without any mount, in memory.")
      .def(
          "read_file",
          [](P& p, const char* path) {
            monty_result* result = nullptr;
            monty_error* error = monty_os_policy_read_file(p.policy, path, &result);
            return taken(error, result);
          },
          nb::arg("path"), "The bytes of a file.")
      .def(
          "list",
          [](P& p, const char* path) {
            monty_result* result = nullptr;
            monty_error* error = monty_os_policy_list(p.policy, path, &result);
            return taken(error, result);
          },
          nb::arg("path"), "The names in a directory.");
}

}  // namespace monty_python
