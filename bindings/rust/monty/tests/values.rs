//! What goes in comes out, and what cannot is refused.
mod common;
use common::*;
use monty::{Error, Value, from_value, to_value};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

macro_rules! crossing {
    ($($name:ident: $value:expr => $repr:literal;)*) => {$(
        #[test]
        fn $name() {
            crosses(Value::from($value), $repr);
        }
    )*};
}
crossing! {
    none: () => "None";
    booleans: vec![true, false] => "[True, False]";
    smallest_int: i64::MIN => "-9223372036854775808";
    u64_max: u64::MAX => "18446744073709551615";
    i128_min: i128::MIN => "-170141183460469231731687303715884105728";
    floats: vec![2.5, -0.0, f64::INFINITY] => "[2.5, -0.0, inf]";
    text: "k\u{e9}y\0\u{1F600}" => "'k\u{e9}y\\x00\u{1F600}'";
    bytes: &b"a\0\xff"[..] => "b'a\\x00\\xff'";
    ellipsis: Value::Ellipsis => "Ellipsis";
    empty_list: Value::List(vec![]) => "[]";
    tuple: (1, "two") => "(1, 'two')";
    set: Value::Set(vec![Value::Int(1)]) => "{1}";
    frozenset: Value::FrozenSet(vec![]) => "frozenset()";
    dict: Value::dict([("b", 1), ("a", 2)]) => "{'b': 1, 'a': 2}";
    option: vec![Some(1), None] => "[1, None]";
    surrogates: Value::Surrogates(b"a\xED\xA0\x80".to_vec()) => "'a\\ud800'";
}

#[test]
fn nan_crosses() {
    let mut session = session();
    session.set("v", f64::NAN).unwrap();
    assert_eq!(session.run_source("v != v").unwrap(), Value::Bool(true));
}

#[test]
fn hexadecimal_ints_enter() {
    let mut session = session();
    session.set("v", Value::BigInt("-0xff".into())).unwrap();
    assert_eq!(session.get("v").unwrap(), Value::Int(-255));
}

#[test]
fn ints_of_any_size_come_out() {
    let Value::BigInt(digits) = run("10 ** 100").unwrap() else { panic!() };
    assert_eq!(digits, format!("1{}", "0".repeat(100)));
    assert!(i128::try_from(Value::BigInt(digits)).is_err());
}

#[test]
fn digits_that_are_none_are_refused() {
    assert!(session().set("v", Value::BigInt("12x".into())).is_err());
}

#[test]
fn surrogates_that_are_none_are_refused() {
    for bytes in [&b"\xff\xfe"[..], b"a\xED\xA0", b"\xED\xA0\x80\x80", b"\xC0\x80"] {
        assert!(matches!(session().set("v", Value::Surrogates(bytes.to_vec())), Err(Error::Conversion(_))), "{bytes:?}");
    }
}

#[test]
fn a_lone_surrogate_comes_out() {
    assert_eq!(run("'x\\udcff'").unwrap(), Value::Surrogates(b"x\xED\xB3\xBF".to_vec()));
}

#[test]
fn dataclasses_come_out_as_objects() {
    let v = run("from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\n    y: str\nP(1, 'two')").unwrap();
    assert_eq!(v.type_name(), "P");
    assert_eq!(v.get("x"), Some(&Value::Int(1)));
    assert_eq!(v.get("y").unwrap().as_str(), Some("two"));
    assert_eq!(v.get("z"), None);
}

#[test]
fn named_tuples_keep_their_signature() {
    let v = run("from collections import namedtuple\nnamedtuple('Pair', 'a b')(1, 2)").unwrap();
    assert_eq!(v, Value::NamedTuple("Pair(a, b)".into(), vec![Value::Int(1), Value::Int(2)]));
    let mut session = session();
    session.set("v", v).unwrap();
    assert_eq!(session.run_source("v.b").unwrap(), Value::Int(2));
}

#[test]
fn objects_enter() {
    let point = Value::Object("Point".into(), vec![("x".into(), Value::Int(3))]);
    let mut session = session();
    session.set("p", point).unwrap();
    assert_eq!(session.run_source("p.x").unwrap(), Value::Int(3));
}

#[test]
fn functions_are_opaque_and_do_not_enter() {
    let v = run("def f(): pass\nf").unwrap();
    assert_eq!(v, Value::Opaque("function".into(), Some("f".into())));
    assert!(matches!(session().set("v", v), Err(Error::Conversion(_))));
}

#[test]
fn cycles_are_refused() {
    let error = run("l = []\nl.append(l)\nl").unwrap_err();
    assert!(matches!(error, Error::Conversion(_)) && error.message().contains("contains itself"));
}

#[test]
fn depth_is_refused_both_ways() {
    let deep = (0..1000).fold(Value::None, |v, _| Value::List(vec![v]));
    assert!(matches!(session().set("v", deep), Err(Error::Conversion(_))));
    assert!(matches!(run("v = None\nfor _ in range(1000): v = [v]\nv"), Err(Error::Conversion(_))));
    let shallow = (0..150).fold(Value::None, |v, _| Value::List(vec![v]));
    assert!(session().set("v", shallow).is_ok());
}

#[test]
fn unhashable_keys_are_refused() {
    assert!(session().set("v", Value::Set(vec![Value::List(vec![])])).is_err());
}

#[test]
fn conversions_say_what_is_wrong() {
    let error = i64::try_from(Value::from("x")).unwrap_err();
    assert_eq!(error.message(), "expected int, got str");
    assert!(u8::try_from(Value::Int(256)).unwrap_err().message().contains("u8"));
    assert_eq!(u64::try_from(Value::from(u64::MAX)).unwrap(), u64::MAX);
    assert_eq!(Vec::<Value>::try_from(Value::from((1, 2))).unwrap().len(), 2);
    assert_eq!(f64::try_from(Value::Int(2)).unwrap(), 2.0);
    assert!(bool::try_from(Value::Int(1)).is_err());
    assert!(String::try_from(Value::Surrogates(b"\xED\xA0\x80".to_vec())).is_err());
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
enum Shape {
    Dot,
    Circle(f64),
    Line(i8, u64),
    Box { w: u8, h: Option<u8> },
}

#[derive(Serialize, Deserialize, Debug, PartialEq)]
struct All {
    shapes: Vec<Shape>,
    names: BTreeMap<String, i128>,
    pair: (char, bool),
    nothing: (),
}

#[test]
fn serde_there_and_back() {
    let all = All {
        shapes: vec![Shape::Dot, Shape::Circle(1.5), Shape::Line(-1, u64::MAX), Shape::Box { w: 1, h: None }],
        names: [("a".to_owned(), i128::MIN)].into(),
        pair: ('\u{e9}', true),
        nothing: (),
    };
    let mut session = session();
    session.set("v", to_value(&all).unwrap()).unwrap();
    assert_eq!(session.run_source("v['shapes'][2]['Line'][1]").unwrap(), Value::from(u64::MAX));
    assert_eq!(from_value::<All>(session.get("v").unwrap()).unwrap(), all);
}

#[test]
fn serde_takes_dataclasses_for_structs() {
    #[derive(Deserialize, Debug, PartialEq)]
    struct P {
        x: i32,
    }
    let v = run("from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int\nP(7)").unwrap();
    assert_eq!(from_value::<P>(v).unwrap(), P { x: 7 });
}

#[test]
fn serde_errors_are_errors() {
    assert!(matches!(from_value::<Shape>(Value::from("Square")), Err(Error::Conversion(_))));
    assert!(from_value::<Vec<u8>>(Value::Int(3)).is_err());
    assert!(from_value::<String>(Value::Ellipsis).is_err());
    assert!(serde_json::to_string(&Value::Surrogates(vec![])).is_err());
}

#[test]
fn json_there_and_back() {
    let text = r#"{"a":[1,2.5,null,true,"x",18446744073709551615],"b":{}}"#;
    let v: Value = serde_json::from_str(text).unwrap();
    assert_eq!(v.get("a").unwrap().as_items().unwrap()[5], Value::from(u64::MAX));
    assert_eq!(serde_json::to_string(&v).unwrap(), text);
}

#[cfg(feature = "num-bigint")]
#[test]
fn big_ints_there_and_back() {
    use num_bigint::BigInt;
    for n in [0, 1, -1, i64::MIN, i64::MAX].map(BigInt::from) {
        for n in [n.clone(), &n * &n * &n * &n, -(BigInt::from(7).pow(400)), n - 1, BigInt::from(u64::MAX) + 1] {
            let mut session = session();
            session.set("n", n.clone()).unwrap();
            session.execute(&compile("n")).unwrap();
            assert_eq!(session.result_repr().unwrap(), n.to_string());
            assert_eq!(BigInt::try_from(session.result().unwrap()).unwrap(), n);
        }
    }
    assert_eq!(BigInt::try_from(Value::BigInt("-0xff".into())).unwrap(), BigInt::from(-255));
    for wrong in ["", "-", "--1", "0x", "0x-1", "1f", "1_0"] {
        assert!(BigInt::try_from(Value::BigInt(wrong.into())).is_err(), "{wrong}");
    }
    assert!(BigInt::try_from(Value::Float(1.0)).is_err());
}
