# json: writing, reading, hooks, options and errors.
import io
import json
from collections import OrderedDict


class Point:
    def __init__(self, x, y):
        self.x, self.y = x, y


def to_json(value):
    if isinstance(value, Point):
        return {"x": value.x, "y": value.y}
    if isinstance(value, set):
        return sorted(value)
    raise TypeError(f"cannot write {type(value).__name__}")


class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, complex):
            return [o.real, o.imag]
        return super().default(o)


value = {"name": "Zoë \U0001f600", "list": [1, 2.5, -0.0, 1e100, True, None, [], {}], "nested": {"a\n": "\t\x01\"\\/"}, "t": (1, 2)}
for options in ({}, {"indent": 2}, {"indent": "--"}, {"ensure_ascii": False}, {"separators": (",", ":")}, {"sort_keys": True, "indent": 0}):
    print(json.dumps(value, **options))
print(json.dumps({1: 2, None: 3, True: 4, 1.5: 5}), json.dumps({(1, 2): 3, "a": 1}, skipkeys=True))
print(json.dumps([float("nan"), float("inf"), -float("inf")]))
print(json.dumps([Point(1, 2), {3, 1}], default=to_json), json.dumps(1 + 2j, cls=Encoder))
print(json.dumps({"b": {1: [Point(3, 4)]}}, default=to_json, indent=1))
print(json.dumps("x"), json.dumps(None), json.dumps(12), json.dumps(1.0), json.dumps([]), json.dumps({}, indent=4))


class Key(str):
    pass


class Number(int):
    def __repr__(self):
        return "Number!"


print(json.dumps({Key("k"): Number(5)}), json.dumps(OrderedDict(b=1, a=2)))
print(json.loads(json.dumps(value)) == {**value, "t": [1, 2]})
print(json.loads('{"a": [1, 2.0, "\\u00e9\\ud83d\\ude00", -1e3, true, null]}'), json.loads(b' "bytes" '))
print(json.loads("[1, 2.5]", parse_float=str, parse_int=lambda text: int(text) * 10))
print(json.loads('{"a": {"b": 1}}', object_hook=lambda d: sorted(d.items())))
print(json.loads('{"a": 1, "a": 2}', object_pairs_hook=list), json.loads('{"a": 1, "a": 2}'))
print(json.loads("[NaN, -Infinity]"), json.loads("NaN", parse_constant=lambda name: name))
print(json.JSONDecoder().raw_decode('{"x": 1} tail'), json.JSONDecoder(strict=False).decode('"a\nb"'))
stream = io.StringIO()
json.dump({"to": ["stream"]}, stream, indent=1)
stream.seek(0)
print(stream.getvalue(), json.load(stream))
print("".join(json.JSONEncoder(indent=1).iterencode([1, {"a": "b"}])))
for text in ("", "{", "[1,]", '{"a":1,}', '{"a" 1}', '{a: 1}', "[1 2]", "nul", '"abc', '"a\\x"', '"\\u12"', "1 2", '{"a":}', "[", '"a\tb"', "\n\n  ?", "-", "01", "\ufeff1", "[1,\n2,\n}"):
    try:
        print(json.loads(text))
    except json.JSONDecodeError as error:
        print(repr(text), error, error.msg, error.pos, error.lineno, error.colno)
loop = []
loop.append(loop)
for wrong in ({1, 2}, {"a": object}, {(1,): 2}, loop, {"k": 1j}):
    try:
        json.dumps(wrong)
    except (TypeError, ValueError) as error:
        print(type(error).__name__, error)
try:
    json.dumps(float("nan"), allow_nan=False)
except ValueError as error:
    print(error)
try:
    json.loads(5)
except TypeError as error:
    print(error)
