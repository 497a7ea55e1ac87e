from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from zflint.kinds.block import BlockKind
from zflint.kinds.brackets import FINAL, FULL, HAN, PAIR_OF, PAIRS, STRAIGHT, Paired, Token, disorder, paired
from zflint.kinds.over_blocks import QUOTES, alone
from zflint.kinds.single import inches
from zflint.model import MASK, Block, Context, Edit, Hit, Mark, Probe, Related
from zflint.regexes import lazy
from zflint.typed import ClassVar
from zflint.values import dataclass

BLANK = " \t\u3000\u00a0\n" + MASK
ENDS = "。，；、！？：…" + BLANK
WORDS = r"[^\s，。、；：！？,.;:!?“”‘’《》（）()「」『』【】\"\ufffc]"
AFTER = lazy(WORDS + "{1,12}")
BEFORE = lazy(WORDS + "{1,12}$")
NUMBERED = lazy(r"\s*[（(][一二][）)]")
HALF_NUMBERED = lazy(r"\s*[一二三四五六七八九十]{1,3}$")
NUMBER_OPENED = lazy(r"[（(](?:[一二三四五六七八九十]{1,3}|\d{1,2})(?![、年月日个])")
TERM = lazy(r"[\u3400-\u9fff]{2,8}(?=[、，][\u3400-\u9fff]{0,4}“)")
LISTED = lazy(r"[^、，]{2,12}[、，][\u3400-\u9fff]{0,2}")
CLOSING = {"(": ")", "[": "]"}
JOINS = lazy(r"[、，,与及或]|和(?![平谐])")
COMMA = lazy(r"[、，,]")
SENTENCE = lazy(r"[。；：！？\n]")
OPENERS = frozenset(pair[0] for pair in QUOTES)
HEADS = OPENERS | set("（(" + BLANK)

RECORD = lazy(r"\s*\d{4}年\d{1,2}月\d{1,2}日.*(?:通过|批准|修正|修订|公布|发布|施行)\s*$")
"""A line of a law's history. Law databases break the bracketed record into lines and lose its opening bracket."""

@dataclass(frozen=True)
class Pairs(BlockKind):
    """Halves without a partner, and pairs that overlap. pairs: which ones, such as "《》".

    Cases: unclosed, unopened, straight, reversed, backwards, habit, misfit, crossed. Half-width brackets count as
    their wide forms. Quotations may run over several paragraphs, each of which may open with a mark of its own;
    brackets may stand on neighbouring lines.
    """

    pairs: tuple[str, ...]
    always: ClassVar[bool] = True

    def __post_init__(self) -> None:
        _check(self.pairs)

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        found = disorder(block.text)
        if found:
            return [*self._witness(block.text, found), *self._lone(block.text, found), *self._crossed(found)]
        return self._witness(block.text, None) if block.text[:1] in HEADS else ()

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        return alone(marks, context.places)

    def _witness(self, text: str, found: Paired | None) -> Iterator[Mark]:
        """What a judge needs of blocks that are in order: a quotation that opens one, a number （二） before one."""
        head = text.lstrip(BLANK)
        at = len(text) - len(head)
        if head[0:1] in OPENERS and PAIR_OF[head[0]] in self.pairs:
            for a, b in (found or paired(text)).couples:
                if a.at == at and _whole(text, b.at):
                    yield Mark(at, at + 1, head[0], case="reopened")
        elif "（）" in self.pairs and NUMBERED.match(text):
            yield Mark(at, at + 1, "（", case="numbered")

    def _lone(self, text: str, found: Paired) -> Iterator[Mark]:
        lone = [one for one in found.lone if one.pair in self.pairs]
        turned = {a.at: turn for a, b in pairwise(lone) if (turn := _turned(text, a, b))}
        for i, one in enumerate(lone):
            others = [t for t in lone[i + 1:i + 2] + lone[max(0, i - 1):i] if t.pair == one.pair]
            says = (("flags", _flags(text, one)), ("turn", turned.get(one.at, "")), ("near", _near(text, one)),
                    ("partner", one.pair[one.opens]), ("name", one.name))
            yield Mark(one.at, one.at + 1, one.char, case="unclosed" if one.opens else "unopened", says=says,
                       edits=_closing(text, one), related=tuple(map(_related, others[:1])))
        for a, b in found.misfits:
            if a.pair in self.pairs:
                fix = CLOSING.get(a.char, a.pair[1])
                yield Mark(b.at, b.at + 1, b.char, fix, "misfit", (("partner", a.char),), related=(_related(a),))

    def _crossed(self, found: Paired) -> Iterator[Mark]:
        """A pair that opens inside another and closes behind it; of each such pair, the first mark out of place."""
        partner = {one: other for a, b in found.couples for one, other in ((a, b), (b, a))}
        opened: list[Token] = []
        for one in sorted(partner):
            if one.opens:
                opened.append(one)
                continue
            inner = opened[-1]
            opened.remove(partner[one])
            if inner != partner[one] and {one.pair, inner.pair} <= {*self.pairs}:
                other = partner[inner]
                swap = (Edit(one.at, other.at + 1, other.char + one.char),) if other.at == one.at + 1 else ()
                says = (("partner", other.char), ("inner", inner.char))
                related = (_related(inner),)
                yield Mark(one.at, one.at + 1, one.char, None, "crossed", says, swap, related)


@dataclass(frozen=True)
class MixedPairs(BlockKind):
    """Pairs in Chinese text of which one half is half-width or straight. pairs: which ones, such as "（）"."""

    pairs: tuple[str, ...]

    def __post_init__(self) -> None:
        _check(self.pairs)

    def probes(self) -> Sequence[Probe]:
        return [Probe(char, literal=True) for char in (*FULL, STRAIGHT)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        found = disorder(block.text)
        for a, b in found.couples if found else ():
            narrow = [one for one in (a, b) if one.char in FULL or one.char == STRAIGHT]
            if len(narrow) == 1 and HAN.search(block.text, max(0, a.at - 1), b.at + 2):
                one, other = narrow[0], b if narrow[0] is a else a
                if other.pair in self.pairs:
                    yield Mark(one.at, one.at + 1, one.char, other.pair[one is b], related=(_related(other),))


def _check(pairs: Sequence[str]) -> None:
    for pair in pairs:
        if pair not in PAIRS:
            raise ValueError(f"pairs 不认识 {pair!r}，应为 {' '.join(PAIRS)} 中的几个")


def _related(one: Token) -> Related:
    return Related(one.at, one.at + 1, one.char)


def _whole(text: str, at: int) -> bool:
    """Does the mark at this place close a whole quotation, rather than a name?"""
    return text[at - 1:at] in FINAL or not text[at + 1:at + 65].strip(ENDS)


def _flags(text: str, one: Token) -> str:
    """What a judge needs to know of the place, one letter each; `over_blocks` explains them."""
    before, after = text[max(0, one.at - 64):one.at].rstrip(BLANK), text[one.at + 1:one.at + 65].strip(BLANK)
    last = text[-64:].rstrip(BLANK)[-1:]
    flags = ""
    if not before and not NUMBER_OPENED.match(text, one.at):
        flags += "s"
    if before[-1:] in "：:，,。！？；—…道曰说":
        flags += "q"
    if before[-1:] in FINAL or not before or not after.strip(ENDS):
        flags += "f"
    if last not in "。！？；：…”":
        flags += "o"
    if not after:
        flags += "e"
    if last in "：:":
        flags += "l"
    ditto = one.char in "”\"" and not (text[max(0, one.at - 1):one.at] + text[one.at + 1:one.at + 2]).strip(BLANK)
    record = one.char in "）)" and not after and RECORD.match(text, 0, one.at)
    if not (before or after) or ditto or record or (one.char == "”" and inches(text, one.at)):
        flags += "w"
    if one.char in "）)" and HALF_NUMBERED.match(text, 0, one.at):
        flags += "n"
    return flags


def _turned(text: str, a: Token, b: Token) -> str:
    """Are two lone neighbours one pair with a half, or both halves, the wrong way round?"""
    between = text[a.at + 1:b.at]
    if a.pair != b.pair or not between.strip() or len(between) > 40 or SENTENCE.search(between):
        return ""
    if a.pair in QUOTES and (JOINS.match(between) or (a.opens and b.opens and LISTED.fullmatch(between))):
        return ""
    if a.opens == b.opens:
        return "backwards"
    return "reversed" if b.opens and (a.pair in QUOTES or not COMMA.search(between)) else ""


def _near(text: str, one: Token) -> str:
    """The words that the mark stands against."""
    if one.opens:
        found = AFTER.match(text, one.at + 1)
        return found[0] if found else text[max(0, one.at - 6):one.at + 1].strip()
    found = BEFORE.search(text[max(0, one.at - 12):one.at].rstrip(ENDS))
    return found[0] if found else text[max(0, one.at - 6):one.at + 1].strip()


def _closing(text: str, one: Token) -> tuple[Edit, ...]:
    """The missing half of “四个意识、坚定“四个自信”, where the list of names shows its place."""
    term = TERM.match(text, one.at + 1) if one.char == "“" else None
    return (Edit(term.end(), term.end(), "”"),) if term else ()
