//! What can go wrong.
use crate::value::text;
use monty_sys as sys;
use std::{fmt, slice};

/// A place in a program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// The file's name.
    pub file: String,
    /// The function's name, `<module>` outside of any.
    pub function: String,
    /// The line, from 1.
    pub line: u32,
}

impl Frame {
    pub(crate) unsafe fn new(frame: &sys::monty_frame) -> Frame {
        unsafe { Frame { file: text(frame.file), function: text(frame.function), line: frame.line } }
    }
}

/// The exception behind an [`Error`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Exception {
    /// Its type, `ValueError`.
    pub type_name: String,
    /// `str()` of it.
    pub message: String,
    /// As Python prints it, with its last newline; may be empty.
    pub traceback: String,
    /// Where it came from, outermost first.
    pub frames: Vec<Frame>,
}

/// Which limit ended or paused a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Limit {
    /// Bytes of memory.
    Memory,
    /// Seconds.
    Time,
    /// Instructions.
    Instructions,
    /// Frames.
    Depth,
    /// Bytes of output.
    Output,
    /// Allocations.
    Allocations,
    /// Not a limit: a [`CancelToken`](crate::CancelToken).
    Cancel,
    /// One that a later release of the library has.
    Other,
}

impl Limit {
    pub(crate) fn new(limit: sys::monty_limit) -> Limit {
        match limit {
            sys::MONTY_LIMIT_MEMORY => Limit::Memory,
            sys::MONTY_LIMIT_TIME => Limit::Time,
            sys::MONTY_LIMIT_INSTRUCTIONS => Limit::Instructions,
            sys::MONTY_LIMIT_DEPTH => Limit::Depth,
            sys::MONTY_LIMIT_OUTPUT => Limit::Output,
            sys::MONTY_LIMIT_ALLOCATIONS => Limit::Allocations,
            sys::MONTY_LIMIT_CANCEL => Limit::Cancel,
            _ => Limit::Other,
        }
    }
}

/// Why a call of this crate failed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The library was called wrongly: a zero byte in a name, an answer that does not fit the question.
    Argument(Box<Exception>),
    /// The source is no program.
    Syntax {
        /// What is wrong, and where.
        exception: Box<Exception>,
        /// More lines could make it valid (for a prompt).
        incomplete: bool,
    },
    /// An exception that nothing caught.
    Runtime(Box<Exception>),
    /// An uncaught `SystemExit`; the message is what it prints.
    Exit {
        /// The exit status.
        status: i32,
        /// The SystemExit.
        exception: Box<Exception>,
    },
    /// Stopped by a limit, or cancelled.
    Limit {
        /// Which.
        limit: Limit,
        /// Where.
        exception: Box<Exception>,
    },
    /// A value cannot cross.
    Conversion(Box<Exception>),
    /// A dump is refused, or the session cannot be dumped or resumed now.
    Snapshot(Box<Exception>),
    /// A defect of the library.
    Internal(Box<Exception>),
}

impl Error {
    fn plain(type_name: &str, message: String) -> Box<Exception> {
        Box::new(Exception { type_name: type_name.into(), message, ..Exception::default() })
    }

    pub(crate) fn argument(message: String) -> Error {
        Error::Argument(Error::plain("ValueError", message))
    }

    pub(crate) fn conversion(message: String) -> Error {
        Error::Conversion(Error::plain("TypeError", message))
    }

    pub(crate) fn internal(message: String) -> Error {
        Error::Internal(Error::plain("SystemError", message))
    }

    /// Takes the library's error, and frees it; NULL is success.
    ///
    /// # Safety
    /// The error is the library's, and nobody else's.
    pub(crate) unsafe fn check(error: *mut sys::monty_error) -> Result<(), Error> {
        // SAFETY: as promised; its texts and frames lie in it until it is freed below.
        let Some(raw) = (unsafe { error.as_ref() }) else { return Ok(()) };
        let frames: &[sys::monty_frame] =
            if raw.frame_count == 0 { &[] } else { unsafe { slice::from_raw_parts(raw.frames, raw.frame_count) } };
        let exception = unsafe {
            Box::new(Exception {
                type_name: text(raw.type_),
                message: text(raw.message),
                traceback: text(raw.traceback),
                frames: frames.iter().map(|frame| Frame::new(frame)).collect(),
            })
        };
        let made = match raw.kind {
            sys::MONTY_ERROR_ARGUMENT => Error::Argument(exception),
            sys::MONTY_ERROR_SYNTAX => Error::Syntax { exception, incomplete: raw.incomplete },
            sys::MONTY_ERROR_RUNTIME if raw.exited => Error::Exit { status: raw.exit_status, exception },
            sys::MONTY_ERROR_RUNTIME => Error::Runtime(exception),
            sys::MONTY_ERROR_LIMIT => Error::Limit { limit: Limit::new(raw.limit), exception },
            sys::MONTY_ERROR_CONVERSION => Error::Conversion(exception),
            sys::MONTY_ERROR_SNAPSHOT => Error::Snapshot(exception),
            _ => Error::Internal(exception),
        };
        unsafe { sys::monty_error_free(error) };
        Err(made)
    }

    /// The exception behind it.
    pub fn exception(&self) -> &Exception {
        match self {
            Error::Syntax { exception, .. } | Error::Exit { exception, .. } | Error::Limit { exception, .. } => exception,
            Error::Argument(exception) | Error::Runtime(exception) | Error::Conversion(exception) => exception,
            Error::Snapshot(exception) | Error::Internal(exception) => exception,
        }
    }

    /// Type of the exception, `ValueError`.
    pub fn type_name(&self) -> &str {
        &self.exception().type_name
    }

    /// `str()` of the exception.
    pub fn message(&self) -> &str {
        &self.exception().message
    }

    /// As Python prints it; may be empty.
    pub fn traceback(&self) -> &str {
        &self.exception().traceback
    }

    /// Where in the source: the innermost frame.
    pub fn position(&self) -> Option<&Frame> {
        self.exception().frames.last()
    }

    /// The limit that was hit.
    pub fn limit(&self) -> Option<Limit> {
        if let Error::Limit { limit, .. } = self { Some(*limit) } else { None }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Exception { type_name, message, .. } = self.exception();
        f.write_str(type_name)?;
        if message.is_empty() { Ok(()) } else { write!(f, ": {message}") }
    }
}

impl std::error::Error for Error {}

/// An exception that a function of the host raises in the program: a builtin type by its name.
///
/// Every `std::error::Error` becomes one by `?`: a `RuntimeError` with its text, an [`Error`] one of its own type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raise {
    pub(crate) type_name: String,
    pub(crate) message: String,
}

impl Raise {
    /// `Raise::new("KeyError", "no such thing")`. A name that is no builtin exception arrives as a RuntimeError.
    pub fn new(type_name: impl Into<String>, message: impl Into<String>) -> Raise {
        Raise { type_name: type_name.into(), message: message.into() }
    }
}

impl<E: std::error::Error + 'static> From<E> for Raise {
    fn from(error: E) -> Raise {
        let any: &dyn std::error::Error = &error;
        match any.downcast_ref::<Error>() {
            Some(ours) => Raise::new(ours.type_name(), ours.message()),
            None => Raise::new("RuntimeError", error.to_string()),
        }
    }
}
