"""Attachments, figures and tables: what a text refers to and what it has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zflint.facts.outline import number
from zflint.kinds.block import BlockKind
from zflint.model import Block, Context, Hit, Mark, Probe, Related
from zflint.regexes import lazy
from zflint.typed import ClassVar
from zflint.values import dataclass

N = r"(?P<n>\d{1,2}|[一二三四五六七八九十]{1,2})"
LIST = lazy(r"[\s　]*附[ 　]*件[ 　]*[:：][ 　]*(?P<rest>.{2,60})?$")
"""The note of attachments below a text: 附件：1.实施方案."""
HEAD = lazy(rf"[\s　]*附[ 　]?件[ 　]?{N}(?:[ 　:：].{{0,40}})?$")
"""The line above an attachment: 附件1."""
NAMED = lazy(r"(?:^|[\s　；;，])(\d{1,2})[.．、](?!\d)")
REFERS = rf"附件[ 　]?{N}(?![0-9年月个份件条张])"
OTHERS = lazy(r"[》〕号]|[^，。；]{0,6}(?:方案|办法|规定|通知|合同|协议|公约|法)(?:的|中|之)?[（(]?$")
"""Before a reference: it may be to the attachment of another text."""
ALONE = lazy(r"[^\d、；;，,]{2,50}")
"""The name of an only attachment."""


@dataclass(frozen=True)
class Annexes(BlockKind):
    """References to attachments that the note below the text does not list, and notes whose numbers leave one out.

    Cases: missing (附件3 of two), gap (附件：1.…  3.…), more (an attachment follows that the note does not list).
    """

    needs: ClassVar[tuple[str, ...]] = ("outline",)

    def probes(self) -> Sequence[Probe]:
        return [Probe(REFERS), Probe("附件", literal=True)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        text = block.text
        if block.kind in ("cell", "quote"):
            return
        if m := LIST.match(text):
            numbers = NAMED.findall(" " + (m["rest"] or ""))
            alone = "1" if not numbers and m["rest"] and ALONE.fullmatch(m["rest"]) else ""
            yield Mark(0, len(text), text.strip(), case="list", says=(("numbers", " ".join(numbers)), ("alone", alone)))
        elif m := HEAD.match(text):
            yield Mark(m.start("n"), m.end("n"), m["n"], case="head")
        else:
            for hit in hits:
                if hit.match and not OTHERS.search(text[max(0, hit.start - 12):hit.start]):
                    start, end = hit.match.span("n")
                    yield Mark(hit.start, end, text[start:end], case="ref")

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        notes = [mark for mark in marks if mark.case == "list"]
        if len(notes) != 1:
            return
        note = notes[0]
        listed = _listed(note, context.facts["outline"])
        heads = [mark for mark in marks if mark.case == "head" and mark.at > note.at]
        if not listed or listed != list(range(1, len(listed) + 1)):
            yield from _gap(note, listed)
            return
        there = {*listed, *(number(mark.key) for mark in heads)}
        for mark in marks:
            if mark.case == "ref" and number(mark.key) not in there:
                yield _said(mark, "missing", note, listed)
            elif mark in heads and mark.at > note.at + 2 * len(listed) and 1 < len(listed) < number(mark.key):
                yield _said(mark, "more", note, listed)


def _listed(note: Mark, outline: Sequence[Mark]) -> list[int]:
    """The numbers that the note gives, on its line and on the lines right below it; one without a number is 1."""
    numbers, alone = note.says
    if alone[1]:
        return [1]
    found, at = [int(one) for one in numbers[1].split()], note.at
    for mark in outline:
        value = int(mark.says[1][1]) if mark.case == "ar" else 0
        # A long name may run over to a line of its own.
        if mark.case == "ar" and (mark.at == at + 1 or (mark.at == at + 2 and found and value == found[-1] + 1)):
            found.append(value)
            at = mark.at
    return found


def _gap(note: Mark, listed: Sequence[int]) -> Iterator[Mark]:
    wanted = next((i for i, one in enumerate(listed, 1) if one != i), 0)
    if wanted and len(set(listed)) == len(listed) and listed == sorted(listed) and listed[0] == 1:
        yield note._replace(case="gap", says=(("expected", str(wanted)), ("next", str(listed[wanted - 1]))))


def _said(mark: Mark, case: str, note: Mark, listed: Sequence[int]) -> Mark:
    return mark._replace(case=case, key=f"附件{mark.key}", says=(("count", str(len(listed))),),
                         related=(Related(note.start, note.end, note.key[:24]),))


FIGURE = r"\d{1,3}(?:[-.–—－]\d{1,3}){0,2}"
CAPTION = lazy(rf"[\s　#*]*(?P<what>附?[图表])[ 　]?(?P<n>{FIGURE})(?:[ 　:：.．、]|$)")


@dataclass(frozen=True)
class Captions(BlockKind):
    """References to figures and tables that the text has no caption for, though it has captions for others.

    pattern: regexes with the groups what (图, 表) and n, the number. least: how many captions of the sort there are.
    """

    pattern: tuple[str, ...]
    least: int = 2

    def probes(self) -> Sequence[Probe]:
        words = [Probe(f"{what}{gap}{digit}", literal=True)
                 for what in "图表" for gap in ("", " ", "　") for digit in "0123456789"]
        return [*map(Probe, self.pattern), *words]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        text = block.text
        m = CAPTION.match(text)
        if m and len(text) <= 80 and text.rstrip()[-1] not in "。；，":
            yield Mark(m.start("what"), m.end("n"), m["what"] + _plain(m["n"]), case="caption")
            return
        for hit in hits:
            if hit.match:
                start, end = hit.match.start("what"), hit.match.end("n")
                yield Mark(start, end, hit.match["what"] + _plain(hit.match["n"]), case="ref")

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        there = {mark.key: mark for mark in marks if mark.case == "caption"}
        for mark in marks:
            if mark.case == "ref" and mark.key not in there:
                same = [one for one in there.values() if _what(one) == _what(mark)]
                if len(same) >= self.least:
                    last = Related(same[-1].start, same[-1].end, same[-1].key)
                    yield mark._replace(case="", says=(("last", last.key),), related=(last,))


def _what(mark: Mark) -> str:
    """图, 表 or one of an attachment, and of how many parts its number is: 图4-1 is no neighbour of 图1."""
    return mark.key.rstrip("0123456789-.") + "-" * mark.key.count("-") + "." * mark.key.count(".")


def _plain(text: str) -> str:
    return text.translate(dict.fromkeys(map(ord, "–—－"), "-"))
