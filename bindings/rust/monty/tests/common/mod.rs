//! What the tests share.
#![allow(dead_code)]
use monty::{Engine, Error, Limits, Options, Program, Session, Value};
use std::sync::OnceLock;

pub fn engine() -> &'static Engine {
    static ENGINE: OnceLock<Engine> = OnceLock::new();
    ENGINE.get_or_init(Engine::new)
}

pub fn session() -> Session {
    with(Options::new())
}

pub fn with(options: Options) -> Session {
    Session::new(engine(), options).unwrap()
}

pub fn within(limits: Limits) -> Session {
    with(Options::new().limits(limits))
}

pub fn compile(source: &str) -> Program {
    Program::compile(source, "test.py").unwrap()
}

pub fn run(source: &str) -> Result<Value, Error> {
    session().run(&compile(source))
}

/// The value goes in, is what Python says it is, and comes out again.
pub fn crosses(value: Value, repr: &str) {
    let mut session = session();
    session.set("v", value.clone()).unwrap();
    session.execute(&compile("v")).unwrap();
    assert_eq!(session.result_repr().unwrap(), repr);
    assert_eq!(session.get("v").unwrap(), value);
}
