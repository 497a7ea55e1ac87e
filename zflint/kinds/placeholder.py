from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from zflint.facts.genre import masked_on_purpose
from zflint.kinds.block import BlockKind
from zflint.kinds.pattern import culprit, sentence
from zflint.model import MASK, Block, Context, Hit, Mark, Probe
from zflint.regexes import lazy
from zflint.typed import Any, ClassVar
from zflint.values import dataclass

HERE = "◆"
"""Stands for the mask in `neighbours` and `loose`."""
REACH = 10
"""How many characters on each side of a mask are its neighbours: all that their regexes ever see."""
QUOTED = 100
"""How far before a mask the quotation mark of its quotation may stand."""
SPACES = lazy(rf" *{HERE} *")
CLAUSE = lazy(r"[，。；：！？、,;:!?（）“”‘’《》\n]")
BRACKETED = lazy(rf"[\[【] ?{HERE} ?[\]】](?! )")
BLANK = frozenset("_＿（）() 　")
SAME = str.maketrans("〇◯xｘＸ×✕╳ΧХ＊", "○○XXXXXXXX*")
LONE = frozenset("xｘ×✕╳")
"""The unknown and the sign of multiplication: alone, and where nothing is known to be missing, they are no X."""
DOUBT = ("doubt", "")
ENOUGH = 9
"""What the likelihoods of doubtful masks of one character must sum up to, to make them certain."""


@dataclass(frozen=True)
class Placeholder(BlockKind):
    """Masks (X, ××, **) that stand where a name, number or date was to be filled in.

    mask: regexes of the mask itself, with a group `at` when a match is longer than it. never: regexes of neighbours,
    with ◆ for the mask, that make it legitimate; not_in: regexes of longer strings, unless: regexes in the same
    sentence that do; models: regexes of names like “1+N+X”, beside which a single letter for a number is meant.
    neighbours: rows of what (number, place, person …: the case of the message), size (how long a mask must at least
    be; a rare character counts one more) and context, a regex with ◆. One that fits makes the mask certain; without
    rows every mask is. alone: the same, for masks of two or more characters outside quotation marks. loose: the same,
    for masks that count only where the document has a certain one of the same character or several likely ones.
    phrases: fixed phrases; a mask in place of a character is certain. sure: regexes of masks that are certain
    whatever `never` and `not_in` say.

    Judgments, stories and contracts mask on purpose: nothing is found there, nor in attachments to an unmasked text.
    """

    needs: ClassVar[tuple[str, ...]] = ("genre",)

    mask: tuple[str, ...]
    never: tuple[str, ...] = ()
    not_in: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    neighbours: tuple[Mapping[str, str], ...] = ()
    loose: str = ""
    alone: str = ""
    phrases: tuple[str, ...] = ()
    sure: tuple[str, ...] = ()
    models: tuple[str, ...] = ()

    def probes(self) -> Sequence[Probe]:
        excuses = (*self.not_in, *self.unless, *self.models)
        return [*map(Probe, (*self.sure, *self.mask)), *(Probe(one, excuse=True) for one in excuses)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        masks = len(self.sure) + len(self.mask)
        names = masks + len(self.not_in) + len(self.unless)
        excuses = [hit for hit in hits if masks <= hit.probe < names]
        model = any(hit.probe >= names for hit in hits)
        last = 0
        for hit in sorted(hits, key=lambda hit: (hit.start, hit.probe >= len(self.sure))):
            if hit.probe >= masks:
                continue
            start, end = culprit(hit)
            sure = hit.probe < len(self.sure)
            if start >= last and not self._excused(block.text, start, end, excuses, sure):
                marks = self._mark(block.text, start, end, sure)
                yield from (one for one in marks if not (model and one.case == "number" and end - start == 1))
            last = max(last, end)

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        meant = masked_on_purpose(context.facts.get("genre", ()))
        masks = [mark for mark in marks if meant is None or mark.at < meant]
        if any(DOUBT not in mark.says for mark in masks):
            masks = list(marks)  # a draft: whoever left masks in the text left them in its attachments too
        certain = {char for mark in masks if DOUBT not in mark.says for char in _family(mark)}
        likely: Counter[str] = Counter()
        for mark in masks:
            likely.update(dict.fromkeys(_family(mark), _likelihood(mark)))
        certain |= {char for char, total in likely.items() if total >= ENOUGH}
        return [mark for mark in masks if DOUBT not in mark.says or certain & _family(mark)]

    def _excused(self, text: str, start: int, end: int, excuses: Sequence[Hit], sure: bool) -> bool:
        if not excuses:
            return False
        low, high = sentence(text, start, end)
        longer = len(self.sure) + len(self.mask) + len(self.not_in)
        return any(
            not sure and one.start <= start < one.end if one.probe < longer else low <= one.start and one.end <= high
            for one in excuses)

    def _mark(self, text: str, start: int, end: int, sure: bool) -> Iterable[Mark]:
        found = text[start:end]
        around = ("around", _around(text, start, end))
        left, right = _plain(text[max(0, start - REACH):start]), _plain(text[end:end + REACH])
        if phrase := self._phrase(left, right):
            yield Mark(start, end, found, case="phrase", says=(around, ("phrase", phrase)))
            return
        what, certain = self._what(_view(left, end - start, right), found, sure, _quoted(text, start))
        if what is not None or sure:
            certain = certain or sure
            yield Mark(start, end, found, case=what or "", says=(around,) if certain else (around, DOUBT))

    def _what(self, view: str, found: str, sure: bool, quoted: bool) -> tuple[str | None, bool]:
        """What seems to be missing (None: it is no mask), and whether that is certain."""
        if self.never and not sure and self._never.search(view):
            return None, False
        doubtful, size = None, _size(found)
        for what, least, context in self._contexts:
            if context.search(view):
                if size >= least:
                    return what, True
                doubtful = doubtful or what
        if not self.neighbours or (self.alone and len(found) > 1 and not quoted and self._alone.search(view)):
            return doubtful or "", True
        if not self.loose:
            return None, False
        return doubtful or ("" if self._loose.search(view) else None), False

    def _phrase(self, left: str, right: str) -> str:
        """The fixed phrase in which the mask stands for a character, or nothing."""
        for before in range(min(len(left), self._longest), -1, -1):
            for after in range(min(len(right), self._longest - before), -1, -1):
                known = self._gaps.get((left[len(left) - before:], right[:after]))
                if known:
                    return known
        return ""

    @cached_property
    def _gaps(self) -> dict[tuple[str, str], str]:
        """What stands before and after a missing character of a phrase → the phrase."""
        return {(one[:i], one[i + 1:]): one for one in self.phrases for i in range(len(one))}

    @cached_property
    def _longest(self) -> int:
        return max(map(len, self.phrases), default=0)

    @cached_property
    def _contexts(self) -> list[tuple[str, int, Any]]:
        rows: dict[tuple[str, int], list[str]] = {}
        for row in self.neighbours:
            rows.setdefault((row["what"], int(row["size"])), []).append(row["context"])
        return [(what, least, lazy("|".join(contexts))) for (what, least), contexts in rows.items()]

    @cached_property
    def _never(self) -> Any:
        return lazy("|".join(self.never))

    @cached_property
    def _loose(self) -> Any:
        return lazy(self.loose)

    @cached_property
    def _alone(self) -> Any:
        return lazy(self.alone)


def _quoted(text: str, start: int) -> bool:
    """Does a quotation mark stand open before the mask? Names like “XX报” stand for names of a kind."""
    low = max(0, start - QUOTED)
    return text.rfind("“", low, start) > text.rfind("”", low, start)


def _family(mark: Mark) -> set[str]:
    """The characters of a mask, with X for each of its forms."""
    chars = set(mark.key) - set(" .．0123456789")
    if chars <= LONE and len(mark.key) == 1 and not mark.case:
        return chars
    return set("".join(chars).translate(SAME)) | (chars & LONE)


def _likelihood(mark: Mark) -> int:
    """What a doubtful mask adds to ENOUGH: one that is long or has fitting neighbours; x, the unknown, adds less.

    Blanks add nothing: a form holds many of them.
    """
    if BLANK.issuperset(mark.key):
        return 0
    if mark.key.islower():
        return 1 if mark.case else 0
    return 3 if mark.case or _size(mark.key) > 2 else 0


def _size(found: str) -> int:
    """How much a mask looks like one: its length plus one; at most two for x, just its length for *, # and a lone ×."""
    chars = [char for char in found if not char.isspace()]
    if set(chars) <= set("xｘ.．"):
        return min(len(chars), 2)
    return len(chars) + (chars[0] not in "*＊#" and chars != ["×"])


def _plain(text: str) -> str:
    return text.replace(MASK, "")


def _around(text: str, start: int, end: int) -> str:
    """A mask with what stands beside it in its clause, up to four characters each side; beyond it, if nothing does."""
    left, right = text[max(0, start - 4):start], text[end:end + 4]
    before, after = CLAUSE.split(left)[-1], CLAUSE.split(right)[0]
    return _plain(before + text[start:end] + after if before or after else left + text[start:end] + right)


def _view(left: str, length: int, right: str) -> str:
    """The mask as ◆ between its neighbours, without the spaces or square brackets that set off a mask in prose.

    A single character between two spaces keeps them: that is how technical prose sets a variable.
    """
    view = BRACKETED.sub(HERE, left.replace(HERE, "·") + HERE + right.replace(HERE, "·"))
    if length == 1 and left[-1:].isspace() and right[:1].isspace():
        return view
    return SPACES.sub(HERE, view)
