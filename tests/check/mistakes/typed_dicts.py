# Dictionaries whose keys are known.
from typing import NotRequired, TypedDict


class Address(TypedDict):
    street: str
    city: str


class Person(TypedDict):
    name: str
    age: int
    address: Address
    nick: NotRequired[str]


def greet(p: Person) -> str:
    return p["name"]


ada: Person = {"name": "Ada", "age": 36}  # error: missing-typed-dict-key
bob: Person = {"name": "Bob", "age": "40", "address": {"street": "a", "city": "b"}}  # error: invalid-argument-type
cy: Person = {"name": "Cy", "age": 3, "address": {"street": "a", "city": "b"}, "size": 1}  # error: invalid-key
dan: Person = {"name": "Dan", "age": 3, "address": {"street": "a", "city": "b"}}
print(dan["surname"])  # error: invalid-key
print(dan["address"]["town"])  # error: invalid-key
dan["age"] = "four"  # error: invalid-assignment
dan["colour"] = "red"  # error: invalid-key
greet({"name": "Eve"})  # error: invalid-argument-type missing-typed-dict-key missing-typed-dict-key
print(dan["age"].upper())  # error: unresolved-attribute
print(dan["address"].street)  # error: unresolved-attribute
