//! Runs, functions of the host, errors, limits, cancelling, output, hooks, threads.
mod common;
use common::*;
use monty::{Call, CancelToken, Error, Limit, Limits, Options, Program, Raise, Session, Stream, Value};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::{Duration, Instant};

#[test]
fn globals_stay() {
    let mut session = session();
    session.run_source("x = 20").unwrap();
    assert_eq!(session.run_source("x + 1").unwrap(), Value::Int(21));
}

#[test]
fn version_is_the_crates() {
    assert_eq!(monty::version(), env!("CARGO_PKG_VERSION"));
}

#[test]
fn programs_run_in_many_sessions() {
    let program = compile("n * 2");
    assert!(program.disassemble().unwrap().contains("n"));
    for n in 0..3 {
        let mut session = session();
        session.set("n", n).unwrap();
        assert_eq!(session.run(&program).unwrap(), Value::Int(i64::from(n) * 2));
    }
}

#[test]
fn awaited_names_are_known() {
    let program = compile("await f()\ng()");
    assert!(program.awaits("f") && !program.awaits("g") && !program.awaits("a\0b"));
}

#[test]
fn syntax_errors_have_a_place() {
    let error = Program::compile("x = 1\ny = )", "bad.py").unwrap_err();
    let Error::Syntax { incomplete, .. } = &error else { panic!("{error:?}") };
    assert!(!incomplete);
    assert_eq!(error.type_name(), "SyntaxError");
    assert!(error.traceback().contains("bad.py\", line 2"), "{}", error.traceback());
}

#[test]
fn a_prompt_knows_what_is_incomplete() {
    let error = Program::compile_interactive("def f():\n", "<stdin>").unwrap_err();
    assert!(matches!(error, Error::Syntax { incomplete: true, .. }), "{error:?}");
}

#[test]
fn exceptions_have_type_text_traceback_and_place() {
    let error = run("def f():\n    raise ValueError('no')\nf()").unwrap_err();
    assert!(matches!(error, Error::Runtime(_)));
    assert_eq!(error.to_string(), "ValueError: no");
    assert!(error.traceback().starts_with("Traceback (most recent call last):\n"));
    let place = error.position().unwrap();
    assert_eq!((place.file.as_str(), place.function.as_str(), place.line), ("test.py", "f", 2));
    let _: Box<dyn std::error::Error + Send + Sync> = Box::new(error);
}

#[test]
fn exit_is_told() {
    assert!(matches!(run("import sys\nsys.exit(3)"), Err(Error::Exit { status: 3, .. })));
}

#[test]
fn missing_globals_are_name_errors() {
    assert_eq!(session().get("nobody").unwrap_err().type_name(), "NameError");
}

#[test]
fn zero_bytes_in_names_are_refused() {
    let mut session = session();
    assert!(matches!(session.set("a\0b", 1), Err(Error::Argument(_))));
    assert!(matches!(session.get("a\0b"), Err(Error::Argument(_))));
    assert!(matches!(session.declare("a\0b"), Err(Error::Argument(_))));
    assert!(matches!(Program::compile("1", "a\0b"), Err(Error::Argument(_))));
}

#[test]
fn results_may_stay() {
    let mut session = session();
    session.execute(&compile("[print]")).unwrap();
    session.keep_result("kept").unwrap();
    assert_eq!(session.run_source("kept[0] is print").unwrap(), Value::Bool(true));
}

#[test]
fn functions_get_their_arguments() {
    let mut session = session();
    let show = |call: &Call<'_>| {
        assert_eq!((call.name(), call.count(), call.id()), ("show", 2, 0));
        assert_eq!(call.get(0, "a").unwrap().as_i64(), Some(1));
        assert_eq!(call.get(9, "k").unwrap().as_str(), Some("v"));
        assert_eq!(call.get(1, "b").unwrap().items().unwrap().len(), 2);
        assert!(call.get(9, "z").is_none());
        Ok(Value::List(call.args().into_iter().chain(call.kwargs().into_iter().map(|(_, v)| v)).collect()))
    };
    session.define("show", show).unwrap();
    assert_eq!(session.run_source("str(show(1, [2.0, b'x'], k='v'))").unwrap(), Value::from("[1, [2.0, b'x'], 'v']"));
}

#[test]
fn missing_and_wrong_arguments_are_type_errors() {
    let mut session = session();
    session.define("half", |call| Ok(Value::Int(call.argument::<i64>(0, "n")? / 2))).unwrap();
    assert_eq!(session.run_source("half(n=8)").unwrap(), Value::Int(4));
    assert_eq!(session.run_source("half()").unwrap_err().to_string(), "TypeError: half() needs the argument n");
    assert_eq!(session.run_source("half('x')").unwrap_err().to_string(), "TypeError: half(): n: expected int, got str");
}

#[test]
fn functions_raise() {
    let mut session = session();
    session.define("fail", |_| Err(Raise::new("KeyError", "gone"))).unwrap();
    let caught = "try:\n    fail()\nexcept KeyError as e:\n    r = e.args\nr";
    assert_eq!(session.run_source(caught).unwrap(), Value::Tuple(vec!["gone".into()]));
}

#[test]
fn rust_errors_become_runtime_errors() {
    let mut session = session();
    session.define("number", |call| Ok(call.argument::<String>(0, "s")?.parse::<i64>()?.into())).unwrap();
    assert_eq!(session.run_source("number('12')").unwrap(), Value::Int(12));
    let error = session.run_source("number('x')").unwrap_err();
    assert_eq!(error.to_string(), "RuntimeError: invalid digit found in string");
}

#[test]
fn panics_become_exceptions() {
    let mut session = session();
    session.define("bad", |_| panic!("at the {}", "disco")).unwrap();
    let error = session.run_source("bad()").unwrap_err();
    assert_eq!(error.to_string(), "RuntimeError: a function of the host panicked: at the disco");
    assert_eq!(session.run_source("try:\n    bad()\nexcept RuntimeError:\n    r = 1\nr").unwrap(), Value::Int(1));
}

#[test]
fn answers_that_cannot_enter_raise() {
    let mut session = session();
    session.define("f", |_| Ok(Value::Opaque("function".into(), None))).unwrap();
    session.define("g", |_| Ok((0..500).fold(Value::None, |v, _| Value::List(vec![v])))).unwrap();
    session.define("h", |_| Err(Raise::new("Bad\0Name", "x"))).unwrap();
    for name in ["f", "g", "h"] {
        let caught = format!("try:\n    {name}()\nexcept Exception as e:\n    r = type(e).__name__\nr");
        assert_eq!(session.run_source(&caught).unwrap(), Value::from("TypeError"), "{name}");
    }
}

struct Counted(Arc<AtomicUsize>);
impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_add(1, Ordering::SeqCst);
    }
}

#[test]
fn closures_are_dropped_once() {
    let drops = Arc::new(AtomicUsize::new(0));
    let function = |drops: &Arc<AtomicUsize>| {
        let counted = Counted(drops.clone());
        move |_: &Call<'_>| {
            let _ = &counted;
            Ok(Value::None)
        }
    };
    let mut session = session();
    session.define("f", function(&drops)).unwrap();
    let fork = session.fork().unwrap();
    drop(session);
    assert_eq!(drops.load(Ordering::SeqCst), 0);
    drop(fork);
    assert_eq!(drops.load(Ordering::SeqCst), 1);

    let mut session = common::session();
    assert!(session.define("a\0b", function(&drops)).is_err());
    assert_eq!(drops.load(Ordering::SeqCst), 2);
    assert!(session.grant("nobody", function(&drops)).is_ok() || drops.load(Ordering::SeqCst) == 3);
    drop(session);
    assert_eq!(drops.load(Ordering::SeqCst), 3);
}

#[test]
fn hooks_are_dropped_also_when_there_is_no_session() {
    let drops = Arc::new(AtomicUsize::new(0));
    let counted = Counted(drops.clone());
    let options = Options::new().on_progress(0.0, move || {
        let _ = &counted;
        true
    });
    let bad = monty::Snapshot::from_bytes(*b"no snapshot");
    assert!(matches!(Session::load(engine(), &bad, options, None), Err(Error::Snapshot(_))));
    assert_eq!(drops.load(Ordering::SeqCst), 1);
}

#[test]
fn sessions_outlive_engine_and_program() {
    let engine = monty::Engine::new();
    let mut session = Session::new(&engine, Options::new()).unwrap();
    drop(engine);
    let program = compile("def f(): return 5");
    session.run(&program).unwrap();
    drop(program);
    assert_eq!(session.run_source("f()").unwrap(), Value::Int(5));
}

#[test]
fn async_functions_are_answered_from_other_threads() {
    let mut session = session();
    let (send, receive) = mpsc::channel::<(i64, monty::Pending)>();
    let send = Mutex::new(send);
    session
        .define_async("fetch", move |call, pending| {
            let n = call.argument(0, "n").unwrap_or(0);
            send.lock().unwrap().send((n, pending)).unwrap();
        })
        .unwrap();
    let worker = thread::spawn(move || {
        // All three are in flight; the last is answered first.
        let mut calls: Vec<_> = receive.iter().take(3).collect();
        while let Some((n, pending)) = calls.pop() {
            assert!(pending.id() > 0);
            pending.resolve(n * 10).unwrap();
        }
    });
    let value = session.run_source("import asyncio\nawait asyncio.gather(fetch(1), fetch(2), fetch(3))").unwrap();
    worker.join().unwrap();
    assert_eq!(value, Value::from(vec![10, 20, 30]));
}

#[test]
fn async_calls_raise_when_told_dropped_or_panicking() {
    let mut session = session();
    session.define_async("told", |_, pending| pending.raise(Raise::new("OSError", "told")).unwrap()).unwrap();
    session.define_async("dropped", |_, pending| drop(pending)).unwrap();
    session.define_async("panics", |_, _| panic!("oh")).unwrap();
    session.define_async("unfit", |_, p| assert!(p.resolve(Value::Opaque("x".into(), None)).is_err())).unwrap();
    assert_eq!(session.run_source("await told()").unwrap_err().to_string(), "OSError: told");
    assert!(session.run_source("await dropped()").unwrap_err().message().contains("without an answer"));
    assert!(session.run_source("await panics()").unwrap_err().message().contains("without an answer"));
    assert_eq!(session.run_source("await unfit()").unwrap_err().type_name(), "TypeError");
}

#[test]
fn pending_calls_outlive_their_session() {
    let kept = Arc::new(Mutex::new(Vec::new()));
    let store = kept.clone();
    let mut session = session();
    session.define_async("f", move |_, pending| store.lock().unwrap().push(pending)).unwrap();
    session.run_source("import asyncio\nt = asyncio.ensure_future(f())\nawait asyncio.sleep(0)").unwrap();
    drop(session);
    for pending in kept.lock().unwrap().drain(..) {
        let _ = pending.resolve(1);
    }
}

fn limited(limits: Limits, source: &str) -> Option<Limit> {
    let mut session = within(limits);
    let limit = session.run(&compile(source)).unwrap_err().limit();
    session.set_limits(&Limits::default()).unwrap();
    assert_eq!(session.run_source("1 + 1").unwrap(), Value::Int(2), "afterwards");
    limit
}

#[test]
fn memory_is_limited() {
    let limits = Limits { memory: 4 << 20, ..Limits::default() };
    assert_eq!(limited(limits, "l = []\nwhile True: l.append('x' * 1000)"), Some(Limit::Memory));
}

#[test]
fn time_is_limited() {
    let begin = Instant::now();
    assert_eq!(limited(Limits { seconds: 0.05, ..Limits::default() }, "while True: pass"), Some(Limit::Time));
    assert!(begin.elapsed() < Duration::from_secs(5));
}

#[test]
fn instructions_are_limited() {
    let limits = Limits { instructions: 10_000, ..Limits::default() };
    assert_eq!(limited(limits, "try:\n    while True: pass\nfinally: pass"), Some(Limit::Instructions));
}

#[test]
fn output_is_limited() {
    assert_eq!(limited(Limits { output: 1000, ..Limits::default() }, "while True: print('x')"), Some(Limit::Output));
}

#[test]
fn compilation_is_limited() {
    let source = format!("x = [{}]", "1, ".repeat(200_000));
    let error = Program::compile_within(&source, "big.py", &Limits { memory: 1 << 20, ..Limits::default() }).unwrap_err();
    assert_eq!(error.limit(), Some(Limit::Memory));
}

#[test]
fn a_token_cancels_from_another_thread() {
    let cancel = CancelToken::new();
    let mut session = with(Options::new().cancel(&cancel));
    let other = cancel.clone();
    let worker = thread::spawn(move || {
        thread::sleep(Duration::from_millis(20));
        other.cancel();
    });
    assert_eq!(session.run_source("while True: pass").unwrap_err().limit(), Some(Limit::Cancel));
    worker.join().unwrap();
    assert!(cancel.is_cancelled());
    cancel.reset();
    assert_eq!(session.run_source("7").unwrap(), Value::Int(7));
}

#[test]
fn progress_cancels() {
    let mut session = with(Options::new().on_progress(0.01, || false));
    assert_eq!(session.run_source("while True: pass").unwrap_err().limit(), Some(Limit::Cancel));
}

#[test]
fn usage_is_counted() {
    let mut session = session();
    session.define("f", |_| Ok(Value::None)).unwrap();
    session.run_source("for _ in range(10): f()\nprint('12345')").unwrap();
    let usage = session.usage().unwrap();
    assert_eq!((usage.calls, usage.output), (10, 6));
    assert!(usage.memory > 0 && usage.peak_memory >= usage.memory && usage.instructions > 10);
}

#[test]
fn output_is_collected_by_stream() {
    let mut session = session();
    session.run_source("import sys\nprint('out')\nprint('err', file=sys.stderr)").unwrap();
    assert_eq!(session.take_output(Stream::Stdout).unwrap(), "out\n");
    assert_eq!(session.take_output(Stream::Stderr).unwrap(), "err\n");
    assert_eq!(session.take_output(Stream::Stdout).unwrap(), "");
}

#[test]
fn output_goes_to_a_hook() {
    let seen = Arc::new(Mutex::new(String::new()));
    let sink = seen.clone();
    let mut session = with(Options::new().on_output(move |stream, text| {
        assert_eq!(stream, Stream::Stdout);
        sink.lock().unwrap().push_str(text);
        true
    }));
    session.run_source("print('a')\nprint('b', end='')").unwrap();
    assert_eq!(*seen.lock().unwrap(), "a\nb");
}

/// Nothing unwinds through the library, whatever the program sees of it.
#[test]
fn a_panicking_output_hook_leaves_the_session_whole() {
    let mut session = with(Options::new().on_output(|_, _| panic!("no")));
    assert_eq!(session.run_source("print('a', flush=True)").unwrap_err().type_name(), "OSError");
    assert_eq!(session.run_source("1 + 1").unwrap(), Value::Int(2));
}

#[test]
fn lines_modules_names_and_arguments_come_from_hooks() {
    let options = Options::new()
        .argv(vec!["prog".into(), "--x".into()])
        .on_read_line(|| Some("typed\n".into()))
        .on_import(|name| (name == "mine").then_some("y = 5"))
        .on_name(|name| (name == "given").then_some(Value::Int(6)));
    let mut session = with(options);
    let value = session.run_source("import sys, mine\n[input(), mine.y, given, sys.argv[1]]").unwrap();
    assert_eq!(value, Value::List(vec!["typed".into(), 5.into(), 6.into(), "--x".into()]));
    assert_eq!(session.run_source("import yours").unwrap_err().type_name(), "ModuleNotFoundError");
    assert_eq!(session.run_source("ungiven").unwrap_err().type_name(), "NameError");
}

#[test]
fn many_sessions_on_many_threads() {
    let program = compile("total = 0\nfor i in range(1000): total += f(i)\ntotal");
    let threads: Vec<_> = (0..8)
        .map(|k| {
            let program = program.clone();
            thread::spawn(move || {
                for _ in 0..5 {
                    let mut session = session();
                    session.define("f", move |call| Ok(Value::Int(call.argument::<i64>(0, "i")? * k))).unwrap();
                    assert_eq!(session.run(&program).unwrap(), Value::Int(499_500 * k));
                }
            })
        })
        .collect();
    threads.into_iter().for_each(|t| t.join().unwrap());
}

#[test]
fn a_session_moves_between_threads() {
    let mut session = session();
    for n in 0..4 {
        session = thread::spawn(move || {
            session.run_source("x = globals().get('x', 0) + 1").unwrap();
            session
        })
        .join()
        .unwrap();
        assert_eq!(session.get("x").unwrap(), Value::Int(n + 1));
    }
}

#[test]
fn what_is_shared_is_send_and_sync() {
    fn both<T: Send + Sync>() {}
    fn send<T: Send>() {}
    both::<monty::Engine>();
    both::<Program>();
    both::<CancelToken>();
    both::<monty::OsPolicy>();
    both::<Value>();
    both::<Error>();
    send::<Session>();
    send::<monty::Pending>();
}
