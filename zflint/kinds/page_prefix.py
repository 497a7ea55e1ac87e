from __future__ import annotations

from collections.abc import Iterator, Sequence

from zflint.kinds.block import BlockKind
from zflint.model import Block, Context, Hit, Mark
from zflint.regexes import lazy
from zflint.typed import ClassVar
from zflint.values import dataclass

NUMBER = lazy(r"\s*(\d{1,2})、(?=[\u3400-\u9fff，。；、])")


@dataclass(frozen=True)
class PagePrefix(BlockKind):
    """Numbers of pages (2、) that a document site puts before the rest of a sentence that the page before broke off.

    shortest: how long the broken paragraph must be, in characters. The numbers count up by one from 2, at least `times`
    of them: a list whose items lack their full stops is no such text.
    """

    shortest: int = 120
    times: int = 2
    always: ClassVar[bool] = True

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        m = NUMBER.match(block.text)
        if m:
            yield Mark(m.start(1), m.end(), m[1] + "、", case="number")
        text = block.text.rstrip()
        if len(text) >= self.shortest and (text[-1] in "，、" or "\u3400" <= text[-1] <= "\u9fff"):
            yield Mark(len(text) - 1, len(text), text[-1], case="broken")

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        broken = {mark.at for mark in marks if mark.case == "broken"}
        found = [mark._replace(case="") for mark in marks if mark.case == "number" and mark.at - 1 in broken]
        if len(found) >= self.times and [int(mark.key[:-1]) for mark in found] == [*range(2, len(found) + 2)]:
            yield from found
