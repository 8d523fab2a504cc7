//! Engines, programs, limits, cancellation.
use crate::value::{ValueRef, c_string};
use crate::{Error, Value};
use monty_sys as sys;
use std::sync::Arc;
use std::{fmt, mem, ptr};

/// An owned pointer of the library, which is freed with it.
pub(crate) struct Owned<T> {
    pub pointer: *mut T,
    free: unsafe extern "C" fn(*mut T),
}

// SAFETY: made of engines, programs, cancel tokens and policies alone, which the library lets many threads use.
unsafe impl<T> Send for Owned<T> {}
unsafe impl<T> Sync for Owned<T> {}

impl<T> Owned<T> {
    pub fn new(pointer: *mut T, free: unsafe extern "C" fn(*mut T)) -> Owned<T> {
        assert!(!pointer.is_null(), "the library gave nothing");
        Owned { pointer, free }
    }
}

impl<T> Drop for Owned<T> {
    fn drop(&mut self) {
        // SAFETY: it is ours, and of that type.
        unsafe { (self.free)(self.pointer) }
    }
}

/// Takes what a function of the library gives through its last parameter.
pub(crate) fn take_value(call: impl FnOnce(*mut *mut sys::monty_result) -> *mut sys::monty_error) -> Result<Value, Error> {
    let mut result = ptr::null_mut();
    // SAFETY: the error is ours; the value lives until the result is freed, after the copy.
    unsafe {
        Error::check(call(&mut result))?;
        let value = ValueRef::new(sys::monty_result_value(result)).map(ValueRef::to_value);
        sys::monty_result_free(result);
        value.ok_or_else(|| Error::internal("the library gave no value".into()))
    }
}

/// The same for a text; lone surrogates are replaced.
pub(crate) fn take_text(call: impl FnOnce(*mut *mut sys::monty_result) -> *mut sys::monty_error) -> Result<String, Error> {
    match take_value(call)? {
        Value::Str(text) => Ok(text),
        Value::Surrogates(text) => Ok(String::from_utf8_lossy(&text).into_owned()),
        other => Err(Error::internal(format!("the library gave {} for a text", other.type_name()))),
    }
}

/// What all sessions of a process share. Usually one; clones are the same engine.
#[derive(Clone)]
pub struct Engine(pub(crate) Arc<Owned<sys::monty_engine>>);

impl Engine {
    /// A new engine.
    pub fn new() -> Engine {
        // SAFETY: the pair of functions that the header names.
        Engine(Arc::new(unsafe { Owned::new(sys::monty_engine_new(), sys::monty_engine_free) }))
    }
}

impl Default for Engine {
    fn default() -> Engine {
        Engine::new()
    }
}

impl fmt::Debug for Engine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Engine")
    }
}

/// What a session may use. Zero, the default, is no limit, except for depth.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// Bytes of the session: objects, buffers, frames.
    pub memory: u64,
    /// Of each run, about one for each bytecode instruction or element of native work.
    pub instructions: u64,
    /// Bytes that each run prints.
    pub output: u64,
    /// Of each run; time inside functions of the host does not count.
    pub seconds: f64,
    /// Frames: the highest `sys.setrecursionlimit()`; 0: a million. Below 1000: the limit itself.
    pub depth: i32,
}

impl Limits {
    pub(crate) fn raw(&self) -> sys::monty_limits {
        sys::monty_limits {
            size: mem::size_of::<sys::monty_limits>(),
            memory: self.memory,
            instructions: self.instructions,
            output: self.output,
            seconds: self.seconds,
            depth: self.depth,
        }
    }
}

/// A compiled program, which any number of sessions can run, on any threads. Clones are the same program.
///
/// Top-level `await` is allowed; the value of a trailing expression is the program's result.
#[derive(Clone)]
pub struct Program(pub(crate) Arc<Owned<sys::monty_program>>);

impl Program {
    /// Compiles a file's text.
    pub fn compile(source: &str, filename: &str) -> Result<Program, Error> {
        Program::compile_as(source, filename, sys::MONTY_FILE, &Limits::default())
    }

    /// The same, within a limit of memory and seconds.
    pub fn compile_within(source: &str, filename: &str, limits: &Limits) -> Result<Program, Error> {
        Program::compile_as(source, filename, sys::MONTY_FILE, limits)
    }

    /// One statement of a prompt; see [`Error::Syntax`]'s `incomplete`.
    pub fn compile_interactive(source: &str, filename: &str) -> Result<Program, Error> {
        Program::compile_as(source, filename, sys::MONTY_INTERACTIVE, &Limits::default())
    }

    fn compile_as(source: &str, filename: &str, mode: sys::monty_mode, limits: &Limits) -> Result<Program, Error> {
        let filename = c_string(filename)?;
        let limits = limits.raw();
        let mut program = ptr::null_mut();
        // SAFETY: all that is given is read during the call.
        unsafe {
            let text = source.as_ptr().cast();
            Error::check(sys::monty_program_compile(text, source.len(), filename.as_ptr(), mode, &limits, &mut program))?;
            Ok(Program(Arc::new(Owned::new(program, sys::monty_program_free))))
        }
    }

    /// The bytecode, to be read by people.
    pub fn disassemble(&self) -> Result<String, Error> {
        // SAFETY: the program is alive.
        take_text(|out| unsafe { sys::monty_program_disassemble(self.0.pointer, out) })
    }

    /// Whether calls of the function `name`, which the program does not define, are awaited rather than used at once.
    pub fn awaits(&self, name: &str) -> bool {
        // SAFETY: the program is alive.
        c_string(name).is_ok_and(|name| unsafe { sys::monty_program_awaits(self.0.pointer, name.as_ptr()) })
    }
}

impl fmt::Debug for Program {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Program")
    }
}

/// Stops the runs of the sessions that it was given to, from any thread. Clones are the same token.
#[derive(Clone)]
pub struct CancelToken(pub(crate) Arc<Owned<sys::monty_cancel>>);

impl CancelToken {
    /// A new token.
    pub fn new() -> CancelToken {
        // SAFETY: the pair of functions that the header names.
        CancelToken(Arc::new(unsafe { Owned::new(sys::monty_cancel_new(), sys::monty_cancel_free) }))
    }

    /// Stops the runs, also those that begin later.
    pub fn cancel(&self) {
        // SAFETY: alive, and for any thread; so below.
        unsafe { sys::monty_cancel_request(self.0.pointer) }
    }

    /// The sessions can run again.
    pub fn reset(&self) {
        unsafe { sys::monty_cancel_reset(self.0.pointer) }
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        unsafe { sys::monty_cancel_requested(self.0.pointer) }
    }
}

impl Default for CancelToken {
    fn default() -> CancelToken {
        CancelToken::new()
    }
}

impl fmt::Debug for CancelToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("CancelToken").field(&self.is_cancelled()).finish()
    }
}
