//! A first program: a function of the host, an input, limits.
use monty::{Engine, Limits, Options, Program, Raise, Session, Stream, Value};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let engine = Engine::new(); // one for the process
    let program = Program::compile("print('ordering', n, 'cups')\nprice('tea') * n", "order.py")?;

    let limits = Limits { memory: 16 << 20, seconds: 1.0, ..Limits::default() };
    let mut session = Session::new(&engine, Options::new().limits(limits))?;
    session.define("price", |call| match call.argument::<String>(0, "what")?.as_str() {
        "tea" => Ok(Value::Float(2.5)),
        _ => Err(Raise::new("KeyError", "no such thing")),
    })?;
    session.set("n", 4)?;

    let total: f64 = session.run(&program)?.try_into()?;
    print!("{}", session.take_output(Stream::Stdout)?);
    println!("total {total:.2}");
    Ok(())
}
