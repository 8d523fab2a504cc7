//! Functions of the host, and the trampolines by which the library calls them. Nothing unwinds into the library.
use crate::engine::CancelToken;
use crate::value::{Lowered, ValueRef, bytes, text};
use crate::{Error, Limits, OsPolicy, Raise, Value};
use monty_sys as sys;
use std::any::Any;
use std::ffi::{CString, c_int, c_void};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::{fmt, mem, ptr};

/// A call of one of the host's functions, while it is answered.
pub struct Call<'a>(&'a sys::monty_call);

impl<'a> Call<'a> {
    /// # Safety
    /// The library's, readable as long as `'a`.
    unsafe fn new(call: *const sys::monty_call) -> Call<'a> {
        Call(unsafe { &*call })
    }

    /// Of calls that are awaited: unique within the session, its dumps and forks included; else 0.
    pub fn id(&self) -> u64 {
        self.0.id
    }

    /// Name of the function, or of the operation (`listdir`).
    pub fn name(&self) -> &'a str {
        // SAFETY: lives as long as the call, as do the values below.
        std::str::from_utf8(unsafe { bytes(self.0.name) }).unwrap_or_default()
    }

    fn values(&self) -> &'a [sys::monty_value] {
        // SAFETY: args is a tuple.
        let items = unsafe { self.0.args.as_.items };
        if items.count == 0 { &[] } else { unsafe { std::slice::from_raw_parts(items.data, items.count) } }
    }

    /// How many positional arguments there are.
    pub fn count(&self) -> usize {
        self.values().len()
    }

    /// The positional arguments.
    pub fn args(&self) -> Vec<Value> {
        // SAFETY: elements of the call's own array.
        self.values().iter().filter_map(|v| unsafe { ValueRef::new(v) }).map(ValueRef::to_value).collect()
    }

    /// The named arguments.
    pub fn kwargs(&self) -> Vec<(String, Value)> {
        kwargs(&self.0.kwargs)
    }

    /// The argument at a position, or under its name.
    pub fn get(&self, position: usize, name: &str) -> Option<ValueRef<'a>> {
        let positional = self.values().get(position);
        // SAFETY: lives in the call.
        unsafe { positional.map_or_else(|| ValueRef::new(&self.0.kwargs)?.get(name), |v| ValueRef::new(v)) }
    }

    /// The same as a value of one's own type; one that is missing, or that does not fit, is a `TypeError`.
    pub fn argument<T: TryFrom<Value, Error = Error>>(&self, position: usize, name: &str) -> Result<T, Raise> {
        let value = self.get(position, name);
        let value = value.ok_or_else(|| Raise::new("TypeError", format!("{}() needs the argument {name}", self.name())))?;
        T::try_from(value.to_value()).map_err(|e| Raise::new("TypeError", format!("{}(): {name}: {}", self.name(), e.message())))
    }
}

impl fmt::Debug for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{:?}{:?}", self.name(), self.args(), self.kwargs())
    }
}

pub(crate) fn kwargs(dict: &sys::monty_value) -> Vec<(String, Value)> {
    // SAFETY: the library's dict of str keys, lent for the call.
    let dict = unsafe { ValueRef::new(dict) }.map(ValueRef::to_value);
    let Some(Value::Dict(pairs)) = dict else { return Vec::new() };
    pairs.into_iter().filter_map(|(k, v)| Some((k.as_str()?.to_owned(), v))).collect()
}

/// A call that the program awaits: answer it from any thread, whenever. Dropped without an answer, it raises
/// `RuntimeError` in the program.
pub struct Pending {
    pointer: *mut sys::monty_pending,
    answered: bool,
}

// SAFETY: the library takes answers from any thread.
unsafe impl Send for Pending {}

impl Pending {
    /// The id of the call.
    pub fn id(&self) -> u64 {
        // SAFETY: ours until dropped.
        unsafe { sys::monty_pending_id(self.pointer) }
    }

    /// Answers it with a value.
    pub fn resolve(self, value: impl Into<Value>) -> Result<(), Error> {
        self.answer(Ok(value.into()))
    }

    /// Answers it with an exception.
    pub fn raise(self, raise: Raise) -> Result<(), Error> {
        self.answer(Err(raise))
    }

    /// Answers it with either. A value that cannot enter raises in the program, too.
    pub fn answer(mut self, answer: Result<Value, Raise>) -> Result<(), Error> {
        self.settle(&answer).inspect_err(|error| {
            // What went wrong is told to the caller; whether the program could be told, too, does not change that.
            let _ = self.settle(&Err(Raise::new(error.type_name(), error.message())));
        })
    }

    fn settle(&mut self, answer: &Result<Value, Raise>) -> Result<(), Error> {
        let lowered = Lowered::answer(answer)?;
        self.answered = true;
        // SAFETY: the value is copied during the call.
        unsafe { Error::check(sys::monty_pending_resolve(self.pointer, &lowered.root)) }
    }
}

impl Drop for Pending {
    fn drop(&mut self) {
        if !self.answered {
            // A session that is gone does not hear it.
            let _ = self.settle(&Err(Raise::new("RuntimeError", "the host dropped the call without an answer")));
        }
        // SAFETY: ours, and not used again.
        unsafe { sys::monty_pending_free(self.pointer) }
    }
}

impl fmt::Debug for Pending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Pending").field(&self.id()).finish()
    }
}

fn panicked(payload: Box<dyn Any + Send>) -> Raise {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str)).unwrap_or("");
    let raise = Raise::new("RuntimeError", format!("a function of the host panicked: {text}"));
    // A payload may panic when it is dropped.
    mem::forget(payload);
    raise
}

fn guarded<T>(f: impl FnOnce() -> T) -> Result<T, Raise> {
    catch_unwind(AssertUnwindSafe(f)).map_err(panicked)
}

/// Puts it where the library looks for it; what cannot enter raises in the program.
unsafe fn put(answer: *mut sys::monty_answer, value: Result<Value, Raise>) {
    let put = |value: &Result<Value, Raise>| {
        let lowered = Lowered::answer(value)?;
        unsafe { Error::check(sys::monty_answer_value(answer, &lowered.root)) }
    };
    if let Err(error) = put(&value) {
        // The last resort: a text always enters.
        let _ = put(&Err(Raise::new("TypeError", error.message())));
    }
}

pub(crate) unsafe extern "C" fn destroy<T>(context: *mut c_void) {
    // SAFETY: made by Box::into_raw of a T, and given up now.
    let _ = guarded(|| drop(unsafe { Box::from_raw(context.cast::<T>()) }));
}

pub(crate) unsafe extern "C" fn function<F>(context: *mut c_void, call: *const sys::monty_call, answer: *mut sys::monty_answer)
where
    F: Fn(&Call<'_>) -> Result<Value, Raise>,
{
    // SAFETY: the context that was given along; the call lives until this returns.
    let value = guarded(|| unsafe { (*context.cast::<F>())(&Call::new(call)) });
    unsafe { put(answer, value.and_then(|v| v)) }
}

pub(crate) unsafe extern "C" fn async_function<F>(
    context: *mut c_void,
    call: *const sys::monty_call,
    pending: *mut sys::monty_pending,
) where
    F: Fn(&Call<'_>, Pending),
{
    let pending = Pending { pointer: pending, answered: false };
    // SAFETY: as above. After a panic `pending` is dropped, which raises.
    let _ = guarded(|| unsafe { (*context.cast::<F>())(&Call::new(call), pending) });
}

/// Standard output, or standard error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// Standard output.
    Stdout,
    /// Standard error.
    Stderr,
}

/// A module that the host has; of a text alone: one without a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Module {
    /// Its text.
    pub source: String,
    /// `__file__`; empty: it has none.
    pub file: String,
    /// `__path__`, of a package.
    pub folder: Option<String>,
}

impl<T: Into<String>> From<T> for Module {
    fn from(source: T) -> Module {
        Module { source: source.into(), ..Module::default() }
    }
}

type Function = Box<dyn Fn(&Call<'_>) -> Result<Value, Raise> + Send + Sync>;

/// What a name is that the program does not have, for [`Options::on_name`].
pub struct Found(Kind);

enum Kind {
    Value(Value),
    Function(Function),
}

impl Found {
    /// A function, as by [`Session::define`](crate::Session::define).
    pub fn function(f: impl Fn(&Call<'_>) -> Result<Value, Raise> + Send + Sync + 'static) -> Found {
        Found(Kind::Function(Box::new(f)))
    }
}

impl<T: Into<Value>> From<T> for Found {
    fn from(value: T) -> Found {
        Found(Kind::Value(value.into()))
    }
}

type Asked<R> = Option<Box<dyn Fn() -> R + Send + Sync>>;
type AskedOf<R> = Option<Box<dyn Fn(&str) -> R + Send + Sync>>;
type Output = dyn Fn(Stream, &str) -> bool + Send + Sync;
type OsCall = dyn for<'a> Fn(&Call<'a>) -> Option<Result<Value, Raise>> + Send + Sync;

#[derive(Default)]
struct Hooks {
    output: Option<Box<Output>>,
    line: Asked<Option<String>>,
    module: AskedOf<Option<Module>>,
    os_call: Option<Box<OsCall>>,
    name: AskedOf<Option<Found>>,
    wait: Option<Box<dyn Fn(Option<f64>) + Send + Sync>>,
    progress: Asked<bool>,
    cancel: CancelToken,
}

/// What a session may use, and ask of the world beside its functions. The default: no limit; nothing is answered but
/// clock and random numbers, which are real.
///
/// A hook that panics counts as one that answered no: false for output, the end of the file for a line, no such
/// module, no such name, a refused question, a cancelled run (`on_wait`, too).
#[derive(Default)]
pub struct Options {
    limits: Limits,
    argv: Vec<String>,
    policy: Option<OsPolicy>,
    hooks: Hooks,
    no_clock: bool,
    no_sleep: bool,
    no_entropy: bool,
    no_cpu_clock: bool,
    ask_names: bool,
    pause_on_limit: bool,
    declare_rest: bool,
    step_every: u32,
    progress_seconds: f64,
}

macro_rules! setters {
    ($($(#[$doc:meta])* $name:ident: $type:ty => |$this:ident, $value:ident| $set:expr;)*) => {$(
        $(#[$doc])*
        pub fn $name(mut self, $value: $type) -> Options {
            let $this = &mut self;
            $set;
            self
        }
    )*};
}

impl Options {
    /// The default.
    pub fn new() -> Options {
        Options::default()
    }

    setters! {
        /// What it may use.
        limits: Limits => |this, value| this.limits = value;
        /// `sys.argv`
        argv: Vec<String> => |this, value| this.argv = value;
        /// Stops its runs.
        cancel: &CancelToken => |this, value| this.hooks.cancel = value.clone();
        /// Answers about clock, random bytes, environment and files.
        policy: &OsPolicy => |this, value| this.policy = Some(value.clone());
        /// Without a policy: `time.time()` and the like are refused, or asked of [`Options::on_os_call`].
        no_clock: bool => |this, value| this.no_clock = value;
        /// `time.sleep()` returns at once.
        no_sleep: bool => |this, value| this.no_sleep = value;
        /// Without a policy: `random` without a seed, `os.urandom` likewise.
        no_entropy: bool => |this, value| this.no_entropy = value;
        /// `time.process_time()` stands at 0.
        no_cpu_clock: bool => |this, value| this.no_cpu_clock = value;
        /// `start` and `resume` return at names that are missing: [`Progress::NameLookup`](crate::Progress::NameLookup).
        ask_names: bool => |this, value| this.ask_names = value;
        /// `start` and `resume` return where instructions or seconds are used up between two instructions:
        /// [`Progress::Paused`](crate::Progress::Paused).
        pause_on_limit: bool => |this, value| this.pause_on_limit = value;
        /// Functions of a loaded snapshot that are not granted are declared.
        declare_rest: bool => |this, value| this.declare_rest = value;
        /// `start` and `resume` return at each n-th instruction, paused. For tests.
        step_every: u32 => |this, value| this.step_every = value;
    }

    /// Takes what the program prints; false: it could not be written. An empty text: the program flushes. Left out, output is collected
    /// for [`Session::take_output`](crate::Session::take_output).
    pub fn on_output(mut self, f: impl Fn(Stream, &str) -> bool + Send + Sync + 'static) -> Options {
        self.hooks.output = Some(Box::new(f));
        self
    }

    /// Answers `input()`: a line with its newline; None: the end of the file.
    pub fn on_read_line(mut self, f: impl Fn() -> Option<String> + Send + Sync + 'static) -> Options {
        self.hooks.line = Some(Box::new(f));
        self
    }

    /// Gives modules that are not built in: a text, or a [`Module`].
    pub fn on_import<M: Into<Module>>(mut self, f: impl Fn(&str) -> Option<M> + Send + Sync + 'static) -> Options {
        self.hooks.module = Some(Box::new(move |name| f(name).map(Into::into)));
        self
    }

    /// Answers the questions that docs/embedding.md lists; None: refused.
    pub fn on_os_call<F>(mut self, f: F) -> Options
    where
        F: for<'a> Fn(&Call<'a>) -> Option<Result<Value, Raise>> + Send + Sync + 'static,
    {
        self.hooks.os_call = Some(Box::new(f));
        self
    }

    /// Gives a global that neither the program nor the builtins have, when it is first used: a value, or a
    /// [`Found::function`].
    pub fn on_name<F: Into<Found>>(mut self, f: impl Fn(&str) -> Option<F> + Send + Sync + 'static) -> Options {
        self.hooks.name = Some(Box::new(move |name| f(name).map(Into::into)));
        self
    }

    /// Called while all that runs waits for the host: lets calls settle for at most so many seconds (None: until one
    /// does). Left out, the session sleeps until another thread settles one.
    pub fn on_wait(mut self, f: impl Fn(Option<f64>) + Send + Sync + 'static) -> Options {
        self.hooks.wait = Some(Box::new(f));
        self
    }

    /// Called while a run lasts, about every so many seconds (0: a tenth); false cancels it.
    pub fn on_progress(mut self, seconds: f64, f: impl Fn() -> bool + Send + Sync + 'static) -> Options {
        self.progress_seconds = seconds;
        self.hooks.progress = Some(Box::new(f));
        self
    }

    /// Calls `f` with the library's form of them. The hooks go to the library, which destroys them also when it fails.
    pub(crate) fn with_raw<R>(self, f: impl FnOnce(&sys::monty_session_options) -> R) -> R {
        let limits = self.limits.raw();
        let argv: Vec<_> = self.argv.iter().map(|a| crate::value::raw_text(a.as_bytes())).collect();
        let hooks = self.hooks;
        let cancel = hooks.cancel.clone();
        // SAFETY: zero is the default of every field.
        let mut raw: sys::monty_session_options = unsafe { mem::zeroed() };
        raw.size = mem::size_of_val(&raw);
        raw.limits = &limits;
        raw.argv = argv.as_ptr();
        raw.argc = argv.len();
        raw.cancel = cancel.0.pointer;
        raw.policy = self.policy.as_ref().map_or(ptr::null_mut(), |p| p.0.pointer);
        raw.on_output = hooks.output.is_some().then_some(on_output as _);
        raw.read_line = hooks.line.is_some().then_some(read_line as _);
        raw.import_source = hooks.module.is_some().then_some(import_source as _);
        raw.os_call = hooks.os_call.is_some().then_some(os_call as _);
        raw.find_name = hooks.name.is_some().then_some(find_name as _);
        raw.on_wait = hooks.wait.is_some().then_some(on_wait as _);
        raw.on_progress = hooks.progress.is_some().then_some(on_progress as _);
        raw.context = Box::into_raw(Box::new(hooks)).cast();
        raw.destroy = Some(destroy::<Hooks>);
        (raw.no_clock, raw.no_sleep, raw.no_entropy) = (self.no_clock, self.no_sleep, self.no_entropy);
        raw.no_cpu_clock = self.no_cpu_clock;
        (raw.ask_names, raw.pause_on_limit, raw.declare_rest) = (self.ask_names, self.pause_on_limit, self.declare_rest);
        (raw.step_every, raw.progress_seconds) = (self.step_every, self.progress_seconds);
        f(&raw)
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options").field("limits", &self.limits).field("argv", &self.argv).finish_non_exhaustive()
    }
}

/// Asks a hook, if there is one.
///
/// # Safety
/// The context is that of [`Options::with_raw`].
unsafe fn ask<T>(context: *mut c_void, f: impl FnOnce(&Hooks) -> Option<T>) -> Option<T> {
    guarded(|| f(unsafe { &*context.cast::<Hooks>() })).ok().flatten()
}

// The trampolines of the hooks. SAFETY of each: the context is the hooks', texts live until it returns.

unsafe extern "C" fn on_output(context: *mut c_void, stream: c_int, output: sys::monty_text) -> bool {
    let stream = if stream == 2 { Stream::Stderr } else { Stream::Stdout };
    unsafe { ask(context, |h| h.output.as_ref().map(|f| f(stream, &text(output)))) }.unwrap_or(false)
}

unsafe extern "C" fn read_line(context: *mut c_void, answer: *mut sys::monty_answer) {
    if let Some(line) = unsafe { ask(context, |h| h.line.as_ref()?()) } {
        unsafe { put(answer, Ok(Value::Str(line))) }
    }
}

unsafe extern "C" fn import_source(context: *mut c_void, module: sys::monty_text, answer: *mut sys::monty_answer) {
    let Some(made) = (unsafe { ask(context, |h| h.module.as_ref()?(&text(module))) }) else { return };
    let folder = match made.folder.as_deref().map(crate::value::c_string).transpose() {
        Ok(folder) => folder,
        Err(error) => return unsafe { put(answer, Err(Raise::from(error))) },
    };
    let raw = sys::monty_module {
        size: mem::size_of::<sys::monty_module>(),
        source: crate::value::raw_text(made.source.as_bytes()),
        file: crate::value::raw_text(made.file.as_bytes()),
        folder: folder.as_ref().map_or(ptr::null(), |folder| folder.as_ptr()),
    };
    if let Err(error) = unsafe { Error::check(sys::monty_answer_module(answer, &raw)) } {
        unsafe { put(answer, Err(Raise::from(error))) }
    }
}

unsafe extern "C" fn os_call(context: *mut c_void, call: *const sys::monty_call, answer: *mut sys::monty_answer) {
    if let Some(value) = unsafe { ask(context, |h| h.os_call.as_ref()?(&Call::new(call))) } {
        unsafe { put(answer, value) }
    }
}

unsafe extern "C" fn find_name(context: *mut c_void, name: sys::monty_text, answer: *mut sys::monty_answer) {
    match unsafe { ask(context, |h| h.name.as_ref()?(&text(name))) } {
        None => {}
        Some(Found(Kind::Value(value))) => unsafe { put(answer, Ok(value)) },
        Some(Found(Kind::Function(f))) => {
            let context = Box::into_raw(Box::new(f)).cast();
            let (call, destroy) = (Some(function::<Function> as _), Some(destroy::<Function> as _));
            // SAFETY: the context is the library's from now on.
            if let Err(error) = unsafe { Error::check(sys::monty_answer_function(answer, call, context, destroy)) } {
                unsafe { put(answer, Err(Raise::from(error))) }
            }
        }
    }
}

unsafe extern "C" fn on_wait(context: *mut c_void, seconds: f64) {
    // Without an answer the session would ask for ever.
    let waited = unsafe { ask(context, |h| h.wait.as_ref().map(|f| f((seconds >= 0.0).then_some(seconds)))) };
    if waited.is_none() {
        unsafe { (*context.cast::<Hooks>()).cancel.cancel() }
    }
}

unsafe extern "C" fn on_progress(context: *mut c_void) -> bool {
    unsafe { ask(context, |h| h.progress.as_ref().map(|f| f())) }.unwrap_or(false)
}

/// A function on its way to the library: its name, and its context, which the library destroys from now on.
pub(crate) fn handed<F>(name: &str, f: F) -> Result<(CString, *mut c_void), Error> {
    let name = crate::value::c_string(name)?;
    Ok((name, Box::into_raw(Box::new(f)).cast()))
}
