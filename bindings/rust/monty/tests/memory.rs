//! A million calls of the host leave memory flat. In a process of its own: what others allocate would count.
mod common;
use common::*;
use monty::{Progress, Value};
use std::fs;

/// Bytes of this process that lie in memory.
fn resident() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<u64>().unwrap() * 1024
}

const ROOM: u64 = 2 << 20;

#[test]
fn a_million_calls_leave_memory_flat() {
    let mut session = session();
    session.define("f", |call| Ok(Value::from((call.argument::<i64>(0, "n")?, "text")))).unwrap();
    let program = compile("for i in range(calls): f(i)");
    // The heap reaches its size within the collector's first rounds.
    session.set("calls", 200_000).unwrap();
    session.run(&program).unwrap();
    let (before, heap) = (resident(), session.usage().unwrap().memory);
    session.set("calls", 1_000_000).unwrap();
    session.run(&program).unwrap();
    let (after, heap_after) = (resident(), session.usage().unwrap().memory);
    assert_eq!(session.usage().unwrap().calls, 1_200_000);
    assert!(after < before + ROOM, "{before} bytes before, {after} after");
    assert!(heap_after < heap + (64 << 10), "heap: {heap} bytes before, {heap_after} after");

    session.declare("g").unwrap();
    let mut progress = session.start(&compile("for i in range(200_000): g([i])")).unwrap();
    while let Progress::Call { question, .. } = progress {
        progress = session.resume(question.args[0].clone()).unwrap();
    }
    assert_eq!(progress, Progress::Complete(Value::None));
    assert!(resident() < after + ROOM, "{after} bytes before the suspensions, {} after", resident());
}
