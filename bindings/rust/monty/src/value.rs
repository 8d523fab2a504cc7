//! Values: owned, and borrowed from a call.
use crate::{Error, Raise};
use monty_sys as sys;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::ffi::{CStr, CString, c_char};
use std::{fmt, ptr, slice};

/// Levels that the library takes; deeper ones are refused before they are turned into its form.
const DEEPEST: usize = 200;

/// A Python value as plain data.
///
/// A `str` with lone surrogates, which is no Rust text, is [`Value::Surrogates`]; ints that do not fit an `i64` are
/// [`Value::BigInt`]. Values nested deeper than 200 levels, and those that contain themselves, do not cross.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub enum Value {
    /// `None`
    #[default]
    None,
    /// `True`, `False`
    Bool(bool),
    /// An int.
    Int(i64),
    /// An int of any size: decimal digits, or `0x` and lower-case hexadecimal ones, perhaps behind a `-`. Comes out
    /// decimal, and only where [`Value::Int`] is too small.
    BigInt(String),
    /// A float.
    Float(f64),
    /// A str.
    Str(String),
    /// A str with lone surrogates: UTF-8 but for these, which take three bytes each. Other bytes are refused.
    Surrogates(Vec<u8>),
    /// A bytes.
    Bytes(Vec<u8>),
    /// `...`
    Ellipsis,
    /// A list.
    List(Vec<Value>),
    /// A tuple.
    Tuple(Vec<Value>),
    /// A named tuple: its signature, `Point(x, y)`, and its items.
    NamedTuple(String, Vec<Value>),
    /// A set.
    Set(Vec<Value>),
    /// A frozenset.
    FrozenSet(Vec<Value>),
    /// A dict, in its order.
    Dict(Vec<(Value, Value)>),
    /// A dataclass instance: type and fields; datetimes, enums, exceptions and others likewise (docs/embedding.md).
    Object(String, Vec<(Value, Value)>),
    /// Anything else, such as a function: type, and name if it has one. Only comes out.
    Opaque(String, Option<String>),
}

impl Value {
    /// A dict with str keys.
    pub fn dict<K: Into<String>, V: Into<Value>>(items: impl IntoIterator<Item = (K, V)>) -> Value {
        Value::Dict(items.into_iter().map(|(k, v)| (Value::Str(k.into()), v.into())).collect())
    }

    /// The Python type's name for the builtin kinds, else that of the object.
    pub fn type_name(&self) -> &str {
        match self {
            Value::None => "NoneType",
            Value::Bool(_) => "bool",
            Value::Int(_) | Value::BigInt(_) => "int",
            Value::Float(_) => "float",
            Value::Str(_) | Value::Surrogates(_) => "str",
            Value::Bytes(_) => "bytes",
            Value::Ellipsis => "ellipsis",
            Value::List(_) => "list",
            Value::Tuple(_) => "tuple",
            Value::NamedTuple(name, _) => name.split('(').next().unwrap_or(name),
            Value::Set(_) => "set",
            Value::FrozenSet(_) => "frozenset",
            Value::Dict(_) => "dict",
            Value::Object(name, _) | Value::Opaque(name, _) => name,
        }
    }

    /// Whether it is `None`.
    pub fn is_none(&self) -> bool {
        *self == Value::None
    }

    /// The text of a str.
    pub fn as_str(&self) -> Option<&str> {
        if let Value::Str(text) = self { Some(text) } else { None }
    }

    /// The items of a list, tuple or set.
    pub fn as_items(&self) -> Option<&[Value]> {
        match self {
            Value::List(v) | Value::Tuple(v) | Value::NamedTuple(_, v) | Value::Set(v) | Value::FrozenSet(v) => Some(v),
            _ => None,
        }
    }

    /// The pairs of a dict, the fields of an object.
    pub fn as_pairs(&self) -> Option<&[(Value, Value)]> {
        if let Value::Dict(pairs) | Value::Object(_, pairs) = self { Some(pairs) } else { None }
    }

    /// The value of a str key in a dict, or of a field of an object.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.as_pairs()?.iter().find(|(k, _)| k.as_str() == Some(key)).map(|(_, v)| v)
    }
}

/// A value that the library lends during a call; [`ValueRef::to_value`] makes one of your own.
#[derive(Clone, Copy)]
pub struct ValueRef<'a>(&'a sys::monty_value);

/// # Safety
/// `text` must be readable as long as `'a`.
pub(crate) unsafe fn bytes<'a>(text: sys::monty_text) -> &'a [u8] {
    if text.size == 0 { &[] } else { unsafe { slice::from_raw_parts(text.data.cast(), text.size) } }
}

/// Texts that are shown to people: what is no UTF-8 is replaced.
pub(crate) unsafe fn text(text: sys::monty_text) -> String {
    String::from_utf8_lossy(unsafe { bytes(text) }).into_owned()
}

unsafe fn name(pointer: *const c_char) -> Option<String> {
    (!pointer.is_null()).then(|| unsafe { CStr::from_ptr(pointer) }.to_string_lossy().into_owned())
}

impl<'a> ValueRef<'a> {
    /// # Safety
    /// The pointer is NULL or refers to a value of the library that lives as long as `'a`.
    pub(crate) unsafe fn new(pointer: *const sys::monty_value) -> Option<Self> {
        unsafe { pointer.as_ref() }.map(ValueRef)
    }

    fn text(self) -> &'a [u8] {
        // SAFETY: called for kinds that hold a text.
        unsafe { bytes(self.0.as_.text) }
    }

    fn raw_items(self) -> &'a [sys::monty_value] {
        // SAFETY: called for kinds that hold items.
        let items = unsafe { self.0.as_.items };
        if items.count == 0 { &[] } else { unsafe { slice::from_raw_parts(items.data, items.count) } }
    }

    /// Whether it is `None`.
    pub fn is_none(self) -> bool {
        self.0.kind == sys::MONTY_NONE
    }

    /// The text of a str without lone surrogates.
    pub fn as_str(self) -> Option<&'a str> {
        if self.0.kind == sys::MONTY_STR { std::str::from_utf8(self.text()).ok() } else { None }
    }

    /// The bytes of a bytes, or those of a str's UTF-8.
    pub fn as_bytes(self) -> Option<&'a [u8]> {
        matches!(self.0.kind, sys::MONTY_STR | sys::MONTY_BYTES).then(|| self.text())
    }

    /// An int that fits.
    pub fn as_i64(self) -> Option<i64> {
        // SAFETY: an int holds an integer.
        if self.0.kind == sys::MONTY_INT { Some(unsafe { self.0.as_.integer }) } else { None }
    }

    /// A float, or an int that fits an `i64`, rounded.
    pub fn as_f64(self) -> Option<f64> {
        if self.0.kind == sys::MONTY_FLOAT {
            // SAFETY: a float holds a number.
            return Some(unsafe { self.0.as_.number });
        }
        self.as_i64().map(|n| n as f64)
    }

    /// The items of a list, tuple or set.
    pub fn items(self) -> Option<impl ExactSizeIterator<Item = ValueRef<'a>>> {
        let holds = matches!(self.0.kind, sys::MONTY_LIST | sys::MONTY_TUPLE | sys::MONTY_SET | sys::MONTY_FROZENSET);
        holds.then(|| self.raw_items().iter().map(ValueRef))
    }

    /// The value of a str key in a dict, or of a field of an object.
    pub fn get(self, key: &str) -> Option<ValueRef<'a>> {
        if !matches!(self.0.kind, sys::MONTY_DICT | sys::MONTY_OBJECT) {
            return None;
        }
        let mut pairs = self.raw_items().chunks_exact(2);
        pairs.find(|pair| ValueRef(&pair[0]).as_str() == Some(key)).map(|pair| ValueRef(&pair[1]))
    }

    /// A copy of one's own.
    pub fn to_value(self) -> Value {
        let list = || self.raw_items().iter().map(|v| ValueRef(v).to_value()).collect::<Vec<_>>();
        let pairs = || {
            let pairs = self.raw_items().chunks_exact(2);
            pairs.map(|pair| (ValueRef(&pair[0]).to_value(), ValueRef(&pair[1]).to_value())).collect::<Vec<_>>()
        };
        // SAFETY: the library's names live as long as the value, and each kind holds what the header says.
        unsafe {
            let type_name = || name(self.0.type_name).unwrap_or_default();
            match self.0.kind {
                sys::MONTY_NONE => Value::None,
                sys::MONTY_BOOL => Value::Bool(self.0.as_.integer != 0),
                sys::MONTY_INT => Value::Int(self.0.as_.integer),
                sys::MONTY_BIG_INT => Value::BigInt(text(self.0.as_.text)),
                sys::MONTY_FLOAT => Value::Float(self.0.as_.number),
                sys::MONTY_STR => match String::from_utf8(self.text().to_vec()) {
                    Ok(text) => Value::Str(text),
                    Err(error) => Value::Surrogates(error.into_bytes()),
                },
                sys::MONTY_BYTES => Value::Bytes(self.text().to_vec()),
                sys::MONTY_ELLIPSIS => Value::Ellipsis,
                sys::MONTY_LIST => Value::List(list()),
                sys::MONTY_TUPLE if self.0.type_name.is_null() => Value::Tuple(list()),
                sys::MONTY_TUPLE => Value::NamedTuple(type_name(), list()),
                sys::MONTY_SET => Value::Set(list()),
                sys::MONTY_FROZENSET => Value::FrozenSet(list()),
                sys::MONTY_DICT => Value::Dict(pairs()),
                sys::MONTY_OBJECT => Value::Object(type_name(), pairs()),
                _ => {
                    let first = self.raw_items().first().map(|v| ValueRef(v).to_value());
                    Value::Opaque(type_name(), first.and_then(|v| v.as_str().map(str::to_owned)))
                }
            }
        }
    }
}

impl fmt::Debug for ValueRef<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.to_value().fmt(f)
    }
}

/// What the library reads: `root` refers to `arrays` and `names`, and to the value that it was made of.
pub(crate) struct Lowered {
    pub root: sys::monty_value,
    arrays: Vec<Box<[sys::monty_value]>>,
    names: Vec<CString>,
}

pub(crate) fn raw_text(bytes: &[u8]) -> sys::monty_text {
    sys::monty_text { data: bytes.as_ptr().cast(), size: bytes.len() }
}

fn raw(kind: sys::monty_kind, as_: sys::monty_value_as) -> sys::monty_value {
    sys::monty_value { kind, flags: 0, type_name: ptr::null(), as_ }
}

fn of_text(kind: sys::monty_kind, bytes: &[u8]) -> sys::monty_value {
    raw(kind, sys::monty_value_as { text: raw_text(bytes) })
}

pub(crate) fn c_string(text: &str) -> Result<CString, Error> {
    CString::new(text).map_err(|_| Error::argument(format!("a zero byte in the name {text:?}")))
}

/// Whether it is UTF-8 but for surrogates of three bytes each.
fn is_text(mut bytes: &[u8]) -> bool {
    while let Err(error) = std::str::from_utf8(bytes) {
        let [0xED, 0xA0..=0xBF, 0x80..=0xBF, rest @ ..] = &bytes[error.valid_up_to()..] else { return false };
        bytes = rest;
    }
    true
}

impl Lowered {
    /// Valid while `value` lives.
    pub fn value(value: &Value) -> Result<Lowered, Error> {
        let mut this = Lowered { root: of_text(sys::MONTY_NONE, &[]), arrays: Vec::new(), names: Vec::new() };
        this.root = this.lower(value, 0)?;
        Ok(this)
    }

    /// Valid while `raise` lives.
    pub fn raise(raise: &Raise) -> Result<Lowered, Error> {
        let name = c_string(&raise.type_name)?;
        let mut root = of_text(sys::MONTY_RAISE, raise.message.as_bytes());
        root.type_name = name.as_ptr();
        Ok(Lowered { root, arrays: Vec::new(), names: vec![name] })
    }

    pub fn answer(answer: &Result<Value, Raise>) -> Result<Lowered, Error> {
        match answer {
            Ok(value) => Lowered::value(value),
            Err(raise) => Lowered::raise(raise),
        }
    }

    fn keep(&mut self, kind: sys::monty_kind, items: Vec<sys::monty_value>) -> sys::monty_value {
        let items = items.into_boxed_slice();
        let array = sys::monty_items { data: items.as_ptr(), count: items.len() };
        self.arrays.push(items);
        raw(kind, sys::monty_value_as { items: array })
    }

    fn items(&mut self, kind: sys::monty_kind, items: &[Value], depth: usize) -> Result<sys::monty_value, Error> {
        let items = items.iter().map(|v| self.lower(v, depth + 1)).collect::<Result<_, _>>()?;
        Ok(self.keep(kind, items))
    }

    fn pairs(&mut self, kind: sys::monty_kind, pairs: &[(Value, Value)], depth: usize) -> Result<sys::monty_value, Error> {
        let mut items = Vec::with_capacity(2 * pairs.len());
        for (key, value) in pairs {
            items.push(self.lower(key, depth + 1)?);
            items.push(self.lower(value, depth + 1)?);
        }
        Ok(self.keep(kind, items))
    }

    fn named(&mut self, name: &str, mut value: sys::monty_value) -> Result<sys::monty_value, Error> {
        let name = c_string(name)?;
        value.type_name = name.as_ptr();
        self.names.push(name);
        Ok(value)
    }

    fn lower(&mut self, value: &Value, depth: usize) -> Result<sys::monty_value, Error> {
        if depth > DEEPEST {
            return Err(Error::conversion("the value is nested too deeply".into()));
        }
        let integer = |kind, integer| raw(kind, sys::monty_value_as { integer });
        Ok(match value {
            Value::None => integer(sys::MONTY_NONE, 0),
            Value::Bool(b) => integer(sys::MONTY_BOOL, i64::from(*b)),
            Value::Int(n) => integer(sys::MONTY_INT, *n),
            Value::BigInt(digits) => of_text(sys::MONTY_BIG_INT, digits.as_bytes()),
            Value::Float(number) => raw(sys::MONTY_FLOAT, sys::monty_value_as { number: *number }),
            Value::Str(text) => of_text(sys::MONTY_STR, text.as_bytes()),
            Value::Surrogates(text) if is_text(text) => of_text(sys::MONTY_STR, text),
            Value::Surrogates(_) => return Err(Error::conversion("the str is neither UTF-8 nor lone surrogates".into())),
            Value::Bytes(bytes) => of_text(sys::MONTY_BYTES, bytes),
            Value::Ellipsis => integer(sys::MONTY_ELLIPSIS, 0),
            Value::List(items) => self.items(sys::MONTY_LIST, items, depth)?,
            Value::Tuple(items) => self.items(sys::MONTY_TUPLE, items, depth)?,
            Value::NamedTuple(name, items) => {
                let tuple = self.items(sys::MONTY_TUPLE, items, depth)?;
                self.named(name, tuple)?
            }
            Value::Set(items) => self.items(sys::MONTY_SET, items, depth)?,
            Value::FrozenSet(items) => self.items(sys::MONTY_FROZENSET, items, depth)?,
            Value::Dict(pairs) => self.pairs(sys::MONTY_DICT, pairs, depth)?,
            Value::Object(name, fields) => {
                let object = self.pairs(sys::MONTY_OBJECT, fields, depth)?;
                self.named(name, object)?
            }
            Value::Opaque(name, _) => return Err(Error::conversion(format!("{name} cannot enter"))),
        })
    }
}

macro_rules! from {
    ($($type:ty => $make:expr;)*) => {$(
        impl From<$type> for Value {
            fn from(v: $type) -> Value {
                #[allow(clippy::redundant_closure_call)]
                ($make)(v)
            }
        }
    )*};
}
from! {
    () => |()| Value::None;
    bool => Value::Bool;
    f32 => |n| Value::Float(f64::from(n));
    f64 => Value::Float;
    &str => |s: &str| Value::Str(s.to_owned());
    String => Value::Str;
    &String => |s: &String| Value::Str(s.clone());
    char => |c: char| Value::Str(c.into());
    &[u8] => |b: &[u8]| Value::Bytes(b.to_vec());
}

macro_rules! from_int {
    ($($type:ty)*) => {$(
        impl From<$type> for Value {
            fn from(n: $type) -> Value {
                i64::try_from(n).map_or_else(|_| Value::BigInt(n.to_string()), Value::Int)
            }
        }
    )*};
}
from_int! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

impl<T: Into<Value>> From<Vec<T>> for Value {
    fn from(items: Vec<T>) -> Value {
        Value::List(items.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::None, Into::into)
    }
}

impl<T: Into<Value>, const N: usize> From<[T; N]> for Value {
    fn from(items: [T; N]) -> Value {
        items.into_iter().collect()
    }
}

impl<T: Into<Value>> FromIterator<T> for Value {
    /// A list.
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Value {
        Value::List(items.into_iter().map(Into::into).collect())
    }
}

macro_rules! from_tuple {
    ($($name:ident)+) => {
        impl<$($name: Into<Value>),+> From<($($name,)+)> for Value {
            #[allow(non_snake_case)]
            fn from(($($name,)+): ($($name,)+)) -> Value {
                Value::Tuple(vec![$($name.into()),+])
            }
        }
    };
}
from_tuple! { A }
from_tuple! { A B }
from_tuple! { A B C }
from_tuple! { A B C D }
from_tuple! { A B C D E }
from_tuple! { A B C D E F }

macro_rules! from_collection {
    ($($map:ident $set:ident),+) => {$(
        impl<K: Into<Value>, V: Into<Value>> From<$map<K, V>> for Value {
            fn from(map: $map<K, V>) -> Value {
                Value::Dict(map.into_iter().map(|(k, v)| (k.into(), v.into())).collect())
            }
        }
        impl<T: Into<Value>> From<$set<T>> for Value {
            fn from(items: $set<T>) -> Value {
                Value::Set(items.into_iter().map(Into::into).collect())
            }
        }
    )+};
}
from_collection! { HashMap HashSet, BTreeMap BTreeSet }

impl From<ValueRef<'_>> for Value {
    fn from(value: ValueRef<'_>) -> Value {
        value.to_value()
    }
}

fn unfit(value: &Value, wanted: &str) -> Error {
    Error::conversion(format!("expected {wanted}, got {}", value.type_name()))
}

macro_rules! try_from {
    ($($type:ty, $wanted:literal, $($pattern:pat => $make:expr),+;)*) => {$(
        impl TryFrom<Value> for $type {
            type Error = Error;
            fn try_from(value: Value) -> Result<$type, Error> {
                match value {
                    $($pattern => $make,)+
                    other => Err(unfit(&other, $wanted)),
                }
            }
        }
    )*};
}
try_from! {
    (), "None", Value::None => Ok(());
    bool, "bool", Value::Bool(b) => Ok(b);
    f64, "float", Value::Float(n) => Ok(n), Value::Int(n) => Ok(n as f64);
    String, "str", Value::Str(s) => Ok(s);
    Vec<u8>, "bytes", Value::Bytes(b) => Ok(b);
    Vec<Value>, "list or tuple", Value::List(v) | Value::Tuple(v) | Value::NamedTuple(_, v) => Ok(v);
}

/// An int in the range of the type that is asked for.
macro_rules! try_from_int {
    ($($type:ty)*) => {$(
        impl TryFrom<Value> for $type {
            type Error = Error;
            fn try_from(value: Value) -> Result<$type, Error> {
                let fitting = match &value {
                    Value::Int(n) => <$type>::try_from(*n).ok(),
                    Value::BigInt(digits) => digits.parse().ok(),
                    _ => return Err(unfit(&value, "int")),
                };
                fitting.ok_or_else(|| Error::conversion(concat!("the int does not fit ", stringify!($type)).into()))
            }
        }
    )*};
}
try_from_int! { i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize }

#[cfg(feature = "num-bigint")]
impl From<num_bigint::BigInt> for Value {
    fn from(n: num_bigint::BigInt) -> Value {
        i64::try_from(&n).map_or_else(|_| Value::BigInt(format!("{n:#x}")), Value::Int)
    }
}

#[cfg(feature = "num-bigint")]
impl TryFrom<Value> for num_bigint::BigInt {
    type Error = Error;
    fn try_from(value: Value) -> Result<num_bigint::BigInt, Error> {
        match &value {
            Value::Int(n) => Ok((*n).into()),
            Value::BigInt(text) => {
                let (minus, digits) = text.strip_prefix('-').map_or((false, text.as_str()), |rest| (true, rest));
                let (digits, radix) = digits.strip_prefix("0x").map_or((digits, 10), |rest| (rest, 16));
                // A sign is for the front alone.
                let plain = digits.bytes().all(|c| c.is_ascii_hexdigit());
                let n = plain.then(|| num_bigint::BigInt::parse_bytes(digits.as_bytes(), radix)).flatten();
                let n = n.ok_or_else(|| Error::conversion(format!("no digits of an int: {text:?}")))?;
                Ok(if minus { -n } else { n })
            }
            _ => Err(unfit(&value, "int")),
        }
    }
}
