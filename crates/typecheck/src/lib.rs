// SPDX-License-Identifier: MIT
//! ty, the type checker, behind a C ABI (`typecheck.h` is its C side). The stubs of the standard library come from the
//! caller as a zip archive; nothing is read from the file system.
//!
//! A check that panics or overruns its time is a report that says so.

mod abi;
mod check;
mod database;
mod judge;
mod memory;
mod pool;
