// SPDX-License-Identifier: MIT
// The fields of a Vm, and of the host's state, that dumps hold: listed once, for writer and reader.
#pragma once

#include "object/vm.h"
#include "snapshot/snapshot.h"

namespace monty::snapshot {

// V as in the descriptions of object/layout.h.
template <class V>
void for_each_root(Vm& vm, V& v) {
  v.ref(vm.modules);
  v.ref(vm.builtins);
  v.ref(vm.twin_globals);
  v.ref(vm.main_module);
  v.ref(vm.external_calls);
  v.ref(vm.external_settled);
  v.ref(vm.external_function);
  v.value(vm.handled);
  v.value(vm.main_result);
  v.value(vm.event_loop);
  v.scalar(vm.twins_loaded);
  v.scalar(vm.depth_limit);
  v.scalar(vm.int_max_str_digits);
  v.scalar(vm.next_call);
  v.scalar(vm.next_id);
  v.scalar(vm.output_bytes);
}

template <class State, class F>
void for_each_host_number(State& h, F f) {
  for (auto* n : {&h.calls, &h.memory_limit, &h.depth_limit, &h.output_left, &h.instructions_left, &h.instructions}) f(*n);
}
template <class State, class F>
void for_each_host_time(State& h, F f) {
  for (auto* d : {&h.seconds, &h.host_seconds, &h.run_seconds, &h.seconds_limit, &h.clock}) f(*d);
}

}  // namespace monty::snapshot
