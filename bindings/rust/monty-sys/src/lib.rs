//! `monty.h` for Rust, one to one; what things mean is said there. The crate `monty` is the safe one.
#![allow(non_camel_case_types)]
use std::ffi::{c_char, c_int, c_uint, c_void};

/// Opaque.
#[repr(C)]
pub struct monty_result {
    _private: [u8; 0],
}
/// Opaque.
#[repr(C)]
pub struct monty_engine {
    _private: [u8; 0],
}
/// Opaque.
#[repr(C)]
pub struct monty_program {
    _private: [u8; 0],
}
/// Opaque.
#[repr(C)]
pub struct monty_cancel {
    _private: [u8; 0],
}
/// Opaque.
#[repr(C)]
pub struct monty_answer {
    _private: [u8; 0],
}
/// Opaque.
#[repr(C)]
pub struct monty_pending {
    _private: [u8; 0],
}
/// Opaque.
#[repr(C)]
pub struct monty_os_policy {
    _private: [u8; 0],
}
/// Opaque.
#[repr(C)]
pub struct monty_session {
    _private: [u8; 0],
}
pub type monty_kind = c_uint;
pub const MONTY_NONE: monty_kind = 0;
pub const MONTY_BOOL: monty_kind = 1;
pub const MONTY_INT: monty_kind = 2;
pub const MONTY_BIG_INT: monty_kind = 3;
pub const MONTY_FLOAT: monty_kind = 4;
pub const MONTY_STR: monty_kind = 5;
pub const MONTY_BYTES: monty_kind = 6;
pub const MONTY_ELLIPSIS: monty_kind = 7;
pub const MONTY_LIST: monty_kind = 8;
pub const MONTY_TUPLE: monty_kind = 9;
pub const MONTY_SET: monty_kind = 10;
pub const MONTY_FROZENSET: monty_kind = 11;
pub const MONTY_DICT: monty_kind = 12;
pub const MONTY_OBJECT: monty_kind = 13;
pub const MONTY_OPAQUE: monty_kind = 14;
pub const MONTY_RAISE: monty_kind = 15;
pub const MONTY_CODED: monty_kind = 16;
pub type monty_error_kind = c_uint;
pub const MONTY_ERROR_ARGUMENT: monty_error_kind = 0;
pub const MONTY_ERROR_SYNTAX: monty_error_kind = 1;
pub const MONTY_ERROR_RUNTIME: monty_error_kind = 2;
pub const MONTY_ERROR_LIMIT: monty_error_kind = 3;
pub const MONTY_ERROR_CONVERSION: monty_error_kind = 4;
pub const MONTY_ERROR_SNAPSHOT: monty_error_kind = 5;
pub const MONTY_ERROR_INTERNAL: monty_error_kind = 6;
pub type monty_limit = c_uint;
pub const MONTY_LIMIT_NONE: monty_limit = 0;
pub const MONTY_LIMIT_MEMORY: monty_limit = 1;
pub const MONTY_LIMIT_TIME: monty_limit = 2;
pub const MONTY_LIMIT_INSTRUCTIONS: monty_limit = 3;
pub const MONTY_LIMIT_DEPTH: monty_limit = 4;
pub const MONTY_LIMIT_OUTPUT: monty_limit = 5;
pub const MONTY_LIMIT_ALLOCATIONS: monty_limit = 6;
pub const MONTY_LIMIT_CANCEL: monty_limit = 7;
pub type monty_mode = c_uint;
pub const MONTY_FILE: monty_mode = 0;
pub const MONTY_INTERACTIVE: monty_mode = 1;
pub type monty_clock = c_uint;
pub const MONTY_CLOCK_UNANSWERED: monty_clock = 0;
pub const MONTY_CLOCK_REAL: monty_clock = 1;
pub const MONTY_CLOCK_FIXED: monty_clock = 2;
pub type monty_entropy = c_uint;
pub const MONTY_ENTROPY_UNANSWERED: monty_entropy = 0;
pub const MONTY_ENTROPY_REAL: monty_entropy = 1;
pub const MONTY_ENTROPY_SEED: monty_entropy = 2;
pub type monty_mount_mode = c_uint;
pub const MONTY_MOUNT_READ_ONLY: monty_mount_mode = 0;
pub const MONTY_MOUNT_READ_WRITE: monty_mount_mode = 1;
pub const MONTY_MOUNT_COPY_ON_WRITE: monty_mount_mode = 2;
pub const MONTY_MOUNT_MEMORY: monty_mount_mode = 3;
pub type monty_state = c_uint;
pub const MONTY_COMPLETE: monty_state = 0;
pub const MONTY_CALL: monty_state = 1;
pub const MONTY_OS: monty_state = 2;
pub const MONTY_FUTURES: monty_state = 3;
pub const MONTY_PAUSED: monty_state = 4;
pub const MONTY_NAME: monty_state = 5;
pub type monty_check_format = c_uint;
pub const MONTY_CHECK_FULL: monty_check_format = 0;
pub const MONTY_CHECK_CONCISE: monty_check_format = 1;
pub const MONTY_CHECK_JSON: monty_check_format = 2;
pub const MONTY_CHECK_GITHUB: monty_check_format = 3;
pub const MONTY_CHECK_AZURE: monty_check_format = 4;
pub const MONTY_CHECK_JSON_LINES: monty_check_format = 5;
pub const MONTY_CHECK_RDJSON: monty_check_format = 6;
pub const MONTY_CHECK_PYLINT: monty_check_format = 7;
pub const MONTY_CHECK_GITLAB: monty_check_format = 8;
pub type monty_function = Option<unsafe extern "C" fn(*mut c_void, *const monty_call, *mut monty_answer)>;
pub type monty_async_function = Option<unsafe extern "C" fn(*mut c_void, *const monty_call, *mut monty_pending)>;
pub type monty_destroy = Option<unsafe extern "C" fn(*mut c_void)>;
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_text {
    pub data: *const c_char,
    pub size: usize,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_items {
    pub data: *const monty_value,
    pub count: usize,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub union monty_value_as {
    pub integer: i64,
    pub number: f64,
    pub text: monty_text,
    pub items: monty_items,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_value {
    pub kind: monty_kind,
    pub flags: c_uint,
    pub type_name: *const c_char,
    pub as_: monty_value_as,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_frame {
    pub file: monty_text,
    pub function: monty_text,
    pub line: u32,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_span {
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_error {
    pub size: usize,
    pub kind: monty_error_kind,
    pub limit: monty_limit,
    pub type_: monty_text,
    pub message: monty_text,
    pub traceback: monty_text,
    pub frames: *const monty_frame,
    pub frame_count: usize,
    pub incomplete: bool,
    pub exited: bool,
    pub exit_status: c_int,
    pub spans: *const monty_span,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_limits {
    pub size: usize,
    pub memory: u64,
    pub instructions: u64,
    pub output: u64,
    pub seconds: f64,
    pub depth: i32,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_call {
    pub id: u64,
    pub name: monty_text,
    pub args: monty_value,
    pub kwargs: monty_value,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_module {
    pub size: usize,
    pub source: monty_text,
    pub file: monty_text,
    pub folder: *const c_char,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_session_options {
    pub size: usize,
    pub limits: *const monty_limits,
    pub argv: *const monty_text,
    pub argc: usize,
    pub cancel: *mut monty_cancel,
    pub context: *mut c_void,
    pub destroy: monty_destroy,
    pub on_output: Option<unsafe extern "C" fn(*mut c_void, c_int, monty_text) -> bool>,
    pub read_line: Option<unsafe extern "C" fn(*mut c_void, *mut monty_answer)>,
    pub import_source: Option<unsafe extern "C" fn(*mut c_void, monty_text, *mut monty_answer)>,
    pub os_call: Option<unsafe extern "C" fn(*mut c_void, *const monty_call, *mut monty_answer)>,
    pub on_wait: Option<unsafe extern "C" fn(*mut c_void, f64)>,
    pub no_clock: bool,
    pub no_sleep: bool,
    pub no_entropy: bool,
    pub collect_always: bool,
    pub fail_allocation: u64,
    pub step_every: u32,
    pub pause_every: u32,
    pub policy: *mut monty_os_policy,
    pub find_name: Option<unsafe extern "C" fn(*mut c_void, monty_text, *mut monty_answer)>,
    pub ask_names: bool,
    pub pause_on_limit: bool,
    pub on_progress: Option<unsafe extern "C" fn(*mut c_void) -> bool>,
    pub progress_seconds: f64,
    pub declare_rest: bool,
    pub coded: bool,
    pub no_cpu_clock: bool,
    pub keep_opaque: bool,
    pub ask_sleep: bool,
    pub ask_zone: bool,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_progress {
    pub size: usize,
    pub state: monty_state,
    pub question: monty_call,
    pub started: *const monty_call,
    pub started_count: usize,
    pub timeout: f64,
    pub position: monty_frame,
    pub limit: monty_limit,
    pub span: monty_span,
    pub via: monty_text,
    pub via_args: monty_value,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_settled {
    pub id: u64,
    pub value: monty_value,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_snapshot_source {
    pub file: monty_text,
    pub bytes: u64,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_snapshot_row {
    pub type_: monty_text,
    pub count: u64,
    pub bytes: u64,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_snapshot_info {
    pub size: usize,
    pub bytes: u64,
    pub made_by: monty_text,
    pub frames: *const monty_frame,
    pub frame_count: usize,
    pub sources: *const monty_snapshot_source,
    pub source_count: usize,
    pub types: *const monty_snapshot_row,
    pub type_count: usize,
    pub functions: *const monty_text,
    pub function_count: usize,
    pub version: u32,
    pub suspended: bool,
    pub authenticated: bool,
    pub mounts: *const monty_text,
    pub mount_count: usize,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_usage {
    pub size: usize,
    pub memory: u64,
    pub peak_memory: u64,
    pub allocations: u64,
    pub collections: u64,
    pub instructions: u64,
    pub output: u64,
    pub calls: u64,
    pub seconds: f64,
    pub host_seconds: f64,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_check_module {
    pub name: *const c_char,
    pub text: monty_text,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_check_options {
    pub size: usize,
    pub filename: *const c_char,
    pub stubs: monty_text,
    pub stubs_filename: *const c_char,
    pub earlier: monty_text,
    pub modules: *const monty_check_module,
    pub module_count: usize,
    pub format: monty_check_format,
    pub color: bool,
    pub seconds: f64,
}
#[repr(C)]
#[derive(Clone, Copy)]
pub struct monty_findings {
    pub size: usize,
    pub errors: u32,
    pub warnings: u32,
    pub text: monty_text,
}
unsafe extern "C" {
    pub fn monty_version() -> *const c_char;
    pub fn monty_result_value(result: *const monty_result) -> *const monty_value;
    pub fn monty_result_free(result: *mut monty_result);
    pub fn monty_limit_name(limit: monty_limit) -> *const c_char;
    pub fn monty_error_free(error: *mut monty_error);
    pub fn monty_engine_new() -> *mut monty_engine;
    pub fn monty_engine_free(engine: *mut monty_engine);
    pub fn monty_program_compile(
        source: *const c_char,
        size: usize,
        filename: *const c_char,
        mode: monty_mode,
        limits: *const monty_limits,
        out: *mut *mut monty_program,
    ) -> *mut monty_error;
    pub fn monty_program_compile_telling(
        source: *const c_char,
        size: usize,
        filename: *const c_char,
        mode: monty_mode,
        limits: *const monty_limits,
        assert_bytes: u32,
        out: *mut *mut monty_program,
    ) -> *mut monty_error;
    pub fn monty_program_free(program: *mut monty_program);
    pub fn monty_program_disassemble(program: *const monty_program, out: *mut *mut monty_result) -> *mut monty_error;
    pub fn monty_program_awaits(program: *const monty_program, name: *const c_char) -> bool;
    pub fn monty_cancel_new() -> *mut monty_cancel;
    pub fn monty_cancel_share(cancel: *mut monty_cancel) -> *mut monty_cancel;
    pub fn monty_cancel_free(cancel: *mut monty_cancel);
    pub fn monty_cancel_request(cancel: *mut monty_cancel);
    pub fn monty_cancel_reset(cancel: *mut monty_cancel);
    pub fn monty_cancel_requested(cancel: *const monty_cancel) -> bool;
    pub fn monty_answer_value(answer: *mut monty_answer, value: *const monty_value) -> *mut monty_error;
    pub fn monty_answer_module(answer: *mut monty_answer, module: *const monty_module) -> *mut monty_error;
    pub fn monty_pending_resolve(pending: *mut monty_pending, value: *const monty_value) -> *mut monty_error;
    pub fn monty_pending_id(pending: *const monty_pending) -> u64;
    pub fn monty_pending_free(pending: *mut monty_pending);
    pub fn monty_os_policy_new() -> *mut monty_os_policy;
    pub fn monty_os_policy_free(policy: *mut monty_os_policy);
    pub fn monty_os_policy_set_clock(policy: *mut monty_os_policy, clock: monty_clock, seconds: f64) -> *mut monty_error;
    pub fn monty_os_policy_set_entropy(policy: *mut monty_os_policy, entropy: monty_entropy, seed: u64) -> *mut monty_error;
    pub fn monty_os_policy_set_variable(
        policy: *mut monty_os_policy,
        name: *const c_char,
        value: *const c_char,
    ) -> *mut monty_error;
    pub fn monty_os_policy_mount(
        policy: *mut monty_os_policy,
        point: *const c_char,
        directory: *const c_char,
        mode: monty_mount_mode,
        quota: u64,
    ) -> *mut monty_error;
    pub fn monty_os_policy_write_file(
        policy: *mut monty_os_policy,
        path: *const c_char,
        data: *const c_void,
        size: usize,
    ) -> *mut monty_error;
    pub fn monty_os_policy_read_file(
        policy: *mut monty_os_policy,
        path: *const c_char,
        out: *mut *mut monty_result,
    ) -> *mut monty_error;
    pub fn monty_os_policy_list(
        policy: *mut monty_os_policy,
        path: *const c_char,
        out: *mut *mut monty_result,
    ) -> *mut monty_error;
    pub fn monty_os_policy_ask(
        policy: *mut monty_os_policy,
        question: *const monty_call,
        out: *mut *mut monty_result,
    ) -> *mut monty_error;
    pub fn monty_answer_function(
        answer: *mut monty_answer,
        function: monty_function,
        context: *mut c_void,
        destroy: monty_destroy,
    ) -> *mut monty_error;
    pub fn monty_session_new(
        engine: *const monty_engine,
        options: *const monty_session_options,
        out: *mut *mut monty_session,
    ) -> *mut monty_error;
    pub fn monty_session_free(session: *mut monty_session);
    pub fn monty_session_define(
        session: *mut monty_session,
        name: *const c_char,
        function: monty_function,
        context: *mut c_void,
        destroy: monty_destroy,
    ) -> *mut monty_error;
    pub fn monty_session_define_async(
        session: *mut monty_session,
        name: *const c_char,
        function: monty_async_function,
        context: *mut c_void,
        destroy: monty_destroy,
    ) -> *mut monty_error;
    pub fn monty_session_declare(session: *mut monty_session, name: *const c_char, awaited: bool) -> *mut monty_error;
    pub fn monty_session_grant(
        session: *mut monty_session,
        name: *const c_char,
        function: monty_function,
        context: *mut c_void,
        destroy: monty_destroy,
    ) -> *mut monty_error;
    pub fn monty_session_grant_async(
        session: *mut monty_session,
        name: *const c_char,
        function: monty_async_function,
        context: *mut c_void,
        destroy: monty_destroy,
    ) -> *mut monty_error;
    pub fn monty_session_grant_declared(session: *mut monty_session, name: *const c_char) -> *mut monty_error;
    pub fn monty_session_set(session: *mut monty_session, name: *const c_char, value: *const monty_value) -> *mut monty_error;
    pub fn monty_session_get(session: *mut monty_session, name: *const c_char, out: *mut *mut monty_result) -> *mut monty_error;
    pub fn monty_session_run(
        session: *mut monty_session,
        program: *const monty_program,
        out: *mut *mut monty_result,
    ) -> *mut monty_error;
    pub fn monty_session_execute(session: *mut monty_session, program: *const monty_program) -> *mut monty_error;
    pub fn monty_session_result(session: *mut monty_session, out: *mut *mut monty_result) -> *mut monty_error;
    pub fn monty_session_result_repr(session: *mut monty_session, out: *mut *mut monty_result) -> *mut monty_error;
    pub fn monty_session_result_is_none(session: *const monty_session) -> bool;
    pub fn monty_session_keep_result(session: *mut monty_session, name: *const c_char) -> *mut monty_error;
    pub fn monty_session_start(
        session: *mut monty_session,
        program: *const monty_program,
        out: *mut *const monty_progress,
    ) -> *mut monty_error;
    pub fn monty_session_resume(
        session: *mut monty_session,
        value: *const monty_value,
        out: *mut *const monty_progress,
    ) -> *mut monty_error;
    pub fn monty_session_resume_future(session: *mut monty_session, out: *mut *const monty_progress) -> *mut monty_error;
    pub fn monty_session_resume_declared(
        session: *mut monty_session,
        awaited: bool,
        out: *mut *const monty_progress,
    ) -> *mut monty_error;
    pub fn monty_session_resume_refused(session: *mut monty_session, out: *mut *const monty_progress) -> *mut monty_error;
    pub fn monty_session_settle(
        session: *mut monty_session,
        answers: *const monty_settled,
        count: usize,
        waited: f64,
        out: *mut *const monty_progress,
    ) -> *mut monty_error;
    pub fn monty_session_progress(session: *mut monty_session, out: *mut *const monty_progress) -> *mut monty_error;
    pub fn monty_session_dump(
        session: *mut monty_session,
        key: *const c_void,
        key_size: usize,
        out: *mut *mut monty_result,
    ) -> *mut monty_error;
    pub fn monty_session_load(
        engine: *const monty_engine,
        dump: *const c_void,
        size: usize,
        options: *const monty_session_options,
        key: *const c_void,
        key_size: usize,
        out: *mut *mut monty_session,
    ) -> *mut monty_error;
    pub fn monty_session_fork(session: *mut monty_session, out: *mut *mut monty_session) -> *mut monty_error;
    pub fn monty_snapshot_inspect(
        engine: *const monty_engine,
        dump: *const c_void,
        size: usize,
        out: *mut *mut monty_snapshot_info,
    ) -> *mut monty_error;
    pub fn monty_snapshot_info_free(info: *mut monty_snapshot_info);
    pub fn monty_session_usage(session: *const monty_session, usage: *mut monty_usage) -> *mut monty_error;
    pub fn monty_session_set_limits(session: *mut monty_session, limits: *const monty_limits) -> *mut monty_error;
    pub fn monty_session_take_output(session: *mut monty_session, stream: c_int, out: *mut *mut monty_result)
    -> *mut monty_error;
    pub fn monty_session_check_heap(session: *mut monty_session, out: *mut *mut monty_result) -> *mut monty_error;
    pub fn monty_check_available() -> bool;
    pub fn monty_check(
        source: *const c_char,
        size: usize,
        options: *const monty_check_options,
        out: *mut *mut monty_findings,
    ) -> *mut monty_error;
    pub fn monty_findings_free(findings: *mut monty_findings);
    pub fn monty_from_json(text: *const c_char, size: usize, out: *mut *mut monty_result) -> *mut monty_error;
    pub fn monty_to_json(value: *const monty_value, out: *mut *mut monty_result) -> *mut monty_error;
}
