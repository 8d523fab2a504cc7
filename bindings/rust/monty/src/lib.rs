#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod check;
mod engine;
mod error;
mod host;
mod policy;
#[cfg(feature = "serde")]
mod serde;
mod session;
mod snapshot;
mod value;

#[cfg(feature = "serde")]
pub use crate::serde::{from_value, to_value};
pub use check::{CheckFormat, CheckOptions, Findings, check, check_available};
pub use engine::{CancelToken, Engine, Limits, Program};
pub use error::{Error, Exception, Frame, Limit, Raise};
pub use host::{Call, Found, Module, Options, Pending, Stream};
pub use policy::{MountMode, OsPolicy, OsPolicyBuilder};
pub use session::{Progress, Question, Session, Usage};
pub use snapshot::{Snapshot, SnapshotInfo, TypeSize};
pub use value::{Value, ValueRef};

/// Release of the library.
pub fn version() -> &'static str {
    // SAFETY: static text of the library.
    unsafe { std::ffi::CStr::from_ptr(monty_sys::monty_version()) }.to_str().unwrap_or_default()
}
