//! Sessions, and what they come back with.
use crate::engine::{take_text, take_value};
use crate::host::{self, Call, Options, Pending, Stream, handed};
use crate::value::{Lowered, ValueRef, c_string, text};
use crate::{Engine, Error, Frame, Limit, Limits, Program, Raise, Snapshot, Value};
use monty_sys as sys;
use std::marker::PhantomData;
use std::{fmt, mem, ptr, slice};

/// What a session has used.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Usage {
    /// Bytes now.
    pub memory: u64,
    /// Bytes at most.
    pub peak_memory: u64,
    /// Allocations.
    pub allocations: u64,
    /// Garbage collections.
    pub collections: u64,
    /// Instructions.
    pub instructions: u64,
    /// Bytes printed.
    pub output: u64,
    /// Calls of functions of the host.
    pub calls: u64,
    /// Of all runs, without the host's.
    pub seconds: f64,
    /// In functions of the host and waiting for them.
    pub host_seconds: f64,
}

/// A call that a program came back with.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Question {
    /// Unique within the session, its dumps and forks included.
    pub id: u64,
    /// Name of the function, or of the operation (`listdir`).
    pub name: String,
    /// The positional arguments.
    pub args: Vec<Value>,
    /// The named arguments.
    pub kwargs: Vec<(String, Value)>,
}

impl Question {
    unsafe fn new(call: &sys::monty_call) -> Question {
        let args = unsafe { ValueRef::new(&call.args) }.map(ValueRef::to_value);
        Question {
            id: call.id,
            name: unsafe { text(call.name) },
            args: if let Some(Value::Tuple(args)) = args { args } else { Vec::new() },
            kwargs: host::kwargs(&call.kwargs),
        }
    }
}

/// Where a program stands that is driven by [`Session::start`] and [`Session::resume`].
///
/// `started`: awaited calls that have begun since the host was last told; [`Session::settle`] answers them.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Progress {
    /// It calls a declared function.
    #[non_exhaustive]
    Call {
        /// The call.
        question: Question,
        /// Awaited calls that have begun.
        started: Vec<Question>,
        /// Where it calls.
        position: Frame,
    },
    /// It uses a global that is missing: resume with its value, [`Session::resume_declared`], or [`Session::refuse`].
    #[non_exhaustive]
    NameLookup {
        /// The name.
        name: String,
        /// Where.
        position: Frame,
    },
    /// It asks for something of the operating system (docs/embedding.md lists the questions).
    #[non_exhaustive]
    OsCall {
        /// The question.
        question: Question,
        /// Awaited calls that have begun.
        started: Vec<Question>,
        /// Where it asks.
        position: Frame,
    },
    /// All that runs waits for calls in flight: [`Session::settle`] some.
    #[non_exhaustive]
    Futures {
        /// Awaited calls that have begun.
        started: Vec<Question>,
        /// A timer of the program's own runs out after so many seconds.
        timeout: Option<f64>,
    },
    /// Stopped between two instructions: resume with anything.
    #[non_exhaustive]
    Paused {
        /// What was used up; None: [`Options::step_every`].
        limit: Option<Limit>,
        /// Where.
        position: Frame,
    },
    /// It has ended, with the value of its trailing expression.
    Complete(Value),
}

/// One sandbox: its globals live as long as it does, and each run goes on in them.
///
/// One thread at a time uses it, whichever. It keeps its engine, and what it needs of the programs that it ran, alive.
pub struct Session {
    pointer: *mut sys::monty_session,
    /// Send, by the promise below, but not Sync.
    not_sync: PhantomData<*mut ()>,
}

// SAFETY: a session may move between threads, and so may all that lies in it: functions and hooks are Send + Sync.
unsafe impl Send for Session {}

impl Drop for Session {
    fn drop(&mut self) {
        // SAFETY: ours, and not running: that would borrow it.
        unsafe { sys::monty_session_free(self.pointer) }
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Session").field(&self.usage()).finish()
    }
}

// SAFETY of the calls below: the session is alive and `&mut`, all that is given is read during the call, functions go to
// the library with the trampolines of their own types.
impl Session {
    fn made(call: impl FnOnce(*mut *mut sys::monty_session) -> *mut sys::monty_error) -> Result<Session, Error> {
        let mut pointer = ptr::null_mut();
        unsafe { Error::check(call(&mut pointer))? };
        Ok(Session { pointer, not_sync: PhantomData })
    }

    /// A new sandbox.
    pub fn new(engine: &Engine, options: Options) -> Result<Session, Error> {
        options.with_raw(|raw| Session::made(|out| unsafe { sys::monty_session_new(engine.0.pointer, raw, out) }))
    }

    /// Gives the program a function that is answered in place. A panic in it becomes a `RuntimeError`.
    pub fn define<F>(&mut self, name: &str, f: F) -> Result<(), Error>
    where
        F: Fn(&Call<'_>) -> Result<Value, Raise> + Send + Sync + 'static,
    {
        let (name, context) = handed(name, f)?;
        let (function, destroy) = (Some(host::function::<F> as _), Some(host::destroy::<F> as _));
        unsafe { Error::check(sys::monty_session_define(self.pointer, name.as_ptr(), function, context, destroy)) }
    }

    /// Gives the program a function whose calls are awaited, and answered from any thread.
    pub fn define_async<F>(&mut self, name: &str, f: F) -> Result<(), Error>
    where
        F: Fn(&Call<'_>, Pending) + Send + Sync + 'static,
    {
        let (name, context) = handed(name, f)?;
        let (function, destroy) = (Some(host::async_function::<F> as _), Some(host::destroy::<F> as _));
        unsafe { Error::check(sys::monty_session_define_async(self.pointer, name.as_ptr(), function, context, destroy)) }
    }

    /// Gives the program a function that [`Session::resume`] answers, for programs driven by [`Session::start`].
    pub fn declare(&mut self, name: &str) -> Result<(), Error> {
        let name = c_string(name)?;
        unsafe { Error::check(sys::monty_session_declare(self.pointer, name.as_ptr(), false)) }
    }

    /// The same, whose calls give an awaitable at once, and are answered by [`Session::settle`].
    pub fn declare_async(&mut self, name: &str) -> Result<(), Error> {
        let name = c_string(name)?;
        unsafe { Error::check(sys::monty_session_declare(self.pointer, name.as_ptr(), true)) }
    }

    /// For a loaded session: grants a function that the snapshot names, answered in place.
    pub fn grant<F>(&mut self, name: &str, f: F) -> Result<(), Error>
    where
        F: Fn(&Call<'_>) -> Result<Value, Raise> + Send + Sync + 'static,
    {
        let (name, context) = handed(name, f)?;
        let (function, destroy) = (Some(host::function::<F> as _), Some(host::destroy::<F> as _));
        unsafe { Error::check(sys::monty_session_grant(self.pointer, name.as_ptr(), function, context, destroy)) }
    }

    /// For a loaded session: grants an awaited function that the snapshot names.
    pub fn grant_async<F>(&mut self, name: &str, f: F) -> Result<(), Error>
    where
        F: Fn(&Call<'_>, Pending) + Send + Sync + 'static,
    {
        let (name, context) = handed(name, f)?;
        let (function, destroy) = (Some(host::async_function::<F> as _), Some(host::destroy::<F> as _));
        unsafe { Error::check(sys::monty_session_grant_async(self.pointer, name.as_ptr(), function, context, destroy)) }
    }

    /// For a loaded session: the function is declared, as it was before.
    pub fn grant_declared(&mut self, name: &str) -> Result<(), Error> {
        let name = c_string(name)?;
        unsafe { Error::check(sys::monty_session_grant_declared(self.pointer, name.as_ptr())) }
    }

    /// Sets a global variable.
    pub fn set(&mut self, name: &str, value: impl Into<Value>) -> Result<(), Error> {
        let (name, value) = (c_string(name)?, value.into());
        let lowered = Lowered::value(&value)?;
        unsafe { Error::check(sys::monty_session_set(self.pointer, name.as_ptr(), &lowered.root)) }
    }

    /// A global variable; one that is not there is an error of type `NameError`.
    pub fn get(&mut self, name: &str) -> Result<Value, Error> {
        let name = c_string(name)?;
        take_value(|out| unsafe { sys::monty_session_get(self.pointer, name.as_ptr(), out) })
    }

    /// Runs to the end: the value of the trailing expression.
    pub fn run(&mut self, program: &Program) -> Result<Value, Error> {
        take_value(|out| unsafe { sys::monty_session_run(self.pointer, program.0.pointer, out) })
    }

    /// Compiles and runs.
    pub fn run_source(&mut self, source: &str) -> Result<Value, Error> {
        self.run(&Program::compile(source, "<string>")?)
    }

    /// Runs to the end, leaving the value where it is.
    pub fn execute(&mut self, program: &Program) -> Result<(), Error> {
        unsafe { Error::check(sys::monty_session_execute(self.pointer, program.0.pointer)) }
    }

    /// The last result.
    pub fn result(&mut self) -> Result<Value, Error> {
        take_value(|out| unsafe { sys::monty_session_result(self.pointer, out) })
    }

    /// `repr()` of the last result; runs Python code.
    pub fn result_repr(&mut self) -> Result<String, Error> {
        take_text(|out| unsafe { sys::monty_session_result_repr(self.pointer, out) })
    }

    /// Binds the last result to a global.
    pub fn keep_result(&mut self, name: &str) -> Result<(), Error> {
        let name = c_string(name)?;
        unsafe { Error::check(sys::monty_session_keep_result(self.pointer, name.as_ptr())) }
    }

    fn advance(
        &mut self,
        call: impl FnOnce(*mut sys::monty_session, *mut *const sys::monty_progress) -> *mut sys::monty_error,
    ) -> Result<Progress, Error> {
        let mut out = ptr::null();
        unsafe { Error::check(call(self.pointer, &mut out))? };
        // SAFETY: belongs to the session until the next such call.
        let raw = unsafe { &*out };
        let started = || {
            let calls =
                if raw.started_count == 0 { &[][..] } else { unsafe { slice::from_raw_parts(raw.started, raw.started_count) } };
            calls.iter().map(|call| unsafe { Question::new(call) }).collect()
        };
        let question = || unsafe { Question::new(&raw.question) };
        let position = || unsafe { Frame::new(&raw.position) };
        Ok(match raw.state {
            sys::MONTY_COMPLETE => {
                return self.result().map(Progress::Complete);
            }
            sys::MONTY_CALL => Progress::Call { question: question(), started: started(), position: position() },
            sys::MONTY_OS => Progress::OsCall { question: question(), started: started(), position: position() },
            sys::MONTY_FUTURES => Progress::Futures { started: started(), timeout: (raw.timeout >= 0.0).then_some(raw.timeout) },
            sys::MONTY_PAUSED => {
                let limit = (raw.limit != sys::MONTY_LIMIT_NONE).then(|| Limit::new(raw.limit));
                Progress::Paused { limit, position: position() }
            }
            sys::MONTY_NAME => Progress::NameLookup { name: question().name, position: position() },
            state => return Err(Error::internal(format!("the library is in an unknown state, {state}"))),
        })
    }

    /// Runs until the program asks something that nothing answers, or ends. A run that was left suspended is given up.
    pub fn start(&mut self, program: &Program) -> Result<Progress, Error> {
        self.advance(|session, out| unsafe { sys::monty_session_start(session, program.0.pointer, out) })
    }

    /// Goes on with the answer to the question. [`Error::Argument`]: that is no answer to it, and the program still waits;
    /// [`Error::Snapshot`]: nothing is suspended. Any other error is the end of the run, but for a value that this crate
    /// refuses before the program sees it: then [`Session::progress`] tells that it still waits.
    pub fn resume(&mut self, value: impl Into<Value>) -> Result<Progress, Error> {
        let value = value.into();
        let lowered = Lowered::value(&value)?;
        self.advance(|session, out| unsafe { sys::monty_session_resume(session, &lowered.root, out) })
    }

    /// Goes on with an exception.
    pub fn resume_raise(&mut self, raise: Raise) -> Result<Progress, Error> {
        let lowered = Lowered::raise(&raise)?;
        self.advance(|session, out| unsafe { sys::monty_session_resume(session, &lowered.root, out) })
    }

    /// The call is answered by an awaitable, to be settled later.
    pub fn resume_future(&mut self) -> Result<Progress, Error> {
        self.advance(|session, out| unsafe { sys::monty_session_resume_future(session, out) })
    }

    /// The missing name is a function that is declared; `awaited`: as by [`Session::declare_async`].
    pub fn resume_declared(&mut self, awaited: bool) -> Result<Progress, Error> {
        self.advance(|session, out| unsafe { sys::monty_session_resume_declared(session, awaited, out) })
    }

    /// The question is refused: `PermissionError`; for a name `NameError`.
    pub fn refuse(&mut self) -> Result<Progress, Error> {
        self.advance(|session, out| unsafe { sys::monty_session_resume_refused(session, out) })
    }

    /// Answers calls in flight, in any order, by their ids; a program that waits for them goes on. Its clock moves on by
    /// `waited` seconds (None: 0, or the timeout when there is no answer).
    pub fn settle(
        &mut self,
        answers: impl IntoIterator<Item = (u64, Result<Value, Raise>)>,
        waited: Option<f64>,
    ) -> Result<Progress, Error> {
        let answers: Vec<_> = answers.into_iter().collect();
        let lowered = answers.iter().map(|(_, answer)| Lowered::answer(answer)).collect::<Result<Vec<_>, _>>()?;
        let raw: Vec<_> =
            answers.iter().zip(&lowered).map(|((id, _), l)| sys::monty_settled { id: *id, value: l.root }).collect();
        let waited = waited.unwrap_or(-1.0);
        self.advance(|session, out| unsafe { sys::monty_session_settle(session, raw.as_ptr(), raw.len(), waited, out) })
    }

    /// The present question and all calls in flight again, such as after loading.
    pub fn progress(&mut self) -> Result<Progress, Error> {
        self.advance(|session, out| unsafe { sys::monty_session_progress(session, out) })
    }

    /// The whole state, at a suspension or between runs. With a key it carries an HMAC-SHA-256 of everything.
    pub fn dump(&mut self, key: Option<&[u8]>) -> Result<Snapshot, Error> {
        let key = key_of(key)?;
        let bytes = take_value(|out| unsafe { sys::monty_session_dump(self.pointer, key.as_ptr().cast(), key.len(), out) })?;
        Ok(Snapshot::from_bytes(Vec::try_from(bytes)?))
    }

    /// A session of a snapshot's state. Limits are the stricter of the two; with a key, the snapshot's must be right.
    /// Functions must be granted again before it is resumed.
    pub fn load(engine: &Engine, snapshot: &Snapshot, options: Options, key: Option<&[u8]>) -> Result<Session, Error> {
        let (bytes, key) = (snapshot.as_bytes(), key_of(key)?);
        options.with_raw(|raw| {
            Session::made(|out| unsafe {
                let (dump, key_data) = (bytes.as_ptr().cast(), key.as_ptr().cast());
                sys::monty_session_load(engine.0.pointer, dump, bytes.len(), raw, key_data, key.len(), out)
            })
        })
    }

    /// An independent copy, with the same options and functions.
    pub fn fork(&mut self) -> Result<Session, Error> {
        Session::made(|out| unsafe { sys::monty_session_fork(self.pointer, out) })
    }

    /// What it has used.
    pub fn usage(&self) -> Result<Usage, Error> {
        // SAFETY: plain numbers.
        let mut raw: sys::monty_usage = unsafe { mem::zeroed() };
        raw.size = mem::size_of_val(&raw);
        unsafe { Error::check(sys::monty_session_usage(self.pointer, &mut raw))? };
        let sys::monty_usage { memory, peak_memory, allocations, collections, instructions, output, calls, .. } = raw;
        let (seconds, host_seconds) = (raw.seconds, raw.host_seconds);
        Ok(Usage { memory, peak_memory, allocations, collections, instructions, output, calls, seconds, host_seconds })
    }

    /// Limits for the runs to come.
    pub fn set_limits(&mut self, limits: &Limits) -> Result<(), Error> {
        let raw = limits.raw();
        unsafe { Error::check(sys::monty_session_set_limits(self.pointer, &raw)) }
    }

    /// What was printed since the last call; lone surrogates are replaced.
    pub fn take_output(&mut self, stream: Stream) -> Result<String, Error> {
        let stream = if stream == Stream::Stdout { 1 } else { 2 };
        take_text(|out| unsafe { sys::monty_session_take_output(self.pointer, stream, out) })
    }
}

/// An empty key is a mistake: it would silently be none.
fn key_of(key: Option<&[u8]>) -> Result<&[u8], Error> {
    match key {
        Some([]) => Err(Error::argument("the key is empty".into())),
        key => Ok(key.unwrap_or_default()),
    }
}
