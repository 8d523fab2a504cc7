// SPDX-License-Identifier: MIT
//! What a checker's thread may allocate. Beyond it the check under way is cancelled, which it notices at its next query;
//! one that goes on allocating, or whose time is over, is stopped for good where it allocates: nothing may unwind there.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;
use std::ptr::null;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use salsa::CancellationToken;

/// Bytes, the database included, which takes some 30 MiB.
const LIMIT: isize = 512 << 20;
const HARD_LIMIT: isize = LIMIT + LIMIT / 4;

/// Between a check and who waits for it.
#[derive(Default)]
pub struct Gate {
    /// Nobody waits any more.
    pub closed: AtomicBool,
    /// The check was stopped for good.
    pub out_of_memory: AtomicBool,
}

thread_local! {
    static USED: Cell<isize> = const { Cell::new(0) };
    static GUARDED: Cell<*const (&'static CancellationToken, &'static Gate)> = const { Cell::new(null()) };
}

struct Counting;

#[global_allocator]
static ALLOCATOR: Counting = Counting;

impl Counting {
    fn count(bytes: isize) {
        let used = USED.get() + bytes;
        USED.set(used);
        // SAFETY: null, or what `guard` set and takes away before what it borrows goes.
        if bytes > 0
            && let Some((token, gate)) = unsafe { GUARDED.get().as_ref() }
        {
            if used > LIMIT {
                token.cancel();
            }
            if used > HARD_LIMIT || gate.closed.load(Ordering::Relaxed) {
                gate.out_of_memory.store(used > HARD_LIMIT, Ordering::Relaxed);
                loop {
                    std::thread::sleep(Duration::from_secs(3600));
                }
            }
        }
    }
}

// SAFETY: the system's allocator does the work; counting neither allocates nor panics.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Self::count(layout.size() as isize);
        unsafe { System.alloc(layout) }
    }
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        Self::count(layout.size() as isize);
        unsafe { System.alloc_zeroed(layout) }
    }
    unsafe fn dealloc(&self, ptr: *mut u8, layout: Layout) {
        Self::count(-(layout.size() as isize));
        unsafe { System.dealloc(ptr, layout) }
    }
    unsafe fn realloc(&self, ptr: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        Self::count(size as isize - layout.size() as isize);
        unsafe { System.realloc(ptr, layout, size) }
    }
}

/// Does some work of this thread, which `token` cancels, within the limit.
pub fn guard<T>(token: &CancellationToken, gate: &Gate, work: impl FnOnce() -> T) -> T {
    struct Release;
    impl Drop for Release {
        fn drop(&mut self) {
            GUARDED.set(null());
        }
    }
    // SAFETY: the borrows outlive `_release`, which forgets them.
    let both = unsafe { (&*std::ptr::from_ref(token), &*std::ptr::from_ref(gate)) };
    GUARDED.set(&raw const both);
    let _release = Release;
    work()
}

pub fn exceeded() -> bool {
    USED.get() > LIMIT
}
