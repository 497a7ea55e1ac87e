"""Lines left over from a web page, a document site or a chat: known by the line, judged by what stands around it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from zflint.kinds.block import BlockKind
from zflint.kinds.deletion import whole_lines
from zflint.kinds.runs import Around, Run, ranks, runs, to_the_end
from zflint.model import MARKED_UP, Block, Context, Hit, Mark, Probe
from zflint.regexes import compiled, lazy
from zflint.values import dataclass, field

LONGEST = 300
"""A line with more characters is text, whatever it says."""
SENTENCES = 3
"""So is a line of more than 150 characters with as many full stops."""
TRIM = (
    " \t\r\u00a0\u3000\ufeff\u200b\ufffc"
    "•·●○▪■□◆◇▼▽▲△►▶»«›‹>＞<＜|｜*＊★☆※-–—_=~～#→←↓↑【】[]〔〕（）()「」:：!！。.…,，;；、"
)
COLUMNS = frozenset(["needle", "line", "what", "rank"])
MENU = lazy(r"[\s|｜·•>＞»/【】\[\]()（）]+")


@dataclass(frozen=True)
class Residue(BlockKind):
    """Lines that do not belong to the text. Neighbouring ones are one finding, with one deletion in plain text.

    lines: rows with the columns needle (strings, | between them, one of which the line holds), line (regex of the
    whole line without the bullets and brackets around it; empty: the needle itself), what (a key of `names`) and rank.
    rank: `strong` lines count anywhere; `head`, `tail` and `last` ones near the beginning, near the end or at the very
    end of the document; `alone` ones near the beginning with no leftover beside them; `opens` ones where only short
    lines follow up to its end, and those go with it. Otherwise, as for `weak` lines, a line counts beside one that
    does, or in a group of three at either end of the document; `faint` lines only beside one that does. `menu` words
    count only in a line of several known words.
    plain_only: silent in Markdown and HTML. markup_lines: how many lines together it takes in those formats.
    """

    lines: tuple[Mapping[str, str], ...]
    names: Mapping[str, str] = field(default_factory=dict)
    names_en: Mapping[str, str] = field(default_factory=dict)
    plain_only: bool = False
    markup_lines: int = 2

    def __post_init__(self) -> None:
        if any(not row.keys() >= COLUMNS for row in self.lines):
            raise ValueError("lines 的每一行都应有 needle、line、what、rank 四列")

    @cached_property
    def _needles(self) -> list[tuple[str, int]]:
        return [(needle, row) for row, columns in enumerate(self.lines) if columns["rank"] != "menu"
                for needle in columns["needle"].split("|")]

    @cached_property
    def _exact(self) -> dict[str, Mapping[str, str]]:
        return {needle: columns for columns in self.lines if not columns["line"]
                for needle in columns["needle"].split("|")}

    def probes(self) -> Sequence[Probe]:
        return [Probe(needle, literal=True) for needle, _ in self._needles]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        text = block.text
        if "\n" not in text and _is_prose(text):
            return
        end = -1
        for hit in hits:
            if hit.start < end:
                continue
            start = text.rfind("\n", 0, hit.start) + 1
            end = text.find("\n", hit.start)
            end = len(text) if end < 0 else end
            if not _is_prose(text[start:end]):
                rows = {self._needles[h.probe][1] for h in hits if start <= h.start < end}
                what, rank = self._seen(text[start:end], sorted(rows))
                if rank:
                    yield Mark(start, end, text[start:end].strip(), case=what, says=(("rank", rank),))

    def _seen(self, line: str, rows: Iterable[int]) -> tuple[str, str]:
        """What kind of leftover the line is and its rank, both empty when it is none."""
        bare, raw = line.strip(TRIM), line.strip()
        exact = self._exact.get(bare)
        found = [exact] if exact and exact["rank"] != "menu" else []
        for columns in (self.lines[row] for row in rows):
            if columns["line"] and any(map(compiled(columns["line"]).fullmatch, (bare, raw))):
                found.append(columns)
        if not found:
            return self._menu(bare)
        found.sort(key=lambda columns: columns["rank"] in ("weak", "faint"))
        return found[0]["what"], " ".join(columns["rank"] for columns in found)

    def _menu(self, bare: str) -> tuple[str, str]:
        """A line of several known words: “分享 收藏 举报”."""
        parts = [part for part in MENU.split(bare) if part and not part.isdigit()]
        known = [self._exact[part] for part in parts if part in self._exact]
        if len(known) < 2 or len(known) < len(parts):
            return "", ""
        strong = len(known) > 2 or any("strong" in columns["rank"] for columns in known)
        return known[0]["what"], "strong" if strong else "weak"

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        plain = context.format not in MARKED_UP
        if not marks or (self.plain_only and not plain):
            return
        around = Around(context.places, sorted({mark.at for mark in marks}))
        closing = around.closing() if plain else len(context.places)
        for run in runs(sorted(marks), context.places):
            if any("opens" in ranks(mark) and mark.at >= closing for mark in run.marks):
                yield self._finding(to_the_end(run, context.places), context)
                return
            if self._counts(run, around) and (plain or len(run.marks) >= self.markup_lines):
                yield self._finding(run, context)

    def _counts(self, run: Run, around: Around) -> bool:
        if any(around.strong(mark) for mark in run.marks):
            return True
        weak = [mark.case for mark in run.marks if mark.case and "faint" not in ranks(mark)]
        at_edge = around.before(run.first) == 0 or around.after(run.last) == 0
        return at_edge and len(weak) > 2 and len(set(weak)) > 1

    def _finding(self, run: Run, context: Context) -> Mark:
        english = context.options.lang == "en"
        names = self.names_en if english else self.names
        kinds = [what for what, _ in Counter(mark.case for mark in run.marks if mark.case).most_common(3)]
        size = max(len(run.marks), run.last - run.first + 1)
        first = run.marks[0].key
        return Mark(
            run.start, run.end, first if len(first) <= 20 else first[:20] + "…",
            case="line" if size == 1 else "",
            says=(("kinds", (", " if english else "、").join(names.get(what, what) for what in kinds)),
                  ("lines", str(size))),
            edits=whole_lines(context.places, run.first, run.last) if context.format == "plain" else (),
            at=run.first,
        )


def _is_prose(line: str) -> bool:
    return len(line) > LONGEST or (len(line) > LONGEST // 2 and line.count("。") >= SENTENCES)
