"""What of a placeholder the new text takes the place of, and what of it stays.

A mask (XX) is replaced as a whole. Where something was cut out, the finding shows words that stay: the name goes
before 同志, the figure into the blank of 查处 起. Where the words do not tell the gap (以为核心的) there is none.
"""

from __future__ import annotations

from typing import NamedTuple

from zflint.model import Finding, Span
from zflint.regexes import lazy

WHOLE = frozenset({"deleted-date"})
"""Rules of things cut out whose findings are filled in as a whole."""
BLANK = lazy("[ \u3000_]+")
AHEAD = lazy("同志|书记|主任|[省市县区镇乡局]长?|、|关于|强调|指出")
"""What the missing name stood before."""
MEASURE = lazy("余?[\u4e00-\u9fff]{1,2}")
BEHIND = lazy("我谨?代表|由|尊敬的|[，。]?[谨并]?向|.*[：:]")
"""What the missing name stood behind: the words that introduce it, and labels."""


class Hole(NamedTuple):
    """The new text replaces `span`; `left` and `right` are at its ends, and stay."""

    span: Span
    left: str = ""
    right: str = ""

    def filled(self, new: str) -> str:
        """The text for `span`, whether or not the user wrote what stays once more."""
        left = "" if new.startswith(self.left) else self.left
        right = "" if new.endswith(self.right) else self.right
        return left + new + right


def hole(text: str, finding: Finding) -> Hole | None:
    """Where the missing text belongs; None when that cannot be told."""
    span, rule = finding.span, finding.rule.partition("/")[2]
    found = text[span.start:span.end]
    if rule == "empty-brackets":
        return Hole(span, found[0], found[-1])
    if rule in WHOLE or not rule.startswith(("deleted-", "empty-label")):
        return Hole(span)
    return _gap(span, found, rule)


def _gap(span: Span, found: str, rule: str) -> Hole | None:
    if BEHIND.fullmatch(found):
        return Hole(span, left=found)
    blanks = [*BLANK.finditer(found)]
    if len(blanks) == 1:
        return Hole(Span(span.start + blanks[0].start(), span.start + blanks[0].end()))
    if AHEAD.fullmatch(found) or (rule == "deleted-number" and MEASURE.fullmatch(found)):
        return Hole(span, right=found)
    return None
