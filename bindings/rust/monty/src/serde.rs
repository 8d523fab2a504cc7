//! Values of one's own types, by serde. Structs and maps become dicts, sequences lists, tuples tuples, a unit variant its
//! name, another a dict of its name and content. Coming back, dataclass instances serve as structs and maps, too.
use crate::{Error, Value};
use ::serde::de::{
    self, DeserializeOwned, Deserializer, IntoDeserializer, Visitor, value::MapDeserializer, value::SeqDeserializer,
};
use ::serde::ser::{self, Serialize, SerializeMap, SerializeSeq, Serializer};
use std::fmt::Display;

impl ser::Error for Error {
    fn custom<T: Display>(message: T) -> Error {
        Error::conversion(message.to_string())
    }
}

impl de::Error for Error {
    fn custom<T: Display>(message: T) -> Error {
        Error::conversion(message.to_string())
    }
}

/// A value of a type that serde knows.
pub fn to_value<T: Serialize + ?Sized>(value: &T) -> Result<Value, Error> {
    value.serialize(Maker)
}

/// A type that serde knows, of a value.
pub fn from_value<T: DeserializeOwned>(value: Value) -> Result<T, Error> {
    T::deserialize(value)
}

impl Serialize for Value {
    /// Sets become sequences, objects maps of their fields, an int too large for 128 bits its digits. What has no such
    /// form (`...`, opaque values, lone surrogates) is an error.
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::None => s.serialize_unit(),
            Value::Bool(b) => s.serialize_bool(*b),
            Value::Int(n) => s.serialize_i64(*n),
            Value::BigInt(digits) => match (digits.parse(), digits.parse()) {
                (Ok(n), _) => s.serialize_u64(n),
                (_, Ok(n)) => s.serialize_i128(n),
                _ => s.serialize_str(digits),
            },
            Value::Float(n) => s.serialize_f64(*n),
            Value::Str(text) => s.serialize_str(text),
            Value::Bytes(bytes) => s.serialize_bytes(bytes),
            Value::List(items)
            | Value::Tuple(items)
            | Value::NamedTuple(_, items)
            | Value::Set(items)
            | Value::FrozenSet(items) => {
                let mut seq = s.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| seq.serialize_element(item))?;
                seq.end()
            }
            Value::Dict(pairs) | Value::Object(_, pairs) => {
                let mut map = s.serialize_map(Some(pairs.len()))?;
                pairs.iter().try_for_each(|(k, v)| map.serialize_entry(k, v))?;
                map.end()
            }
            Value::Surrogates(_) => Err(ser::Error::custom("a str with lone surrogates cannot be serialized")),
            Value::Ellipsis | Value::Opaque(..) => Err(ser::Error::custom(format!("{} cannot be serialized", self.type_name()))),
        }
    }
}

struct AnyValue;

macro_rules! visit {
    ($($name:ident: $type:ty;)*) => {$(
        fn $name<E: de::Error>(self, v: $type) -> Result<Value, E> {
            Ok(v.into())
        }
    )*};
}

impl<'de> Visitor<'de> for AnyValue {
    type Value = Value;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a value")
    }

    visit! {
        visit_bool: bool;
        visit_i64: i64;
        visit_u64: u64;
        visit_i128: i128;
        visit_u128: u128;
        visit_f64: f64;
        visit_str: &str;
        visit_string: String;
        visit_bytes: &[u8];
    }

    fn visit_byte_buf<E: de::Error>(self, v: Vec<u8>) -> Result<Value, E> {
        Ok(Value::Bytes(v))
    }

    fn visit_unit<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::None)
    }

    fn visit_none<E: de::Error>(self) -> Result<Value, E> {
        Ok(Value::None)
    }

    fn visit_some<D: Deserializer<'de>>(self, d: D) -> Result<Value, D::Error> {
        d.deserialize_any(AnyValue)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, d: D) -> Result<Value, D::Error> {
        d.deserialize_any(AnyValue)
    }

    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Value::List(items))
    }

    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut pairs = Vec::new();
        while let Some(pair) = map.next_entry()? {
            pairs.push(pair);
        }
        Ok(Value::Dict(pairs))
    }
}

impl<'de> de::Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Value, D::Error> {
        d.deserialize_any(AnyValue)
    }
}

impl IntoDeserializer<'_, Error> for Value {
    type Deserializer = Value;
    fn into_deserializer(self) -> Value {
        self
    }
}

impl<'de> Deserializer<'de> for Value {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self {
            Value::None => visitor.visit_unit(),
            Value::Bool(b) => visitor.visit_bool(b),
            Value::Int(n) => visitor.visit_i64(n),
            Value::BigInt(digits) => match (digits.parse(), digits.parse(), digits.parse()) {
                (Ok(n), _, _) => visitor.visit_u64(n),
                (_, Ok(n), _) => visitor.visit_i128(n),
                (_, _, Ok(n)) => visitor.visit_u128(n),
                _ => visitor.visit_string(digits),
            },
            Value::Float(n) => visitor.visit_f64(n),
            Value::Str(text) => visitor.visit_string(text),
            Value::Bytes(bytes) => visitor.visit_byte_buf(bytes),
            Value::List(items)
            | Value::Tuple(items)
            | Value::NamedTuple(_, items)
            | Value::Set(items)
            | Value::FrozenSet(items) => {
                let mut seq = SeqDeserializer::new(items.into_iter());
                let made = visitor.visit_seq(&mut seq)?;
                seq.end().map(|()| made)
            }
            Value::Dict(pairs) | Value::Object(_, pairs) => {
                let mut map = MapDeserializer::new(pairs.into_iter());
                let made = visitor.visit_map(&mut map)?;
                map.end().map(|()| made)
            }
            other => Err(Error::conversion(format!("{} cannot be deserialized", other.type_name()))),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.is_none() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self {
            Value::Str(name) => visitor.visit_enum(name.into_deserializer()),
            Value::Dict(pairs) if pairs.len() == 1 => {
                visitor.visit_enum(de::value::MapAccessDeserializer::new(MapDeserializer::new(pairs.into_iter())))
            }
            other => Err(Error::conversion(format!("expected a variant, got {}", other.type_name()))),
        }
    }

    ::serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

struct Maker;

/// A list, tuple or dict that grows; a variant's content is wrapped in a dict of its name.
struct Growing {
    items: Vec<Value>,
    pairs: Vec<(Value, Value)>,
    key: Value,
    tuple: bool,
    variant: Option<&'static str>,
}

impl Growing {
    fn new(tuple: bool, variant: Option<&'static str>) -> Growing {
        Growing { items: Vec::new(), pairs: Vec::new(), key: Value::None, tuple, variant }
    }

    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.items.push(to_value(value)?);
        Ok(())
    }

    fn field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
        self.pairs.push((name.into(), to_value(value)?));
        Ok(())
    }

    fn sequence(self) -> Result<Value, Error> {
        wrapped(self.variant, if self.tuple { Value::Tuple(self.items) } else { Value::List(self.items) })
    }

    fn dict(self) -> Result<Value, Error> {
        wrapped(self.variant, Value::Dict(self.pairs))
    }
}

fn wrapped(variant: Option<&'static str>, value: Value) -> Result<Value, Error> {
    Ok(match variant {
        Some(name) => Value::dict([(name, value)]),
        None => value,
    })
}

macro_rules! growing {
    ($($trait:ident $method:ident;)*) => {$(
        impl ser::$trait for Growing {
            type Ok = Value;
            type Error = Error;
            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.push(value)
            }
            fn end(self) -> Result<Value, Error> {
                self.sequence()
            }
        }
    )*};
}
growing! {
    SerializeSeq serialize_element;
    SerializeTuple serialize_element;
    SerializeTupleStruct serialize_field;
    SerializeTupleVariant serialize_field;
}

macro_rules! growing_fields {
    ($($trait:ident)*) => {$(
        impl ser::$trait for Growing {
            type Ok = Value;
            type Error = Error;
            fn serialize_field<T: Serialize + ?Sized>(&mut self, name: &'static str, value: &T) -> Result<(), Error> {
                self.field(name, value)
            }
            fn end(self) -> Result<Value, Error> {
                self.dict()
            }
        }
    )*};
}
growing_fields! { SerializeStruct SerializeStructVariant }

impl ser::SerializeMap for Growing {
    type Ok = Value;
    type Error = Error;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        self.key = to_value(key)?;
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.pairs.push((std::mem::take(&mut self.key), to_value(value)?));
        Ok(())
    }
    fn end(self) -> Result<Value, Error> {
        self.dict()
    }
}

macro_rules! plain {
    ($($name:ident: $type:ty;)*) => {$(
        fn $name(self, v: $type) -> Result<Value, Error> {
            Ok(v.into())
        }
    )*};
}

impl Serializer for Maker {
    type Ok = Value;
    type Error = Error;
    type SerializeSeq = Growing;
    type SerializeTuple = Growing;
    type SerializeTupleStruct = Growing;
    type SerializeTupleVariant = Growing;
    type SerializeMap = Growing;
    type SerializeStruct = Growing;
    type SerializeStructVariant = Growing;

    plain! {
        serialize_bool: bool;
        serialize_i8: i8;
        serialize_i16: i16;
        serialize_i32: i32;
        serialize_i64: i64;
        serialize_i128: i128;
        serialize_u8: u8;
        serialize_u16: u16;
        serialize_u32: u32;
        serialize_u64: u64;
        serialize_u128: u128;
        serialize_f32: f32;
        serialize_f64: f64;
        serialize_str: &str;
        serialize_bytes: &[u8];
    }

    fn serialize_char(self, v: char) -> Result<Value, Error> {
        Ok(Value::Str(v.to_string()))
    }
    fn serialize_none(self) -> Result<Value, Error> {
        Ok(Value::None)
    }
    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<Value, Error> {
        to_value(value)
    }
    fn serialize_unit(self) -> Result<Value, Error> {
        Ok(Value::None)
    }
    fn serialize_unit_struct(self, _: &'static str) -> Result<Value, Error> {
        Ok(Value::None)
    }
    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<Value, Error> {
        Ok(variant.into())
    }
    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, _: &'static str, value: &T) -> Result<Value, Error> {
        to_value(value)
    }
    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<Value, Error> {
        wrapped(Some(variant), to_value(value)?)
    }
    fn serialize_seq(self, _: Option<usize>) -> Result<Growing, Error> {
        Ok(Growing::new(false, None))
    }
    fn serialize_tuple(self, _: usize) -> Result<Growing, Error> {
        Ok(Growing::new(true, None))
    }
    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Growing, Error> {
        Ok(Growing::new(true, None))
    }
    fn serialize_tuple_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Growing, Error> {
        Ok(Growing::new(true, Some(variant)))
    }
    fn serialize_map(self, _: Option<usize>) -> Result<Growing, Error> {
        Ok(Growing::new(false, None))
    }
    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Growing, Error> {
        Ok(Growing::new(false, None))
    }
    fn serialize_struct_variant(self, _: &'static str, _: u32, variant: &'static str, _: usize) -> Result<Growing, Error> {
        Ok(Growing::new(false, Some(variant)))
    }
}
