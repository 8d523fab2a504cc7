//! What the host is asked while a program runs.
mod common;
use common::{compile, engine, session, with};
use monty::{Error, Found, Limit, Module, Options, OsPolicy, Pending, Session, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

#[test]
fn names_may_be_functions() {
    let held = Arc::new(());
    let seen = held.clone();
    let options = Options::new().on_name(move |name| {
        let held = held.clone();
        match name {
            "answer" => Some(Found::from(42)),
            "double" => Some(Found::function(move |call| {
                assert_eq!(Arc::strong_count(&held), 3);
                Ok(Value::Int(2 * call.argument::<i64>(0, "n")?))
            })),
            _ => None,
        }
    });
    let mut session = with(options);
    assert_eq!(session.run_source("double(answer) + double(n=1)").unwrap(), Value::Int(86));
    assert_eq!(session.run_source("nothing").unwrap_err().type_name(), "NameError");
    drop(session);
    assert_eq!(Arc::strong_count(&seen), 1);
}

#[test]
fn modules_have_files_and_packages() {
    let mut session = with(Options::new().on_import(|name| match name {
        "tools" => {
            Some(Module { source: "n = 1".into(), file: "/lib/tools/__init__.py".into(), folder: Some("/lib/tools".into()) })
        }
        "tools.part" => Some(Module::from("n = 2")),
        "bad" => Some(Module { folder: Some("a\0b".into()), ..Module::default() }),
        _ => None,
    }));
    let program = compile("import tools, tools.part\n(tools.n, tools.part.n, tools.__file__, list(tools.__path__))");
    let expected: Value = (1, 2, "/lib/tools/__init__.py", vec!["/lib/tools"]).into();
    assert_eq!(session.run(&program).unwrap(), expected);
    assert!(session.run_source("import bad").is_err());
    assert_eq!(session.run_source("import none").unwrap_err().type_name(), "ModuleNotFoundError");
}

/// A session whose function `f` leaves its calls in the list.
fn leaving(options: Options, calls: &Arc<Mutex<Vec<Pending>>>) -> Session {
    let calls = calls.clone();
    let mut session = with(options);
    session.define_async("f", move |_, pending| calls.lock().unwrap().push(pending)).unwrap();
    session
}

#[test]
fn waiting_lets_calls_settle() {
    let calls: Arc<Mutex<Vec<Pending>>> = Arc::default();
    let settle = calls.clone();
    let options = Options::new().on_wait(move |seconds| {
        assert_eq!(seconds, None);
        settle.lock().unwrap().drain(..).for_each(|pending| pending.resolve(5).unwrap());
    });
    assert_eq!(leaving(options, &calls).run_source("await f()").unwrap(), Value::Int(5));
}

#[test]
fn a_panic_while_waiting_cancels() {
    let calls = Arc::default();
    let mut session = leaving(Options::new().on_wait(|_| panic!("no")), &calls);
    assert_eq!(session.run_source("await f()").unwrap_err().limit(), Some(Limit::Cancel));
}

#[test]
fn an_empty_key_is_no_key() {
    let mut first = session();
    assert!(matches!(first.dump(Some(b"")), Err(Error::Argument(_))));
    let snapshot = first.dump(None).unwrap();
    assert!(matches!(Session::load(engine(), &snapshot, Options::new(), Some(b"")), Err(Error::Argument(_))));
    assert!(Session::load(engine(), &snapshot, Options::new(), None).is_ok());
}

#[test]
fn the_host_writes_while_sessions_last() {
    let policy = OsPolicy::builder().mount_memory("/work", 0).build().unwrap();
    let mut session = with(Options::new().policy(&policy));
    policy.write_file("/work/in/a.txt", "one").unwrap();
    assert_eq!(session.run_source("open('/work/in/a.txt').read()").unwrap(), "one".into());
    policy.write_file("/work/in/a.txt", "two").unwrap();
    assert_eq!(session.run_source("open('/work/in/a.txt').read()").unwrap(), "two".into());
}

#[test]
fn rust_collections_become_pythons() {
    common::crosses((1, "a", 2.5, true).into(), "(1, 'a', 2.5, True)");
    common::crosses(BTreeMap::from([("a", 1), ("b", 2)]).into(), "{'a': 1, 'b': 2}");
    common::crosses(BTreeSet::from([1]).into(), "{1}");
    common::crosses((1..4).map(|n| n * n).collect(), "[1, 4, 9]");
    common::crosses(['a', 'b'].into(), "['a', 'b']");
    common::crosses((i8::MIN, u64::MAX, isize::MIN).into(), "(-128, 18446744073709551615, -9223372036854775808)");
}

#[test]
fn the_last_result_can_be_taken_later() {
    let mut session = session();
    session.execute(&compile("[1, 2]")).unwrap();
    assert_eq!(session.result().unwrap(), vec![1, 2].into());
}

#[test]
fn the_clock_of_the_processor_may_stand() {
    let source = "import time\nfor i in range(10**6): pass\ntime.process_time()";
    assert_eq!(with(Options::new().no_cpu_clock(true)).run_source(source).unwrap(), 0.0.into());
    assert!(f64::try_from(session().run_source(source).unwrap()).unwrap() > 0.0);
}
