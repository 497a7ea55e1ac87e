"""`dataclass` and `NamedTuple` as in the standard library, for a start that is not felt.

typing's NamedTuple compiles every annotation, a quarter of a millisecond a class. The standard dataclass imports
inspect and compiles six functions a class: for the forty classes of this package a third of a cold start. This one
makes closures instead. Types are checked as those of the standard ones; `dataclasses.fields` and `dataclasses.replace`
work on its classes, whose Field objects are made when first asked for.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from functools import partial

from zflint.typed import TYPE_CHECKING, Any, TypeVar

__all__ = ["NamedTuple", "dataclass", "field", "maker", "replace"]

Made = TypeVar("Made", bound=tuple[Any, ...])

if TYPE_CHECKING:
    from dataclasses import dataclass, field, replace
    from typing import NamedTuple
else:
    class _Named(type):
        def __new__(mcs, name, bases, namespace):
            # A plain class knows its annotations on every Python; where its namespace keeps them differs.
            fields = type.__new__(type, name, (), dict(namespace)).__annotations__
            defaults = [namespace[field] for field in fields if field in namespace]
            made = namedtuple(name, fields, defaults=defaults, module=namespace["__module__"])
            made.__annotations__ = fields
            for key, value in namespace.items():
                if key not in fields and not key.startswith("__annot"):
                    setattr(made, key, value)
            return made

    NamedTuple = type.__new__(_Named, "NamedTuple", (), {})

    def dataclass(cls=None, *, frozen=False, eq=True, order=False, slots=False):
        """Fields are the class's annotations, behind those it inherits. `slots` is accepted and does nothing."""
        def wrap(made):
            return _made(made, frozen, eq, order)

        return wrap if cls is None else wrap(cls)

    def field(*, default_factory):
        """A field whose default is made anew for each value."""
        return _Factory(default_factory)

    def replace(value, **changes):
        """A copy of the value with some fields changed."""
        return type(value)(**{name: getattr(value, name) for name in value._names} | changes)


def maker(cls: type[Made]) -> Callable[[tuple[Any, ...]], Made]:
    """What makes a named tuple of a tuple of all its fields, in half the time that calling its class takes."""
    return partial(tuple.__new__, cls)


class _Factory:
    def __init__(self, make: Callable[[], Any]) -> None:
        self.make = make


class _Fields:
    """`__dataclass_fields__`, made by the standard library when something asks for it."""

    def __get__(self, instance: object, owner: Any) -> Any:
        import dataclasses

        namespace: dict[str, Any] = {"__annotations__": dict(owner._types), "__module__": owner.__module__}
        for name, default in owner._defaults.items():
            made = isinstance(default, _Factory)
            namespace[name] = dataclasses.field(default_factory=default.make) if made else default
        standard: Any = dataclasses.dataclass(type(owner.__name__, (), namespace))
        return standard.__dataclass_fields__


def _made(cls: Any, frozen: bool, eq: bool, order: bool) -> Any:
    types = {**getattr(cls, "_types", {})}
    defaults = {**getattr(cls, "_defaults", {})}
    for name, annotation in cls.__annotations__.items():
        if "ClassVar" not in str(annotation):
            types[name] = annotation
            if name in cls.__dict__:
                defaults[name] = cls.__dict__[name]
                if isinstance(defaults[name], _Factory):
                    delattr(cls, name)
    names = tuple(types)
    cls._types, cls._defaults, cls._names = types, defaults, names
    cls.__dataclass_fields__ = _Fields()
    cls.__init__ = _init(cls.__name__, names, defaults, hasattr(cls, "__post_init__"))
    cls.__repr__ = _repr
    if eq:
        cls.__eq__ = _compared(names, tuple.__eq__)
        cls.__hash__ = (lambda self: hash(_values(self, names))) if frozen else None
    for name in ("__lt__", "__le__", "__gt__", "__ge__") if order else ():
        setattr(cls, name, _compared(names, getattr(tuple, name)))
    if frozen:
        cls.__setattr__ = cls.__delattr__ = _refused
    return cls


def _init(title: str, names: tuple[str, ...], defaults: dict[str, Any], checked: bool) -> Callable[..., None]:
    def __init__(self: Any, *args: Any, **given: Any) -> None:
        state = self.__dict__
        state.update(zip(names, args, strict=False))
        if len(args) > len(names) or not given.keys() <= types or given.keys() & state.keys():
            raise TypeError(f"{title} takes {', '.join(names)}, each once")
        state.update(given)
        if len(state) < len(names):
            for name in names:
                if name not in state:
                    if name not in defaults:
                        raise TypeError(f"{title} needs {name}")
                    default = defaults[name]
                    state[name] = default.make() if isinstance(default, _Factory) else default
        if checked:
            self.__post_init__()

    types = frozenset(names)
    return __init__


def _values(value: Any, names: tuple[str, ...]) -> tuple[Any, ...]:
    return tuple([getattr(value, name) for name in names])


def _compared(names: tuple[str, ...], how: Callable[[Any, Any], Any]) -> Callable[[Any, Any], Any]:
    def compare(self: Any, other: Any) -> Any:
        if self.__class__ is not other.__class__:
            return NotImplemented
        return how(_values(self, names), _values(other, names))

    return compare


def _repr(self: Any) -> str:
    return f"{type(self).__name__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self._names)})"


def _refused(self: Any, name: str, *value: Any) -> None:
    raise AttributeError(f"{type(self).__name__} is frozen: {name} stays as it is")
