from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from zflint.kinds.block import BlockKind
from zflint.kinds.pattern import latest
from zflint.kinds.words import Swap
from zflint.model import Block, Context, Hit, Mark, Options, Probe
from zflint.typed import ClassVar
from zflint.values import dataclass, field, replace

LONGEST = 12
"""Characters of the longest text in quotes that may be a name."""


@dataclass(frozen=True)
class Spelling(BlockKind):
    """Wrong words and their right ones, as in swap; names keep their spelling. The longest of several hits counts.

    rows: as in swap, with a further column sort; sort: take only the rows of that sort. A title in 《》, a name that
    the configuration declares, and a name in quotes that stands twice in the document are left alone, and so is a form
    in a document that is older than the year of its column since, as far as one can tell.
    joints: rows with the columns char, before and after. A wrong form of two characters is none where two words meet
    in it (造成|积水 for 成积): where the first character ends a word with the one before it, which is listed for it
    under before, and the second begins one with the character behind it, listed under after.
    """

    needs: ClassVar[tuple[str, ...]] = ("date",)

    swap: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[Mapping[str, str], ...] = ()
    sort: str = ""
    not_in: tuple[str, ...] = ()
    joints: tuple[Mapping[str, str], ...] = ()

    def __post_init__(self) -> None:
        if self.sort:
            object.__setattr__(self, "rows", tuple(row for row in self.rows if row.get("sort") == self.sort))
        if not self.swap and not self.rows:
            raise ValueError(f"没有一个词，sort = {self.sort!r}")

    def configured(self, options: Options) -> Spelling:
        """The check that leaves the declared names alone."""
        return replace(self, not_in=(*self.not_in, *(name.right for name in options.names)))

    @cached_property
    def _swap(self) -> Swap:
        return Swap(self.swap, self.rows, self.not_in)

    @cached_property
    def _joints(self) -> Mapping[str, Mapping[str, str]]:
        return {row["char"]: row for row in self.joints}

    def probes(self) -> Sequence[Probe]:
        return self._swap.probes()

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        for mark in _longest([*self._swap.scan(block, hits)]):
            if not _inside(block.text, mark, "《", "》") and not self._meet(block.text, mark):
                quoted = _inside(block.text, mark, "“", "”")
                name = quoted if len(mark.key) < len(quoted) <= LONGEST else ""
                yield mark._replace(says=(*mark.says, ("name", name))) if name else mark

    def _meet(self, text: str, mark: Mark) -> bool:
        """Do two words meet between the two characters of the mark?"""
        if len(mark.key) != 2 or not self.joints or not 0 < mark.start < mark.end < len(text):
            return False
        first, second = self._joints.get(mark.key[0], {}), self._joints.get(mark.key[1], {})
        return text[mark.start - 1] in first.get("before", "") and text[mark.end] in second.get("after", "")

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        names = Counter(name for mark in marks if (name := dict(mark.says).get("name")))
        year = latest(context)
        for mark in marks:
            said = dict(mark.says)
            if names[said.get("name", "")] < 2 and int(said.get("since", 0)) <= year:
                yield mark


def _longest(marks: Sequence[Mark]) -> Iterator[Mark]:
    """The marks, in order, that overlap no longer one, nor an equally long one before them."""
    marks = sorted(marks, key=_start)
    reach = max((mark.end - mark.start for mark in marks), default=0)
    ranks = [(mark.end - mark.start, -mark.start, -i) for i, mark in enumerate(marks)]
    for mark, rank in zip(marks, ranks, strict=True):
        near = range(bisect_left(marks, mark.start - reach, key=_start), bisect_left(marks, mark.end, key=_start))
        if not any(ranks[i] > rank and mark.start < marks[i].end for i in near):
            yield mark


def _start(mark: Mark) -> int:
    return mark.start


def _inside(text: str, mark: Mark, opening: str, closing: str) -> str:
    """What stands between the two marks around a mark, or nothing."""
    start = text.rfind(opening, 0, mark.start) + 1
    end = text.find(closing, mark.end)
    return text[start:end] if start and end > 0 and closing not in text[start:end] else ""
