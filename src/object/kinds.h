// SPDX-License-Identifier: MIT
#pragma once

#include <span>

#include "heap/heap.h"

namespace monty {

struct Frame;
std::span<const KindInfo> heap_kinds();
void trace_frame(Tracer& t, Frame* frame);

}  // namespace monty
