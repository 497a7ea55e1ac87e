from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import groupby

from zflint.kinds.block import BlockKind
from zflint.model import Block, Context, Hit, Mark, Options, Probe, Related
from zflint.values import NamedTuple, dataclass, field, replace

NUMERALS = frozenset("0123456789０１２３４５６７８９.．〇零一二三四五六七八九十百千万亿两几第")
SHOWN = 3


class Form(NamedTuple):
    """A form to look for. group: of which name (-1: a declared one); right: what to write instead, if settled."""

    text: str
    group: int
    right: str = ""


@dataclass(frozen=True)
class Variants(BlockKind):
    """Several forms of one name. A longer form hides the shorter ones inside it.

    forms: each entry holds the forms of one name, separated by |; a document that uses two of them is told of the
    rarer one. names: wrong form → right form, each wrong one a finding. declared: whether the `names` of the
    configuration are added to them.
    """

    forms: tuple[str, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    declared: bool = False

    def configured(self, options: Options) -> Variants:
        """The check with the names that a configuration declares, if it takes them."""
        if not self.declared:
            return self
        declared = {wrong: name.right for name in options.names for wrong in name.wrong if wrong != name.right}
        return replace(self, names={**self.names, **declared})

    @cached_property
    def _forms(self) -> list[Form]:
        rights = dict.fromkeys(self.names.values())
        wrong = [Form(text, -1, right) for text, right in self.names.items() if text and text not in rights]
        right = [Form(text, -1) for text in rights]
        return wrong + right + [Form(text, group) for group, one in enumerate(self.forms) for text in one.split("|")]

    def probes(self) -> Sequence[Probe]:
        return [Probe(form.text, literal=True) for form in self._forms]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        for hit in sorted(_longest(hits)):
            form = self._forms[hit.probe]
            if form.group >= 0 and not _part_of_number(block.text, hit):
                yield Mark(hit.start, hit.end, form.text, case="forms", says=(("group", str(form.group)),))
            elif form.right:
                yield Mark(hit.start, hit.end, form.text, form.right)

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        yield from (mark for mark in marks if mark.case != "forms")
        grouped = sorted((mark for mark in marks if mark.case == "forms"), key=lambda mark: mark.says)
        for _, group in groupby(grouped, key=lambda mark: mark.says):
            yield from _rarer(list(group))


def _longest(hits: Sequence[Hit]) -> list[Hit]:
    """The hits that overlap no longer one, nor an equally long one that begins before them."""
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda one: (one.start - one.end, one.start, one.probe)):
        if not any(hit.start < one.end and one.start < hit.end for one in chosen):
            chosen.append(hit)
    return chosen


def _part_of_number(text: str, hit: Hit) -> bool:
    """Does 七项 stand in 十七项 or 第七项?"""
    return text[hit.start] in NUMERALS and hit.start > 0 and text[hit.start - 1] in NUMERALS


def _rarer(marks: Sequence[Mark]) -> Iterable[Mark]:
    """The marks of all forms but the most frequent one (of equals, the first), each with places of that form."""
    counts: dict[str, int] = {}
    for mark in marks:
        counts[mark.key] = counts.get(mark.key, 0) + 1
    usual = max(counts, key=lambda form: counts[form])
    shown = [mark for mark in marks if mark.key == usual][:SHOWN]
    for mark in marks:
        if mark.key != usual:
            yield mark._replace(
                fix=usual, says=(("usual", usual), ("count", str(counts[usual]))),
                related=tuple(Related(one.start, one.end, one.key) for one in shown))
