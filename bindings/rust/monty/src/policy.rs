//! What the operating system says.
use crate::engine::{Owned, take_value};
use crate::value::c_string;
use crate::{Error, Value};
use monty_sys as sys;
use std::path::Path;
use std::sync::Arc;
use std::{fmt, ptr};

/// How a directory of the host is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MountMode {
    /// Programs read.
    ReadOnly,
    /// Programs read and write.
    ReadWrite,
    /// Changes stay in memory, with the policy.
    CopyOnWrite,
}

/// Collects what an [`OsPolicy`] answers; [`OsPolicyBuilder::build`] tells the first mistake.
pub struct OsPolicyBuilder {
    policy: Owned<sys::monty_os_policy>,
    state: Result<(), Error>,
}

/// Answers programs' questions about clock, random bytes, environment and files.
///
/// What it does not answer goes to [`Options::on_os_call`](crate::Options::on_os_call), or suspends the run, or is
/// refused (`PermissionError`). Given to any number of sessions, on any threads, which see the same files. Clones are the
/// same policy.
#[derive(Clone)]
pub struct OsPolicy(pub(crate) Arc<Owned<sys::monty_os_policy>>);

impl OsPolicyBuilder {
    fn step(mut self, f: impl FnOnce(*mut sys::monty_os_policy) -> Result<*mut sys::monty_error, Error>) -> Self {
        if self.state.is_ok() {
            // SAFETY: the error is ours.
            self.state = f(self.policy.pointer).and_then(|error| unsafe { Error::check(error) });
        }
        self
    }

    /// The real clock.
    pub fn real_clock(self) -> Self {
        self.step(|p| Ok(unsafe { sys::monty_os_policy_set_clock(p, sys::MONTY_CLOCK_REAL, 0.0) }))
    }

    /// A clock that stands at so many seconds since 1970; sleeping moves it on, at once.
    pub fn fixed_clock(self, seconds: f64) -> Self {
        self.step(|p| Ok(unsafe { sys::monty_os_policy_set_clock(p, sys::MONTY_CLOCK_FIXED, seconds) }))
    }

    /// Real random bytes.
    pub fn real_entropy(self) -> Self {
        self.step(|p| Ok(unsafe { sys::monty_os_policy_set_entropy(p, sys::MONTY_ENTROPY_REAL, 0) }))
    }

    /// The same random numbers in each run.
    pub fn seed(self, seed: u64) -> Self {
        self.step(|p| Ok(unsafe { sys::monty_os_policy_set_entropy(p, sys::MONTY_ENTROPY_SEED, seed) }))
    }

    /// A variable of `os.environ`.
    pub fn variable(self, name: &str, value: &str) -> Self {
        self.step(|p| {
            let (name, value) = (c_string(name)?, c_string(value)?);
            Ok(unsafe { sys::monty_os_policy_set_variable(p, name.as_ptr(), value.as_ptr()) })
        })
    }

    /// `os.environ` is there, and empty up to now.
    pub fn empty_environment(self) -> Self {
        self.step(|p| Ok(unsafe { sys::monty_os_policy_set_variable(p, ptr::null(), ptr::null()) }))
    }

    /// Shows a directory to programs as `point` (`/data`, or `/` for all). They may add `quota` bytes (0: 64 MiB).
    /// Nothing outside the directory is reached.
    pub fn mount(self, point: &str, directory: impl AsRef<Path>, mode: MountMode, quota: u64) -> Self {
        self.step(|p| {
            let directory = directory.as_ref();
            let text = directory.to_str();
            let text = text.ok_or_else(|| Error::argument(format!("{} is no UTF-8", directory.display())))?;
            let (point, directory) = (c_string(point)?, c_string(text)?);
            let mode = match mode {
                MountMode::ReadOnly => sys::MONTY_MOUNT_READ_ONLY,
                MountMode::ReadWrite => sys::MONTY_MOUNT_READ_WRITE,
                MountMode::CopyOnWrite => sys::MONTY_MOUNT_COPY_ON_WRITE,
            };
            Ok(unsafe { sys::monty_os_policy_mount(p, point.as_ptr(), directory.as_ptr(), mode, quota) })
        })
    }

    /// Files in memory, with the policy.
    pub fn mount_memory(self, point: &str, quota: u64) -> Self {
        self.step(|p| {
            let point = c_string(point)?;
            Ok(unsafe { sys::monty_os_policy_mount(p, point.as_ptr(), ptr::null(), sys::MONTY_MOUNT_MEMORY, quota) })
        })
    }

    /// Puts a file there before anything runs. Without any mount, one in memory is made.
    pub fn file(self, path: &str, data: impl AsRef<[u8]>) -> Self {
        self.step(|p| {
            let (path, data) = (c_string(path)?, data.as_ref());
            Ok(unsafe { sys::monty_os_policy_write_file(p, path.as_ptr(), data.as_ptr().cast(), data.len()) })
        })
    }

    /// The policy.
    pub fn build(self) -> Result<OsPolicy, Error> {
        self.state.map(|()| OsPolicy(Arc::new(self.policy)))
    }
}

impl OsPolicy {
    /// One that answers nothing, to be set up.
    pub fn builder() -> OsPolicyBuilder {
        // SAFETY: the pair of functions that the header names.
        let policy = unsafe { Owned::new(sys::monty_os_policy_new(), sys::monty_os_policy_free) };
        OsPolicyBuilder { policy, state: Ok(()) }
    }

    /// Writes a file where programs see it, making the directories on the way; the policy has a mount there.
    pub fn write_file(&self, path: &str, data: impl AsRef<[u8]>) -> Result<(), Error> {
        let (path, data) = (c_string(path)?, data.as_ref());
        let (bytes, size) = (data.as_ptr().cast(), data.len());
        // SAFETY: the policy is alive, and locks its files.
        unsafe { Error::check(sys::monty_os_policy_write_file(self.0.pointer, path.as_ptr(), bytes, size)) }
    }

    /// What is in a file that programs see.
    pub fn read_file(&self, path: &str) -> Result<Vec<u8>, Error> {
        let path = c_string(path)?;
        // SAFETY: the policy is alive; so below.
        take_value(|out| unsafe { sys::monty_os_policy_read_file(self.0.pointer, path.as_ptr(), out) })?.try_into()
    }

    /// The names in a directory that programs see, sorted.
    pub fn list(&self, path: &str) -> Result<Vec<String>, Error> {
        let path = c_string(path)?;
        let names = take_value(|out| unsafe { sys::monty_os_policy_list(self.0.pointer, path.as_ptr(), out) })?;
        let names: Vec<Value> = names.try_into()?;
        let mut names = names.into_iter().map(String::try_from).collect::<Result<Vec<_>, _>>()?;
        names.sort();
        Ok(names)
    }
}

impl fmt::Debug for OsPolicy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OsPolicy")
    }
}
