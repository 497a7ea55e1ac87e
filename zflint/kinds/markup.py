"""Markup of another format left in plain text: HTML tags and entities, Markdown, emoji, citation marks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from zflint.kinds.block import BlockKind
from zflint.model import MARKED_UP, Block, Context, Edit, Hit, Mark, Probe, Related
from zflint.values import dataclass

SILENCE = "silence"


@dataclass(frozen=True)
class Markup(BlockKind):
    """Pieces of markup; those of one block are one finding, those of a whole document full of them too.

    pieces: rows with the columns find (a regex), put (its replacement, with \\1 for groups; left out: no fix) and sure
    (`no`: the piece counts only in a document that holds a sure one). silence: regexes; where one of them matches, the
    document is about markup and the rule says nothing. most: in more blocks than this, all is one finding.
    """

    pieces: tuple[Mapping[str, str], ...]
    silence: tuple[str, ...] = ()
    most: int = 10

    def __post_init__(self) -> None:
        if any("find" not in piece for piece in self.pieces):
            raise ValueError("pieces 的每一行都应有 find 一列")

    def probes(self) -> Sequence[Probe]:
        return [*(Probe(piece["find"]) for piece in self.pieces), *map(Probe, self.silence)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        last = 0
        for hit in sorted(hits, key=lambda hit: (hit.start, hit.probe)):
            if hit.probe >= len(self.pieces):
                yield Mark(hit.start, hit.end, case=SILENCE)
            elif hit.start >= last:
                piece = self.pieces[hit.probe]
                fix = hit.match.expand(piece["put"]) if "put" in piece else None
                yield Mark(hit.start, hit.end, block.text[hit.start:hit.end], fix, case=piece.get("sure", "yes"))
                last = hit.end

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        cases = {mark.case for mark in marks}
        if context.format in MARKED_UP or SILENCE in cases or "yes" not in cases:
            return
        found = list(_by_block(marks))
        if len(found) <= self.most:
            yield from found
            return
        yield _joined(found[0], marks)._replace(
            case="document", says=(("count", str(len(found))),),
            related=tuple(Related(one.start, one.end, one.key) for one in found[1:]))


def _by_block(marks: Sequence[Mark]) -> Iterator[Mark]:
    for _, group in groupby(marks, key=lambda mark: mark.at):
        own = list(group)
        yield _joined(own[0], own)._replace(end=own[-1].end)


def _joined(first: Mark, marks: Sequence[Mark]) -> Mark:
    """One mark with the edits of all, without any when one of them has none."""
    whole = all(mark.fix is not None for mark in marks)
    edits = tuple(Edit(mark.start, mark.end, mark.fix or "") for mark in marks) if whole else ()
    return Mark(first.start, first.end, first.key, case="", edits=edits, at=first.at)
