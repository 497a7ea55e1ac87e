"""Headings of one list beside each other: what stands under them, what they say, how their numbers are written."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise

from zflint.facts.outline import HEAD
from zflint.kinds.block import BlockKind
from zflint.kinds.ladders import RANK, Ladder, Rung, bearing, ladders, weak
from zflint.model import MASK, Block, Context, Hit, Mark, Place, Related
from zflint.regexes import lazy
from zflint.typed import ClassVar
from zflint.values import dataclass

BLANK = " \t\u3000\u00a0\ufeff#" + MASK
CONTENT = 20
"""So many characters below a heading are what it heads."""
BARE = lazy("[\u4e00-\u9fff、和与“”]{2,16}")
"""Headings that say nothing by themselves: 进度安排, not 完成时限：6月底."""


@dataclass(frozen=True)
class Titled(BlockKind):
    """Marks headings that have a number: the key is what stands behind it."""

    styles: tuple[str, ...]
    needs: ClassVar[tuple[str, ...]] = ("outline",)
    always: ClassVar[bool] = True

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        if block.kind == "heading":
            text = block.text
            start = len(text) - len(text.lstrip(BLANK))
            m = HEAD.match(text, start)
            if m and m.lastgroup in self.styles:
                yield Mark(start, m.end(), text[m.end():].strip(BLANK))

    def _lists(self, marks: Sequence[Mark], context: Context) -> Iterator[list[tuple[Rung, str]]]:
        """The lists of headings, each with what it says; items and paragraphs that have numbers leave a list out."""
        said = {mark.start: mark.key for mark in marks}
        for ladder in ladders(bearing(context.facts["outline"], self.styles)):
            if ladder.style in self.styles and all(one.mark.start in said for one in ladder.rungs):
                yield [(one, said[one.mark.start]) for one in ladder.rungs]


@dataclass(frozen=True)
class EmptySection(Titled):
    """A heading with nothing under it, while there is something under all others of its list.

    styles: which lists, by the names that the outline gives them.
    """

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        neighbours = any(one.at + 1 == after.at for one, after in pairwise(marks))
        for headings in self._lists(marks, context) if neighbours else ():
            sizes = [_size(one, after, context.places) for (one, _), (after, _) in pairwise(headings)]
            empty = [at for at, size in enumerate(sizes) if size == 0]
            full = sum(size >= CONTENT for size in sizes)
            last = headings[-1][0].mark.at + 1 < len(context.places)
            if len(empty) == 1 and last and full == len(sizes) - 1 and full > 0:
                (one, said), (after, _) = headings[empty[0]:empty[0] + 2]
                if BARE.fullmatch(said) and after.value == one.value + 1:
                    yield _whole(one.mark, said, after.mark)


def _size(one: Rung, after: Rung, places: Sequence[Place]) -> int:
    return sum(place.span.end - place.span.start for place in places[one.mark.at + 1:after.mark.at])


def _whole(mark: Mark, said: str, other: Mark) -> Mark:
    return mark._replace(key=f"{mark.key}{said}", case="", fix=None, says=(("after", other.key),),
                         related=(Related(other.start, other.end, other.key),))


@dataclass(frozen=True)
class RepeatedHeading(Titled):
    """Two headings of one list that say the same. least: of how many characters they consist.

    styles: which lists, by the names that the outline gives them.
    """

    least: int = 4

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        twice = len({mark.key for mark in marks}) < len(marks)
        higher: dict[int, list[int]] = {}
        for headings in self._lists(marks, context) if twice else ():
            seen, rank = dict[str, Rung](), RANK[headings[0][0].mark.case]
            if rank not in higher:
                higher[rank] = _above(rank, context)
            above = higher[rank]
            for one, said in headings:
                first = seen.setdefault(said, one)
                parted = bisect_right(above, first.mark.start) < bisect_left(above, one.mark.start)
                if first is not one and len(said) >= self.least and not parted:
                    yield _whole(one.mark, said, first.mark)


def _above(rank: int, context: Context) -> list[int]:
    """Where headings of a higher rank stand: what is between one of a list and the next parts them."""
    outline = context.facts["outline"]
    return sorted(mark.start for mark in outline if RANK.get(mark.case, rank) < rank and not weak(mark))


@dataclass(frozen=True)
class MixedNumbers(BlockKind):
    """Numbers of one list that are not written like the others: 2、 between 1. and 3.

    styles: which lists, by the names that the outline gives them. share: at most so many of a hundred numbers of a list
    are the odd ones.
    """

    styles: tuple[str, ...]
    share: int = 34
    needs: ClassVar[tuple[str, ...]] = ("outline",)

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        outline = [mark for mark in context.facts["outline"] if mark.case == "reset" or not weak(mark)]
        forms = {(mark.case, _form(mark)) for mark in outline if mark.case in self.styles}
        if len(forms) == len({style for style, _ in forms}):
            return
        found = [one for one in ladders(bearing(outline, self.styles)) if one.style in self.styles]
        for ladder in _apart(found):
            usual, odd = _odd(ladder)
            if odd and len(odd) * 100 <= self.share * len(ladder.rungs):
                for one in odd:
                    digits = dict(one.mark.says)["number"]
                    yield one.mark._replace(case="", fix=usual.replace("1", digits), says=())


def _form(mark: Mark) -> str:
    """How a number is written, with 1 for its digits."""
    return mark.key.replace(mark.says[0][1], "1", 1)


def _odd(ladder: Ladder) -> tuple[str, list[Rung]]:
    """How most numbers of a list are written, and those that are written otherwise."""
    forms = [_form(one.mark) for one in ladder.rungs]
    usual = Counter(forms).most_common(1)[0][0]
    return usual, [one for one, form in zip(ladder.rungs, forms, strict=True) if form != usual]


def _apart(found: Sequence[Ladder]) -> Iterator[Ladder]:
    """Lists inside and around which there is no other of their style, to which a number of theirs may belong."""
    ends: dict[str, list[tuple[int, int]]] = {}
    for one in found:
        ends.setdefault(one.style, []).append(_reach(one))
    for spans in ends.values():
        spans.sort()
    farthest = {style: [*accumulate((last for _, last in spans), max)] for style, spans in ends.items()}
    for one in found:
        first, last = _reach(one)
        spans = ends[one.style]
        at = bisect_left(spans, (first, last))
        before = at > 0 and farthest[one.style][at - 1] > first
        after = at + 1 < len(spans) and spans[at + 1][0] < last
        if not before and not after:
            yield one


def _reach(ladder: Ladder) -> tuple[int, int]:
    return ladder.rungs[0].mark.start, ladder.rungs[-1].mark.start
