from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from zflint.kinds.block import BlockKind
from zflint.model import MARKED_UP, Block, Context, Edit, Hit, Mark, Probe, Related
from zflint.regexes import lazy
from zflint.values import dataclass

HAN, LATIN = lazy("[\u3400-\u9fff]"), lazy("[A-Za-z]")
SHOWN = 10
"""How many other places the one finding about a habit lists."""


@dataclass(frozen=True)
class Habit(BlockKind):
    """Characters typed the wrong way: throughout the text, which is one finding with a fix for all, or here and there.

    pattern: regexes for what counts; swap: wrong character → right one, for each character of the match, or of its
    groups where it has some (blanks at its end go); a right one of two characters has one for each group. along:
    regexes for what is put right together with the others but is no fault by itself. least: so many make a habit.
    stray: report only what is no habit, each place alone. plain: leave Markdown alone. A block of foreign text that
    quotes some Chinese is left alone.
    """

    pattern: tuple[str, ...]
    swap: Mapping[str, str]
    along: tuple[str, ...] = ()
    least: int = 5
    stray: bool = False
    plain: bool = False

    def probes(self) -> Sequence[Probe]:
        return [Probe(one) for one in (*self.pattern, *self.along)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        if len(LATIN.findall(block.text)) > len(HAN.findall(block.text)):
            return
        for hit in hits:
            found = hit.match
            spans = [span for span in found.regs[1:] if span[0] >= 0] or [found.span()]
            edits = [Edit(a, b, self._right(block.text[a:b], i)) for i, (a, b) in enumerate(spans)]
            case = "along" if hit.probe >= len(self.pattern) else ""
            yield Mark(hit.start, hit.end, block.text[hit.start:hit.end].rstrip(), edits[0].content, case,
                       edits=tuple(edits))

    def _right(self, wrong: str, group: int) -> str:
        rights = (self.swap.get(char, char) for char in wrong.rstrip())
        return "".join(right[group:group + 1] or right[-1:] for right in rights)

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        if self.plain and context.format in MARKED_UP:
            return ()
        counted = [mark for mark in marks if mark.case == ""]
        if self.stray:
            return counted if len(counted) < self.least else ()
        if len(counted) < self.least:
            return ()
        edits = {edit.start: edit for mark in marks for edit in mark.edits}
        related = tuple(Related(mark.start, mark.end, mark.key) for mark in counted[1:SHOWN + 1])
        says = (("count", str(len(edits))),)
        return [counted[0]._replace(says=says, edits=tuple(edits.values()), related=related)]
