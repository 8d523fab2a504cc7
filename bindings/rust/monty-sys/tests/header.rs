//! The declarations are those of monty.h: the same functions, and structs of the same size with each field in its place.
use monty_sys::*;
use std::collections::BTreeSet;
use std::fmt::Write;
use std::mem::{offset_of, size_of};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..")
}

fn functions(text: &str, before: &str) -> BTreeSet<String> {
    let heads = text.split(before).skip(1).filter_map(|rest| rest.split('(').next());
    heads.filter_map(|head| head.split([' ', '*']).next_back()).map(str::to_owned).collect()
}

#[test]
fn functions_are_those_of_the_header() {
    let header = fs::read_to_string(root().join("include/monty/monty.h")).unwrap();
    let (_, header) = header.split_once("extern \"C\" {").unwrap();
    let ours = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lib.rs")).unwrap();
    let (_, ours) = ours.split_once("unsafe extern \"C\" {").unwrap();
    let theirs = functions(header, "\nMONTY_API ");
    assert!(theirs.len() > 60, "the header was not read: {theirs:?}");
    assert_eq!(functions(ours, "pub fn "), theirs);
}

macro_rules! layout {
    ($($name:ident { $($field:ident $(as $theirs:literal)?),* })*) => {{
        let mut rows: Vec<(String, usize)> = Vec::new();
        $(
            rows.push((format!("sizeof({})", stringify!($name)), size_of::<$name>()));
            $({
                #[allow(unused_mut, unused_assignments)]
                let mut field = stringify!($field);
                $(field = $theirs;)?
                rows.push((format!("offsetof({}, {field})", stringify!($name)), offset_of!($name, $field)));
            })*
        )*
        rows
    }};
}

#[test]
fn layouts_are_those_of_the_header() {
    let mut rows = layout! {
        monty_text { data, size }
        monty_value { kind, flags, type_name, as_ as "as" }
        monty_frame { file, function, line }
        monty_error {
            size, kind, limit, type_ as "type", message, traceback, frames, frame_count, incomplete, exited, exit_status,
            spans
        }
        monty_span { column, end_line, end_column }
        monty_limits { size, memory, instructions, output, seconds, depth }
        monty_call { id, name, args, kwargs }
        monty_module { size, source, file, folder }
        monty_session_options {
            size, limits, argv, argc, cancel, context, destroy, on_output, read_line, import_source, os_call, on_wait,
            no_clock, no_sleep, no_entropy, collect_always, fail_allocation, step_every, pause_every, policy, find_name,
            ask_names, pause_on_limit, on_progress, progress_seconds, declare_rest,
            coded, no_cpu_clock, keep_opaque, ask_sleep, ask_zone
        }
        monty_progress { size, state, question, started, started_count, timeout, position, limit, span, via, via_args }
        monty_settled { id, value }
        monty_snapshot_source { file, bytes }
        monty_snapshot_row { type_ as "type", count, bytes }
        monty_snapshot_info {
            size, bytes, made_by, frames, frame_count, sources, source_count, types, type_count, functions, function_count,
            version, suspended, authenticated, mounts, mount_count
        }
        monty_usage {
            size, memory, peak_memory, allocations, collections, instructions, output, calls, seconds, host_seconds
        }
        monty_check_module { name, text }
        monty_check_options {
            size, filename, stubs, stubs_filename, earlier, modules, module_count, format, color, seconds
        }
        monty_findings { size, errors, warnings, text }
    };
    for (name, number) in [
        ("MONTY_CODED", MONTY_CODED),
        ("MONTY_OPAQUE", MONTY_OPAQUE),
        ("MONTY_ERROR_INTERNAL", MONTY_ERROR_INTERNAL),
        ("MONTY_LIMIT_CANCEL", MONTY_LIMIT_CANCEL),
        ("MONTY_NAME", MONTY_NAME),
        ("MONTY_MOUNT_MEMORY", MONTY_MOUNT_MEMORY),
        ("MONTY_ENTROPY_SEED", MONTY_ENTROPY_SEED),
        ("MONTY_CLOCK_FIXED", MONTY_CLOCK_FIXED),
    ] {
        rows.push((name.to_owned(), number as usize));
    }
    let mut source = String::from("#include <monty/monty.h>\n#include <stddef.h>\n#include <assert.h>\n");
    for (what, number) in &rows {
        writeln!(source, "static_assert({what} == {number}, \"{what}\");").unwrap();
    }
    let file = env::temp_dir().join(format!("monty_layout_{}.c", std::process::id()));
    fs::write(&file, source).unwrap();
    let cc = env::var("CC").unwrap_or_else(|_| "cc".into());
    let output =
        Command::new(cc).args(["-std=c11", "-fsyntax-only", "-I"]).arg(root().join("include")).arg(&file).output().unwrap();
    fs::remove_file(&file).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}
