from __future__ import annotations

from collections.abc import Iterable, Sequence

from zflint.kinds.block import BlockKind
from zflint.model import Block, Context, Hit, Mark, Probe
from zflint.typed import ClassVar
from zflint.values import dataclass


@dataclass(frozen=True)
class Pattern(BlockKind):
    """One regex or several (Python `re` syntax). A group named `at` marks the culprit inside the match.

    unless: regexes; a match is dropped when one of them matches in the same sentence. replace: the fix, with \\1 or
    \\g<name> for groups.
    """

    pattern: tuple[str, ...]
    unless: tuple[str, ...] = ()
    replace: str | None = None

    def probes(self) -> Sequence[Probe]:
        return [*map(Probe, self.pattern), *(Probe(one, excuse=True) for one in self.unless)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        excuses = [hit for hit in hits if hit.probe >= len(self.pattern)]
        for hit in hits:
            if hit.probe < len(self.pattern) and not _excused(block.text, hit, excuses):
                start, end = culprit(hit)
                fix = hit.match.expand(self.replace) if self.replace is not None else None
                yield Mark(start, end, block.text[start:end], fix)


@dataclass(frozen=True)
class PatternSince(Pattern):
    """A pattern that is wrong from the year `since` on: silent in documents that are older, as far as one can tell."""

    since: int = 0
    needs: ClassVar[tuple[str, ...]] = ("date",)

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        return marks if latest(context) >= self.since else ()


def latest(context: Context) -> int:
    """The year of the document; of one without a date, the latest year that it names; 9999 where it names none."""
    if context.date:
        return int(context.date.last[:4])
    return max((int(mark.key[:4]) for mark in context.facts.get("date", ()) if mark.case == "named"), default=9999)


def culprit(hit: Hit) -> tuple[int, int]:
    """The range of the group `at`, or of the whole match where there is no such group or it took no part."""
    if "at" in hit.match.re.groupindex and hit.match.start("at") >= 0:
        return hit.match.span("at")  # type: ignore[no-any-return]
    return hit.start, hit.end


def _excused(text: str, hit: Hit, excuses: Sequence[Hit]) -> bool:
    if not excuses:
        return False
    low, high = sentence(text, hit.start, hit.end)
    return any(low <= one.start and one.end <= high for one in excuses)


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a range: from the last 。！？； or line end before it to the next one after it."""
    head = max(text.rfind(mark, 0, start) for mark in "。！？；\n") + 1
    tails = [i for i in (text.find(mark, end) for mark in "。！？；\n") if i >= 0]
    return head, min(tails, default=len(text))
