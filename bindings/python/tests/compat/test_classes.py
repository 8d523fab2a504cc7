"""Instances and classes of the host, wrapped in ClassInstance and ClassType."""

import dataclasses

import pydantic_monty as pm
import pytest


@dataclasses.dataclass
class Cup:
    size: int
    kind: str = "tea"
    LIMIT = 9

    def fill(self, more=1):
        self.size += more
        return self.size

    @classmethod
    def big(cls):
        return "big"

    @property
    def label(self):
        return f"{self.kind}/{self.size}"

    def fail(self):
        raise ValueError("spilled")


class Slotted:
    __slots__ = ("a", "_b")

    def __init__(self):
        self.a, self._b = 1, 2


def wrapped(cup=None, **policy):
    return pm.ClassInstance(cup or Cup(3), **(policy or {"eager_attrs": "all", "lazy_attrs": {"label", "LIMIT"}, "allowed_methods": "all"}))


@pytest.mark.parametrize(
    "code, value",
    [
        ("(c.size, c.kind)", (3, "tea")),
        ("c.fill(), c.fill(more=2)", (4, 6)),
        ("c.label, c.LIMIT", ("tea/3", 9)),
        ("type(c).__name__", "Cup"),
        ("c == c, c is c, isinstance(c, type(c))", (True, True, True)),
        ("hasattr(c, 'nope'), getattr(c, 'nope', 7)", (False, 7)),
        ("import dataclasses\ndataclasses.is_dataclass(c)", True),
        ("repr(c)", "Cup(size=3, kind='tea')"),
        ("c.size = 8\nc.size", 8),
    ],
)
def test_in_the_program(run, code, value):
    assert run(code, inputs={"c": wrapped()}) == value


@pytest.mark.ours("has no bound methods of the host's instances")
def test_bound_methods(run):
    assert run("m = c.fill\nm(5)", inputs={"c": wrapped()}) == 8


def test_comes_back_as_itself(run):
    cup = Cup(1)
    assert run("c", inputs={"c": wrapped(cup)}) is cup
    out = run("[c, {'k': c}]")
    assert out[0] is cup and out[1]["k"] is cup


def test_changes_in_the_program_stay_there(run):
    cup = Cup(1)
    run("c.size = 5", inputs={"c": wrapped(cup)})
    assert cup.size == 1


def test_unwrapped(raises):
    assert "wrap class instances in pydantic_monty.ClassInstance" in str(raises("c", pm.MontyConversionError, inputs={"c": Cup(1)}))


@pytest.mark.parametrize(
    "policy, code, text",
    [
        ({"eager_attrs": "all"}, "c.nope", "AttributeError: 'Cup' object has no attribute 'nope'"),
        ({"eager_attrs": ("size",)}, "c.kind", "AttributeError: 'Cup' object has no attribute 'kind'"),
        ({"eager_attrs": "all"}, "c.fill()", "AttributeError: 'Cup' object has no attribute 'fill'"),
        ({"allowed_methods": {"fail"}}, "c.fail()", "ValueError: spilled"),
        ({"allowed_methods": "all"}, "c()", "TypeError: 'Cup' object is not callable"),
    ],
)
def test_refused(raises, policy, code, text):
    assert str(raises(code, inputs={"c": wrapped(**policy)})) == text


def test_slots(run):
    assert run("c.a", inputs={"c": pm.ClassInstance(Slotted(), eager_attrs="all")}) == 1


def test_returned_by_functions(run):
    cup = Cup(4)
    assert run("get().size", external_lookup={"get": lambda: wrapped(cup)}) == 4
    seen = []
    assert run("c = get()\ntake(c)", external_lookup={"get": lambda: wrapped(cup), "take": lambda c: seen.append(c)}) is None
    assert seen[0] is cup


def test_values_pass_the_hook(run):
    class Loud(pm.ClassInstance):
        def convert_value(self, /, name, value):
            return value.upper() if isinstance(value, str) else value

    assert run("c.kind, c.label", inputs={"c": Loud(Cup(1), eager_attrs="all", lazy_attrs="all")}) == ("TEA", "TEA/1")


class TestTypes:
    @pytest.mark.parametrize(
        "policy, code, value",
        [
            ({"init": True, "instance_eager_attrs": "all"}, "C(4).size, C(1, kind='x').kind", (4, "x")),
            ({"init": True, "instance_allowed_methods": {"fill"}}, "C(4).fill()", 5),
            ({"eager_attrs": "all"}, "C.LIMIT", 9),
            ({"lazy_attrs": {"LIMIT"}}, "C.LIMIT", 9),
            ({"allowed_methods": "all"}, "C.big()", "big"),
            ({}, "C.__name__", "Cup"),
            ({"init": True, "instance_eager_attrs": "all"}, "c = C(1)\nisinstance(c, C), type(c) is C", (True, True)),
        ],
    )
    def test_in_the_program(self, run, policy, code, value):
        assert run(code, inputs={"C": pm.ClassType(Cup, **policy)}) == value

    def test_comes_back_as_itself(self, run):
        assert run("C", inputs={"C": pm.ClassType(Cup)}) is Cup

    def test_instances_come_back(self, run):
        out = run("C(4)", inputs={"C": pm.ClassType(Cup, init=True)})
        assert type(out) is Cup and out.size == 4

    def test_init_is_refused(self, raises):
        assert str(raises("C(4)", inputs={"C": pm.ClassType(Cup)})) == "TypeError: cannot instantiate host class 'Cup'"

    def test_attributes_are_refused(self, raises):
        class Plain:
            LIMIT = 1

        assert str(raises("C.NOPE", inputs={"C": pm.ClassType(Plain, eager_attrs="all")})) == "AttributeError: type object 'Plain' has no attribute 'NOPE'"

    def test_of_an_instance(self, run):
        kind = pm.ClassType(Cup, eager_attrs="all")
        assert run("type(c) is C, type(c).LIMIT", inputs={"c": pm.ClassInstance(Cup(1), class_type=kind), "C": kind}) == (True, 9)


class TestWrappers:
    def test_policies(self):
        w = pm.ClassInstance(Cup(1), eager_attrs=["size"], lazy_attrs=["label"], allowed_methods=["fill"])
        assert w.get_eager_attrs() == {"size": 1} and w.lookup_lazy_attrs("label") == "tea/1" and w.call_method("fill", (2,), {}) == 3
        with pytest.raises(AttributeError):
            w.lookup_lazy_attrs("kind")
        with pytest.raises(AttributeError):
            w.call_method("fail", (), {})
        with pytest.raises(TypeError):
            w.call_method("__call__", (), {})

    @pytest.mark.parametrize("name", ["eager_attrs", "lazy_attrs", "allowed_methods"])
    def test_a_str_is_no_set_of_names(self, name):
        with pytest.raises(TypeError, match=f"{name} must be 'all', None or a set of names, got 'size'"):
            pm.ClassInstance(Cup(1), **{name: "size"})

    def test_class_type_must_fit(self):
        with pytest.raises(ValueError, match="class_type Slotted does not match value Cup"):
            pm.ClassInstance(Cup(1), class_type=pm.ClassType(Slotted))

    def test_ids(self):
        assert pm.ClassType(Cup).id == pm.ClassType(Cup).id
        assert pm.ClassInstance(Cup(1)).id != pm.ClassInstance(Cup(1)).id

    def test_class_methods_only(self):
        with pytest.raises(AttributeError, match="type object 'Cup' has no attribute 'fill'"):
            pm.ClassType(Cup, allowed_methods="all").call_method("fill", (1,), {})

    def test_construct(self):
        made = pm.ClassType(Cup, init=True, instance_eager_attrs={"size"}).construct((5,), {})
        assert isinstance(made, pm.ClassInstance) and made.value.size == 5 and made.get_eager_attrs() == {"size": 5}


class TestSnapshots:
    def test_method(self, session):
        w = wrapped()
        s = session.feed_start("c.fill(2)", inputs={"c": w})
        assert (s.function_name, s.args, s.object_id) == ("fill", (2,), w.id)
        assert s.resume({"return_value": "mine"}).output == "mine"

    def test_attribute(self, session):
        w = wrapped()
        s = session.feed_start("c.label", inputs={"c": w})
        assert type(s) is pm.NameLookupSnapshot and (s.variable_name, s.object_id) == ("label", w.id)
        assert s.resume_auto().output == "tea/3"

    def test_missing_attribute(self, session):
        s = session.feed_start("c.label", inputs={"c": wrapped()})
        with pytest.raises(pm.MontyRuntimeError, match="AttributeError: 'Cup' object has no attribute 'label'"):
            s.resume()

    def test_construction(self, session):
        kind = pm.ClassType(Cup, init=True)
        s = session.feed_start("C(4)", inputs={"C": kind})
        assert (s.function_name, s.object_id, s.args) == ("__call__", kind.id, (4,))
        assert s.resume_auto().output == Cup(4)
