from __future__ import annotations

from collections.abc import Iterator, Sequence

from zflint.kinds.block import BlockKind
from zflint.model import MARKED_UP, Block, Context, Hit, Mark
from zflint.regexes import lazy
from zflint.typed import ClassVar
from zflint.values import dataclass

PROSE = lazy("。[^。]*，[^。]*[\u3400-\u9fff]$")


@dataclass(frozen=True)
class FullStop(BlockKind):
    """Paragraphs that end without a full stop, in a text whose other paragraphs have theirs.

    shortest: how long a paragraph is, in characters, before its full stop is missed. share: of a hundred paragraphs of
    that length, so many may lack it; where there are more, lines are wrapped or the text is a list.
    """

    shortest: int = 40
    share: int = 10
    always: ClassVar[bool] = True

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        text = block.text
        if len(text) >= self.shortest and text[-1] not in "。！？：；”）…" and block.kind == "paragraph":
            end = len(text.rstrip())
            if PROSE.search(text, 0, end):
                yield Mark(end - 1, end, text[end - 1:end], text[end - 1] + "。", says=(("near", text[end - 6:end]),))

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        if context.format in MARKED_UP:
            return
        places = context.places
        long = sum(place.span.end - place.span.start >= self.shortest for place in places)
        if len(marks) * 100 > self.share * long:
            return
        for mark in marks:
            if mark.at + 1 < len(places):
                yield mark
