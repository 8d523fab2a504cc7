//! The examples print what they say. Cargo builds them beside the tests.
use std::process::Command;

fn output(name: &str) -> String {
    let path = std::env::current_exe().unwrap();
    let path = path.parent().unwrap().parent().unwrap().join("examples").join(name);
    let output = Command::new(&path).output().unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn first() {
    assert_eq!(output("first"), "ordering 4 cups\ntotal 10.00\n");
}

#[test]
fn suspend() {
    let asks = |n: i32| format!("asks ask(Int({n}))\n");
    assert_eq!(output("suspend"), format!("{}{}{}sum 60\n", asks(1), asks(2), asks(3)));
}

/// What the project's README shows is the example.
#[test]
fn readme() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../README.md");
    let example = include_str!("../examples/first.rs");
    let (_, program) = example.split_once("\n").unwrap();
    assert!(std::fs::read_to_string(root).unwrap().contains(program.trim()), "README.md and examples/first.rs differ");
}
