"""The words that annotations are made of. Nobody evaluates ours, and importing typing is a tenth of a cold start."""

from __future__ import annotations

__all__ = ["TYPE_CHECKING", "Any", "ClassVar", "Literal", "NoReturn", "Protocol", "TypeVar", "cast"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, Literal, NoReturn, Protocol, TypeVar, cast
else:
    class Any:
        """Stands for every word that may be subscripted."""

        def __class_getitem__(cls, item):
            return cls

    ClassVar = Literal = NoReturn = Any
    Protocol = object

    def TypeVar(name, bound=None):
        return Any

    def cast(type_, value):
        return value
