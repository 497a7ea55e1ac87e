"""Our dataclass does as the standard one."""

import dataclasses
import pickle
import typing
from functools import cached_property
from typing import Any, ClassVar

import pytest

from zflint import values


def pair(module: Any) -> tuple[Any, Any]:
    @module.dataclass(frozen=True, order=True)
    class Base:
        a: int
        b: "tuple[int, ...]" = (1,)
        kind: ClassVar[str] = "k"

        @cached_property
        def total(self) -> int:
            return self.a + sum(self.b)

    @module.dataclass(frozen=True)
    class Child(Base):
        c: "dict[str, int]" = module.field(default_factory=dict)

        def __post_init__(self) -> None:
            if self.a < 0:
                raise ValueError("a")

    return Base, Child


OURS, THEIRS = pair(values), pair(dataclasses)


@pytest.mark.parametrize("use", [
    pytest.param(lambda base, child: base(1).total, id="defaults and cached properties"),
    pytest.param(lambda base, child: base(1, b=(2, 3)).b, id="by place and by name"),
    pytest.param(lambda base, child: base(1) == base(1) != base(2), id="equality"),
    pytest.param(lambda base, child: base(1) == child(1), id="equality of other classes"),
    pytest.param(lambda base, child: hash(base(1)) == hash(base(1)), id="hash"),
    pytest.param(lambda base, child: sorted([base(2), base(1, (3,)), base(1)])[0].b, id="order"),
    pytest.param(lambda base, child: child(1, (), {"x": 1}).c, id="inherited fields come first"),
    pytest.param(lambda base, child: child(1).c is child(1).c, id="factories make anew"),
    pytest.param(lambda base, child: [(f.name, f.type) for f in dataclasses.fields(child)], id="fields"),
    pytest.param(lambda base, child: dataclasses.replace(child(1), a=5).a, id="replaced by the standard library"),
    pytest.param(lambda base, child: base.kind, id="class variables"),
    pytest.param(lambda base, child: dataclasses.fields(child)[2].default_factory is dict, id="factory is told"),
])
def test_same_as_the_standard_one(use: Any) -> None:
    assert use(*OURS) == use(*THEIRS)


@pytest.mark.parametrize("use", [
    pytest.param(lambda base, child: base(), id="missing field"),
    pytest.param(lambda base, child: base(1, (), 3), id="one too many"),
    pytest.param(lambda base, child: base(1, a=1), id="twice"),
    pytest.param(lambda base, child: base(1, z=1), id="unknown name"),
    pytest.param(lambda base, child: setattr(base(1), "a", 2), id="assigned"),
    pytest.param(lambda base, child: delattr(base(1), "a"), id="deleted"),
    pytest.param(lambda base, child: child(-1), id="refused by __post_init__"),
    pytest.param(lambda base, child: base(1) < child(1), id="order of other classes"),
    pytest.param(lambda base, child: hash(child(1)), id="hash of something that has none"),
])
def test_refuses_what_the_standard_one_refuses(use: Any) -> None:
    for classes in (OURS, THEIRS):
        with pytest.raises((TypeError, AttributeError, ValueError)):
            use(*classes)


def test_replace_and_pickle() -> None:
    from zflint.model import Options

    options = Options(as_of="2024")
    assert values.replace(options, lang="en") == Options(as_of="2024", lang="en")
    assert pickle.loads(pickle.dumps(options)) == options


class Ours(values.NamedTuple):
    """A doc."""

    a: int
    b: "list[str]" = []  # noqa: RUF012

    @property
    def total(self) -> int:
        return self.a + len(self.b)


class Standard(typing.NamedTuple):
    """A doc."""

    a: int
    b: "list[str]" = []  # noqa: RUF012

    @property
    def total(self) -> int:
        return self.a + len(self.b)


@pytest.mark.parametrize("question", [
    pytest.param(lambda t: tuple(t(1)) + tuple(t(a=1, b=["c"])), id="values"),
    pytest.param(lambda t: t(2)._replace(b=["d"])._asdict(), id="changed copy"),
    pytest.param(lambda t: (t._fields, list(t.__annotations__), t._field_defaults, t.__doc__), id="fields"),
    pytest.param(lambda t: t(1, ["x", "y"]).total, id="property"),
    pytest.param(lambda t: t(1) < t(2) and t(1) == (1, []), id="order and equality"),
    pytest.param(lambda t: tuple(pickle.loads(pickle.dumps(t(3, ["e"])))), id="pickle"),
])
def test_named_tuples_do_as_the_standard_ones(question: Any) -> None:
    assert question(Ours) == question(Standard)


@pytest.mark.parametrize("args", [pytest.param((), id="too few"), pytest.param((1, [], 3), id="too many")])
def test_named_tuples_refuse_what_the_standard_ones_refuse(args: tuple[Any, ...]) -> None:
    for made in (Ours, Standard):
        with pytest.raises(TypeError):
            made(*args)
