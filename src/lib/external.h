// SPDX-License-Identifier: MIT
// Calls of the host in flight, as the program sees them: what the host room makes and settles.
#pragma once

#include "object/vm.h"

namespace monty {

Value external_future_new(Vm& vm, i64 call_id);  // or error()
bool is_external_future(Value v);
i64 external_future_id(Value future);
bool external_future_pending(Value future);
// ok: `result` is what awaiting gives; else the exception that it raises.
void external_future_settle(Value future, bool ok, Value result);

}  // namespace monty
