//! Stops at a call, puts the program away as bytes, and goes on in another session.
use monty::{Engine, Options, Program, Progress, Session, Snapshot};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::new();
    let program = Program::compile("sum(ask(n) for n in [1, 2, 3])", "sum.py")?;
    let mut session = Session::new(&engine, Options::new())?;
    session.declare("ask")?;

    let mut progress = session.start(&program)?;
    loop {
        match progress {
            Progress::Call { question, .. } => {
                let bytes = session.dump(None)?.into_bytes(); // to be kept anywhere
                println!("asks {}({:?})", question.name, question.args[0]);
                let options = Options::new().declare_rest(true);
                session = Session::load(&engine, &Snapshot::from_bytes(bytes), options, None)?;
                progress = session.resume(i64::try_from(question.args[0].clone())? * 10)?;
            }
            Progress::Complete(value) => {
                println!("sum {}", i64::try_from(value)?);
                return Ok(());
            }
            other => return Err(format!("not expected: {other:?}").into()),
        }
    }
}
