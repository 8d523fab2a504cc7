//! Start and resume, snapshots, forks, other processes.
mod common;
use common::*;
use monty::{Error, Limit, Limits, Options, Program, Progress, Raise, Session, Snapshot, Value};
use std::process::Command;
use std::{env, fs};

fn asking(source: &str) -> (Session, Progress) {
    let mut session = session();
    session.declare("ask").unwrap();
    let progress = session.start(&compile(source)).unwrap();
    (session, progress)
}

#[test]
fn calls_come_back_with_arguments_and_place() {
    let (mut session, progress) = asking("x = 1\nask('a', n=2) + 1");
    let Progress::Call { question, started, position, .. } = progress else { panic!("{progress:?}") };
    assert_eq!((question.name.as_str(), question.args, question.kwargs), ("ask", vec!["a".into()], vec![("n".into(), 2.into())]));
    assert!(started.is_empty());
    assert_eq!((position.file.as_str(), position.line), ("test.py", 2));
    assert_eq!(session.resume(41).unwrap(), Progress::Complete(Value::Int(42)));
}

#[test]
fn exceptions_are_answers() {
    let (mut session, _) = asking("try:\n    ask()\nexcept KeyError as e:\n    r = e.args[0]\nr");
    assert_eq!(session.resume_raise(Raise::new("KeyError", "k")).unwrap(), Progress::Complete("k".into()));
}

#[test]
fn resuming_nothing_is_a_snapshot_error() {
    assert!(matches!(session().resume(1), Err(Error::Snapshot(_))));
}

#[test]
fn a_refused_answer_leaves_the_program_waiting() {
    let (mut session, progress) = asking("ask()");
    assert!(matches!(session.resume(Value::Opaque("x".into(), None)), Err(Error::Conversion(_))));
    assert_eq!(session.progress().unwrap(), progress);
    assert_eq!(session.resume(1).unwrap(), Progress::Complete(Value::Int(1)));
}

#[test]
fn futures_settle_in_any_order() {
    let mut session = session();
    session.declare_async("fetch").unwrap();
    let program = compile("import asyncio\nawait asyncio.gather(*[fetch(i) for i in range(4)], return_exceptions=True)");
    let progress = session.start(&program).unwrap();
    let Progress::Futures { started, timeout, .. } = progress else { panic!("{progress:?}") };
    assert_eq!((started.len(), timeout), (4, None));
    let answer = |i: usize| (started[i].id, Ok(Value::Int(i as i64 * 10)));
    assert!(matches!(session.settle([answer(3), answer(1)], None).unwrap(), Progress::Futures { .. }));
    let raise = (started[2].id, Err(Raise::new("ValueError", "two")));
    let Progress::Complete(Value::List(items)) = session.settle([raise, answer(0)], None).unwrap() else { panic!() };
    assert_eq!((&items[0], &items[1], &items[3]), (&Value::Int(0), &Value::Int(10), &Value::Int(30)));
    assert_eq!(items[2].type_name(), "exception ValueError");
}

#[test]
fn a_call_may_be_answered_by_a_future() {
    let (mut session, progress) = asking("await ask()");
    let Progress::Call { question, .. } = progress else { panic!() };
    assert!(matches!(session.resume_future().unwrap(), Progress::Futures { .. }));
    assert_eq!(session.settle([(question.id, Ok(5.into()))], Some(1.0)).unwrap(), Progress::Complete(Value::Int(5)));
}

#[test]
fn names_are_looked_up() {
    let mut session = with(Options::new().ask_names(true));
    let progress = session.start(&compile("a + b(1)")).unwrap();
    assert!(matches!(&progress, Progress::NameLookup { name, .. } if name == "a"), "{progress:?}");
    let progress = session.resume(1).unwrap();
    assert!(matches!(&progress, Progress::NameLookup { name, .. } if name == "b"), "{progress:?}");
    assert!(matches!(session.resume_declared(false).unwrap(), Progress::Call { question, .. } if question.name == "b"));
    assert_eq!(session.resume(2).unwrap(), Progress::Complete(Value::Int(3)));
    session.start(&compile("missing")).unwrap();
    assert_eq!(session.refuse().unwrap_err().type_name(), "NameError");
}

#[test]
fn questions_to_the_system_come_back() {
    let mut session = session();
    let program = compile("open('/x.txt').read()");
    let progress = session.start(&program).unwrap();
    let Progress::OsCall { question, .. } = &progress else { panic!("{progress:?}") };
    assert!(!question.name.is_empty());
    assert_eq!(session.refuse().unwrap_err().type_name(), "PermissionError");
}

#[test]
fn a_spent_budget_pauses() {
    let limits = Limits { instructions: 1000, ..Limits::default() };
    let mut session = with(Options::new().limits(limits).pause_on_limit(true));
    let mut progress = session.start(&compile("n = 0\nwhile n < 2000: n += 1\nn")).unwrap();
    let mut pauses = 0;
    while let Progress::Paused { limit, .. } = progress {
        assert_eq!(limit, Some(Limit::Instructions));
        pauses += 1;
        progress = session.resume(()).unwrap();
    }
    assert!(pauses > 2);
    assert_eq!(progress, Progress::Complete(Value::Int(2000)));
}

#[test]
fn every_instruction_is_a_place_to_stop() {
    let mut session = with(Options::new().step_every(1));
    let mut progress = session.start(&compile("sum(x * x for x in [1, 2, 3])")).unwrap();
    let mut steps = 0;
    while let Progress::Paused { limit: None, .. } = progress {
        let snapshot = session.dump(None).unwrap();
        session = Session::load(engine(), &snapshot, Options::new().step_every(1), None).unwrap();
        progress = session.resume(()).unwrap();
        steps += 1;
    }
    assert!(steps > 5);
    assert_eq!(progress, Progress::Complete(Value::Int(14)));
}

#[test]
fn forks_are_independent() {
    let (mut session, _) = asking("l = []\nl.append(ask())\nl");
    let mut fork = session.fork().unwrap();
    assert_eq!(session.resume(1).unwrap(), Progress::Complete(Value::from(vec![1])));
    assert_eq!(fork.resume(2).unwrap(), Progress::Complete(Value::from(vec![2])));
}

#[test]
fn snapshots_tell_what_they_hold() {
    let (mut session, _) = asking("data = [1, 2, 3]\nask()");
    let info = session.dump(Some(b"key")).unwrap().inspect(engine()).unwrap();
    assert!(info.suspended && info.authenticated);
    assert_eq!(info.made_by, monty::version());
    assert_eq!(info.functions, ["ask"]);
    assert_eq!((info.frames[0].file.as_str(), info.frames[0].line), ("test.py", 2));
    assert!(info.sources.iter().any(|(file, _)| file == "test.py"));
    assert!(info.types.iter().any(|t| t.type_name == "List" && t.count >= 1), "{:?}", info.types);
}

#[test]
fn a_key_must_be_right() {
    let (mut session, _) = asking("ask()");
    let snapshot = session.dump(Some(b"right")).unwrap();
    let load = |snapshot: &Snapshot, key: &[u8]| Session::load(engine(), snapshot, Options::new(), Some(key)).map(|_| ());
    assert!(matches!(load(&snapshot, b"wrong"), Err(Error::Snapshot(_))));
    assert!(load(&snapshot, b"right").is_ok());
    let mut bytes = snapshot.into_bytes();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    assert!(matches!(load(&Snapshot::from_bytes(bytes), b"right"), Err(Error::Snapshot(_))));
}

#[test]
fn damaged_snapshots_are_refused() {
    let (mut session, _) = asking("ask()");
    let bytes = session.dump(None).unwrap().into_bytes();
    for size in 0..bytes.len() {
        let cut = Snapshot::from_bytes(&bytes[..size]);
        assert!(Session::load(engine(), &cut, Options::new(), None).is_err(), "{size} bytes");
        assert!(cut.inspect(engine()).is_err(), "{size} bytes");
    }
}

#[test]
fn functions_must_be_granted() {
    let (mut session, _) = asking("ask() + ask()");
    let snapshot = session.dump(None).unwrap();
    let mut missing = Session::load(engine(), &snapshot, Options::new(), None).unwrap();
    assert!(missing.resume(1).unwrap_err().message().contains("ask"));
    let mut granted = Session::load(engine(), &snapshot, Options::new(), None).unwrap();
    granted.grant("ask", |_| Ok(Value::Int(10))).unwrap();
    assert_eq!(granted.resume(1).unwrap(), Progress::Complete(Value::Int(11)));
    let mut declared = Session::load(engine(), &snapshot, Options::new(), None).unwrap();
    declared.grant_declared("ask").unwrap();
    assert!(matches!(declared.resume(1).unwrap(), Progress::Call { .. }));
}

#[test]
fn limits_of_a_snapshot_hold() {
    let mut session = within(Limits { instructions: 5000, ..Limits::default() });
    session.declare("ask").unwrap();
    session.start(&compile("ask()\nwhile True: pass")).unwrap();
    let snapshot = session.dump(None).unwrap();
    let mut loaded = Session::load(engine(), &snapshot, Options::new().declare_rest(true), None).unwrap();
    assert_eq!(loaded.resume(()).unwrap_err().limit(), Some(Limit::Instructions));
}

/// Not a test of its own: what the other process does.
#[test]
fn other_process() {
    let Ok(path) = env::var("MONTY_TEST_SNAPSHOT") else { return };
    let snapshot = Snapshot::from_bytes(fs::read(&path).unwrap());
    let mut session = Session::load(engine(), &snapshot, Options::new().declare_rest(true), Some(b"k")).unwrap();
    let Progress::Complete(value) = session.resume("there").unwrap() else { panic!() };
    fs::write(path, value.as_str().unwrap()).unwrap();
}

#[test]
fn snapshots_go_on_in_another_process() {
    let (mut session, _) = asking("def f():\n    yield 'hello'\n    yield ask()\n' '.join(f())");
    let path = env::temp_dir().join(format!("monty_rust_{}.snapshot", std::process::id()));
    fs::write(&path, session.dump(Some(b"k")).unwrap().as_bytes()).unwrap();
    let status = Command::new(env::current_exe().unwrap())
        .args(["--exact", "other_process", "--quiet"])
        .env("MONTY_TEST_SNAPSHOT", &path)
        .output()
        .unwrap();
    assert!(status.status.success(), "{status:?}");
    assert_eq!(fs::read(&path).unwrap(), b"hello there");
    fs::remove_file(path).unwrap();
}

#[test]
fn a_run_left_suspended_is_given_up() {
    let (mut session, _) = asking("x = 1\nask()");
    assert_eq!(session.run(&Program::compile("x + 1", "next.py").unwrap()).unwrap(), Value::Int(2));
}
