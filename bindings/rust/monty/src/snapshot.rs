//! Snapshots: the bytes of a session.
use crate::value::text;
use crate::{Engine, Error, Frame};
use monty_sys as sys;
use std::{ptr, slice};

/// A session as bytes, which [`Session::load`](crate::Session::load) makes a session of, in another process or later.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot(Vec<u8>);

/// What a snapshot holds of a type.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct TypeSize {
    /// The type.
    pub type_name: String,
    /// How many.
    pub count: u64,
    /// Their bytes in the snapshot.
    pub bytes: u64,
}

/// What a snapshot holds.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SnapshotInfo {
    /// Its size.
    pub bytes: u64,
    /// Release of the library that made it.
    pub made_by: String,
    /// Version of the format.
    pub version: u32,
    /// Suspended, else between runs.
    pub suspended: bool,
    /// Carries a MAC.
    pub authenticated: bool,
    /// Where it stands, outermost first.
    pub frames: Vec<Frame>,
    /// Files and sizes of the sources.
    pub sources: Vec<(String, u64)>,
    /// By type, largest first.
    pub types: Vec<TypeSize>,
    /// Functions of the host that must be granted.
    pub functions: Vec<String>,
    /// Mounts that a policy must have.
    pub mounts: Vec<String>,
}

impl Snapshot {
    /// Any bytes; whether they are a snapshot is seen where they are used.
    pub fn from_bytes(bytes: impl Into<Vec<u8>>) -> Snapshot {
        Snapshot(bytes.into())
    }

    /// The bytes, to be stored.
    pub fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// The bytes, to be stored.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0
    }

    /// What it holds.
    pub fn inspect(&self, engine: &Engine) -> Result<SnapshotInfo, Error> {
        unsafe fn list<T, R>(data: *const T, count: usize, f: impl Fn(&T) -> R) -> Vec<R> {
            let items = if count == 0 { &[] } else { unsafe { slice::from_raw_parts(data, count) } };
            items.iter().map(f).collect()
        }
        let mut info = ptr::null_mut();
        // SAFETY: the bytes are read during the call; the info and all in it live until it is freed.
        unsafe {
            let (data, size) = (self.0.as_ptr().cast(), self.0.len());
            Error::check(sys::monty_snapshot_inspect(engine.0.pointer, data, size, &mut info))?;
            let raw = &*info;
            let made = SnapshotInfo {
                bytes: raw.bytes,
                made_by: text(raw.made_by),
                version: raw.version,
                suspended: raw.suspended,
                authenticated: raw.authenticated,
                frames: list(raw.frames, raw.frame_count, |f| Frame::new(f)),
                sources: list(raw.sources, raw.source_count, |s| (text(s.file), s.bytes)),
                types: list(raw.types, raw.type_count, |t| TypeSize { type_name: text(t.type_), count: t.count, bytes: t.bytes }),
                functions: list(raw.functions, raw.function_count, |t| text(*t)),
                mounts: list(raw.mounts, raw.mount_count, |t| text(*t)),
            };
            sys::monty_snapshot_info_free(info);
            Ok(made)
        }
    }
}
