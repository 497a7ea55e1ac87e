from __future__ import annotations

from collections.abc import Iterator, Sequence

from zflint.kinds.block import BlockKind
from zflint.kinds.passages import article
from zflint.model import MARKED_UP, Block, Context, Hit, Mark
from zflint.regexes import lazy
from zflint.typed import ClassVar
from zflint.values import dataclass

PROSE = lazy("。[^。]*，[^。]*[\u3400-\u9fff]$")
OPENING = 5
"""So many blocks at the top may be quotations from the text, when it has a title."""
SENTENCE = 12
"""So many characters tell one sentence from another."""


@dataclass(frozen=True)
class FullStop(BlockKind):
    """Paragraphs that end without a full stop, in a text whose other paragraphs have theirs. The gist of a text below
    its title and quotations from it (what another paragraph says as well) have none.

    shortest: how long a paragraph is, in characters, before its full stop is missed. share: of a hundred paragraphs of
    that length, so many may lack it; where there are more, lines are wrapped or the text is a list.
    """

    shortest: int = 40
    share: int = 10
    always: ClassVar[bool] = True
    needs: ClassVar[tuple[str, ...]] = ("outline",)

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        text = block.text
        if len(text) < self.shortest or block.kind != "paragraph":
            return
        if text[-1] not in "。！？：；”）…":
            end = len(text.rstrip())
            if PROSE.search(text, 0, end):
                says = (("near", text[end - 6:end]), ("last", text[text.rfind("。", 0, end) + 1:end].strip()))
                yield Mark(end - 1, end, text[end - 1:end], text[end - 1] + "。", says=says)
                return
        yield Mark(0, 0, text, case="said")

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        found = [mark for mark in marks if not mark.case]
        if context.format in MARKED_UP or not found:
            return
        places = context.places
        long = sum(place.span.end - place.span.start >= self.shortest for place in places)
        if len(found) * 100 > self.share * long:
            return
        again = {one.strip() for mark in marks if mark.case for one in mark.key.split("。") if len(one) >= SENTENCE}
        headed = article(context, OPENING)
        for mark in found:
            quoted = mark.says[1][1] in again or (headed and mark.at < OPENING)
            if not quoted and mark.at + 1 < len(places):
                yield mark._replace(says=mark.says[:1])
