//! Type checking.
use monty::{CheckFormat, CheckOptions, Error, check, check_available};

fn options() -> CheckOptions {
    CheckOptions {
        filename: "order.py".into(),
        stubs: "def price(what: str) -> float: ...".into(),
        modules: vec![("tools.pyi".into(), "def f() -> int: ...".into())],
        format: CheckFormat::Concise,
        ..CheckOptions::default()
    }
}

#[test]
fn mistakes_are_found_where_they_are() {
    if !check_available() {
        assert!(matches!(check("1", &options()), Err(Error::Argument(_))));
        return;
    }
    assert_eq!(check("import tools\nprice('tea') + tools.f()", &options()).unwrap().errors, 0);
    let found = check("price(1)\nx: int = 'a'", &options()).unwrap();
    assert_eq!(found.errors, 2);
    assert!(found.text.contains("order.py:1:") && found.text.contains("order.py:2:"), "{}", found.text);
    assert_eq!(check("x = (", &options()).unwrap().errors, 1);
    let earlier = CheckOptions { earlier: "n: int = 1".into(), ..options() };
    assert_eq!(check("n.upper()", &earlier).unwrap().errors, 1);
}

#[test]
fn zero_bytes_in_names_are_refused() {
    let options = CheckOptions { filename: "a\0b".into(), ..CheckOptions::default() };
    assert!(matches!(check("1", &options), Err(Error::Argument(_))));
}
