// SPDX-License-Identifier: MIT
// Which unknown functions does a program await? A host that only knows names (a command line) must decide whether a
// call gives its value at once or an awaitable. This is read off the program's text:
//
// An expression is *awaited* when it is the operand of `await`, or an argument of gather, create_task, wait_for,
// as_completed and their like. From there the analysis goes backwards, to a fixed point: an awaited name makes what is
// assigned to it, appended to it or iterated for it awaited, and what a plain function of that name returns; an awaited
// parameter, what callers pass for it. A function called (or mentioned) in an awaited place is awaited.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace monty {

// Sorted names, those of functions and variables of the program included.
std::vector<std::string> awaited_names(std::string_view source);

}  // namespace monty
