from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from zflint.kinds.characters import Characters
from zflint.model import Block, Context, Hit, Mark
from zflint.regexes import lazy
from zflint.values import dataclass

HAN = lazy("[\u3400-\u9fff]")
QUOTED = lazy("“[^“”]*”|‘[^‘’]*’|「[^「」]*」|『[^『』]*』|《[^《》]*》|〈[^〈〉]*〉|（[^（）]*）|\\([^()]*\\)")

SCRIPT = "script"
"""The case of a mark that stands for a whole paragraph in traditional script; its key is as long as it has hits."""


@dataclass(frozen=True)
class Traditional(Characters):
    """Traditional characters that slipped into a simplified text, with what to write instead.

    A text, or a paragraph, that is itself traditional is left alone, and so is what stands in quotation marks, in
    titles and in brackets. in_block: of a hundred Chinese characters of a paragraph, so many make it traditional.
    in_text: of a hundred characters of the document, so many do. The other keys are those of `characters`.
    """

    in_block: int = 10
    in_text: int = 5

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        if len(hits) * 100 > self.in_block * max(len(HAN.findall(block.text)), 100 // self.in_block):
            yield Mark(0, 0, "x" * len(hits), case=SCRIPT)
            return
        quoted = [m.span() for m in QUOTED.finditer(block.text)]
        for mark in super().scan(block, hits):
            if not any(start <= mark.start < end for start, end in quoted):
                yield mark

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        size = sum(place.span.end - place.span.start for place in context.places)
        if len(marks) > 1 and sum(len(mark.key) for mark in marks) * 100 > self.in_text * size:
            return ()
        return super().judge([mark for mark in marks if mark.case != SCRIPT], context)
