from __future__ import annotations

from collections.abc import Iterator, Sequence

from zflint.facts.outline import number
from zflint.kinds.block import BlockKind
from zflint.model import Block, Context, Hit, Mark, Place, Probe, Related
from zflint.typed import ClassVar
from zflint.values import dataclass

WORDS = {"首先": 1, "其次": 2, "再次": 3}
NEAR = 6
"""How many blocks the points of one list that begin paragraphs lie apart at most."""
FAR = 800
"""How many characters those in one paragraph lie apart at most."""
BEFORE = frozenset("。！？；：:\n \t\u3000”）")


@dataclass(frozen=True)
class Ordinals(BlockKind):
    """Lists that begin with 首先 and leave a place out or have one twice: 首先，…其次，…第四，…

    All in one paragraph, or each at the beginning of one. 第一， begins a list inside it; 第三， may go on with another
    one around it.
    """

    needs: ClassVar[tuple[str, ...]] = ()

    def probes(self) -> Sequence[Probe]:
        return [Probe(f"{word}，", literal=True) for word in (*WORDS, *(f"第{one}" for one in "一二三四五六"))]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        text = block.text
        for hit in hits:
            before = text[:hit.start].strip()
            if not before or text[hit.start - 1] in BEFORE:
                yield Mark(hit.start, hit.end - 1, text[hit.start:hit.end - 1], says=(("head", "" if before else "1"),))

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        last: Mark | None = None
        outer: set[int] = set()
        for mark in marks:
            here = _value(mark)
            if mark.key == "首先":
                last = mark
            elif last is None or here - 1 in outer or here == 1 or not _follows(mark, last):
                outer |= {here} if mark.key[0] == "第" else set()
                last = None
            elif here in (_value(last), _value(last) + 1) and mark.key != last.key:
                last = mark._replace(says=(("value", str(max(here, _value(last) + 1))), *mark.says))
            else:
                yield _fault(mark, last, context.places)
                last = None


def _follows(mark: Mark, last: Mark) -> bool:
    """May a point belong to the list of the one before it?"""
    if mark.at == last.at:
        return mark.start - last.start <= FAR
    return _head(mark) and _head(last) and mark.at - last.at <= NEAR


def _head(mark: Mark) -> bool:
    return dict(mark.says)["head"] != ""


def _value(mark: Mark) -> int:
    return int(dict(mark.says).get("value") or WORDS.get(mark.key) or number(mark.key[1:]))


def _fault(mark: Mark, before: Mark, places: Sequence[Place]) -> Mark:
    case = "twice" if _value(mark) <= _value(before) else "gap"
    return mark._replace(case=case, related=(Related(before.start, before.end, before.key),), says=(
        ("before", before.key), ("line", str(places[before.at].line + 1))))
