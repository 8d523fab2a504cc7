// SPDX-License-Identifier: MIT
//! The C side, `typecheck.h`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use ruff_db::diagnostic::DiagnosticFormat;
use ruff_text_size::{TextRange, TextSize};

use crate::check::Request;
use crate::pool::{Outcome, run};

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Bytes {
    data: *const u8,
    size: usize,
}

#[repr(C)]
pub struct TypecheckModule {
    name: Bytes,
    text: Bytes,
}

#[repr(C)]
pub struct TypecheckRequest {
    archive: Bytes,
    name: Bytes,
    source: Bytes,
    earlier: Bytes,
    stubs: Bytes,
    stubs_name: Bytes,
    modules: *const TypecheckModule,
    module_count: usize,
    refused: Bytes,
    refused_start: usize,
    refused_end: usize,
    format: u32,
    color: bool,
    seconds: f64,
}

#[repr(C)]
pub struct TypecheckReport {
    status: u32,
    errors: u32,
    warnings: u32,
    data: *mut u8,
    size: usize,
}

const DONE: u32 = 0;
const OUT_OF_TIME: u32 = 1;
const FAILED: u32 = 2;
const OUT_OF_MEMORY: u32 = 3;

/// In the order of `typecheck_format`.
const FORMATS: [DiagnosticFormat; 9] = [
    DiagnosticFormat::Full,
    DiagnosticFormat::Concise,
    DiagnosticFormat::Json,
    DiagnosticFormat::Github,
    DiagnosticFormat::Azure,
    DiagnosticFormat::JsonLines,
    DiagnosticFormat::Rdjson,
    DiagnosticFormat::Pylint,
    DiagnosticFormat::Gitlab,
];

impl Bytes {
    /// # Safety
    /// The bytes must live as long as `'a`.
    unsafe fn slice<'a>(self) -> &'a [u8] {
        // SAFETY: the caller's promise; no bytes need no address.
        if self.size == 0 { &[] } else { unsafe { std::slice::from_raw_parts(self.data, self.size) } }
    }
    /// Text; what is not UTF-8 (lone surrogates) is replaced.
    unsafe fn text(self) -> String {
        // SAFETY: as above.
        String::from_utf8_lossy(unsafe { self.slice() }).into_owned()
    }
}

fn report(status: u32, errors: u32, warnings: u32, text: String) -> TypecheckReport {
    let bytes = Box::leak(text.into_bytes().into_boxed_slice());
    TypecheckReport { status, errors, warnings, data: bytes.as_mut_ptr(), size: bytes.len() }
}

fn range(start: usize, end: usize) -> TextRange {
    let at = |offset: usize| TextSize::try_from(offset).unwrap_or_default();
    TextRange::new(at(start), at(end.max(start)))
}

unsafe fn answer(given: &TypecheckRequest) -> TypecheckReport {
    // SAFETY: `typecheck_run` is called with what typecheck.h asks for.
    let (request, archive) = unsafe {
        let modules = if given.module_count == 0 { &[] } else { std::slice::from_raw_parts(given.modules, given.module_count) };
        let request = Request {
            name: given.name.text(),
            source: given.source.text(),
            earlier: given.earlier.text(),
            stubs: given.stubs.text(),
            stubs_name: given.stubs_name.text(),
            modules: modules.iter().map(|m| (m.name.text(), m.text.text())).collect(),
            refused: (given.refused.size != 0).then(|| (given.refused.text(), range(given.refused_start, given.refused_end))),
            format: FORMATS.get(given.format as usize).copied().unwrap_or_default(),
            color: given.color,
        };
        (request, given.archive.slice::<'static>())
    };
    let time = Duration::try_from_secs_f64(given.seconds).unwrap_or(Duration::MAX);
    match run(archive, request, time) {
        Outcome::Done(f) => report(DONE, f.errors, f.warnings, f.text),
        Outcome::OutOfMemory => report(OUT_OF_MEMORY, 0, 0, String::new()),
        Outcome::OutOfTime => report(OUT_OF_TIME, 0, 0, String::new()),
        Outcome::Failed(message) => report(FAILED, 0, 0, message),
    }
}

/// # Safety
/// As typecheck.h says: `request` and what it points to are read during the call, its archive at any time later.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn typecheck_run(request: *const TypecheckRequest) -> TypecheckReport {
    // SAFETY: the caller's promise.
    catch_unwind(AssertUnwindSafe(|| unsafe { answer(&*request) }))
        .unwrap_or_else(|_| report(FAILED, 0, 0, "the checker panicked".to_string()))
}

/// # Safety
/// `report` is what `typecheck_run` gave, and is not freed twice.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn typecheck_free(report: TypecheckReport) {
    // SAFETY: `report` leaked a box of this size.
    drop(unsafe { Box::from_raw(std::ptr::slice_from_raw_parts_mut(report.data, report.size)) });
}
