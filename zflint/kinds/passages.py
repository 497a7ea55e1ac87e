from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, pairwise

from zflint.kinds.altered import altered, shown
from zflint.kinds.block import BlockKind
from zflint.model import MARKED_UP, MASK, Block, Context, Hit, Mark, Related
from zflint.regexes import lazy
from zflint.typed import ClassVar
from zflint.values import dataclass

HAN = lazy("[\u4e00-\u9fff]+")
ENTRY = lazy(r"\s*[（(【]?[^，。；]{0,8}(?:单位|部门|领导|人|时限|时间|地点|电话|进度|目标)[：:]")
"""How the lines begin that measures have in common: 责任单位：…, 完成时限：…."""
SANCTION = lazy(
    r"的，(?:[^，。]{0,12}，)?(?:由|处|应|给予|依法|依规|依纪|扣|每|责令|按|视|予以|可以|不予|实行|取消|追究)")
"""Clauses that rules repeat by the letter: 造成严重后果的，依法追究…."""

ALOUD = lazy("[“”「」？！我你他她它]")
"""What shows that somebody speaks."""
CREDIT = lazy(r"[\s　]*[（(][^（）()]*[)）][\s　]*|[^，。；]{0,40}。?[^。]{0,16}(?:摄|供图)[\s　]*")
"""Lines that stand under each excerpt or picture: （2018年1月19日在…上的讲话）, …。张三 摄."""
FINAL = "。！？；：”）…"
OPENING = 7
"""So many blocks at the top may be the gist of the text or quotations from it."""
GIST = 800
"""How many characters such a paragraph has at most."""
NOTED = lazy(r"\s*[(（][^()（）]*[)）]$")

@dataclass(frozen=True)
class RepeatedPassages(BlockKind):
    """Paragraphs, or sentences in them, that the document has said already (cases paragraph, paragraphs, sentence).

    least: of how many characters they consist; right below each other, `beside` are enough. Reports of cases and texts
    in Markdown, most of them manuals, repeat single sentences and short notes by the letter; statutes whole paragraphs.
    A run of repeated paragraphs is one finding, and so are more repeated sentences than `most` (case sentences).
    Paragraphs of at least `near` characters that differ in a few words have been pasted too (case near).
    """

    always: ClassVar[bool] = True
    needs: ClassVar[tuple[str, ...]] = ("date", "outline")

    least: int
    most: int = 5
    beside: int = 10
    near: int = 50

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        text = block.text
        size = len(text)
        told = size >= self.beside and MASK not in text and block.kind != "cell"  # tables repeat what they must
        return (Mark(0, size, text),) if told else ()

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        plain = context.format not in MARKED_UP
        legal = {mark.case for mark in context.facts["date"]} & {"article", "judged"}
        if plain and not legal:
            yield from _beside(marks, self.least)
        marks = [mark for mark in marks if len(mark.key) >= self.least]
        texts = [mark.key for mark in marks]
        once = dict.fromkeys(texts)
        if len(once) < len(texts) and "article" not in legal:
            longer = self.least if plain else 2 * self.least
            yield from _runs([mark for mark in marks if len(mark.key) >= longer])
        if plain and not legal:
            first = list({mark.key: mark for mark in reversed(marks)}.values())[::-1]
            first = [mark for mark in first if not _quoted(mark)]
            near = list(altered(first, self.near))
            yield from near
            sentences = [one for one in "。".join(once).split("。") if len(one) >= self.least]
            if len(set(sentences)) < len(sentences):
                pasted = {mark.at for mark in near}
                said = [mark for mark in first if mark.at not in pasted]
                gist = set(_gist(said, self.least)) if article(context, OPENING) else ()
                yield from self._sentences([mark for mark in said if mark.at not in gist])

    def _sentences(self, marks: Sequence[Mark]) -> Iterator[Mark]:
        found = list(islice(self._again(marks), self.most + 1))
        if len(found) > self.most:
            yield found[0]._replace(case="sentences")
        else:
            yield from found

    def _again(self, marks: Sequence[Mark]) -> Iterator[Mark]:
        seen: dict[str, int] = {}
        for mark in marks:
            at = mark.start
            for part in mark.key.split("。"):
                one, begin = part.strip(), at + len(part) - len(part.lstrip())
                if len(one) >= self.least and (first := seen.setdefault(one, begin)) != begin and _prose(one):
                    there = Related(first, first + len(one), shown(one))
                    yield Mark(begin, begin + len(one), shown(one), case="sentence", related=(there,))
                at += len(part) + 1


def article(context: Context, opening: int) -> bool:
    """Is the text one with a title and no salutation in so many blocks: one that may have its gist at the top?"""
    addressed = any(mark.case == "reset" and mark.at < opening for mark in context.facts["outline"])
    return context.places[0].kind == "title" and not addressed


def _quoted(mark: Mark) -> bool:
    """Is it a quotation set apart from the text: a paragraph whose last sentence has no full stop?"""
    return mark.key.rstrip()[-1:] not in FINAL


def _gist(marks: Sequence[Mark], least: int) -> Iterator[int]:
    """The blocks at the top that say what the text says again: at least half of their words."""
    for number, mark in enumerate(marks):
        if mark.at >= OPENING:
            return
        sentences = [one for part in mark.key.split("。") if len(one := part.strip()) >= least]
        if len(mark.key) <= GIST and sentences:
            later = [other.key for other in marks[number + 1:]]
            again = sum(len(one) for one in sentences if any(one in text for text in later))
            if 2 * again >= len(mark.key):
                yield mark.at


def _beside(marks: Sequence[Mark], least: int) -> Iterator[Mark]:
    """Short paragraphs right below themselves. Speeches and verses repeat a line on purpose, without a full stop."""
    for before, mark in pairwise(marks):
        if before.key != mark.key or len(mark.key) >= least or mark.at != before.at + 1:
            continue
        text = mark.key.strip()
        if text[-1] in "。；" and not ALOUD.search(text) and _prose(text):
            there = Related(before.start, before.end, shown(text))
            yield mark._replace(key=shown(text), case="paragraph", related=(there,))


def _prose(text: str) -> bool:
    """Is it Chinese, and not the wording of a rule, quoted or one of several with the same sanction?"""
    chinese = sum(map(len, HAN.findall(text)))
    if chinese * 2 <= len(text) or text[0] == "“":
        return False
    return not SANCTION.search(text[:60]) and not ENTRY.match(text) and not CREDIT.fullmatch(text)


def _runs(marks: Sequence[Mark]) -> Iterator[Mark]:
    """Repeated paragraphs, those together that follow each other as they did where they stood first."""
    first: dict[str, int] = {}
    run: list[tuple[Mark, Mark]] = []
    last = -2
    for number, mark in enumerate(marks):
        origin = first.setdefault(mark.key, number)
        if origin != number and not _prose(mark.key):
            origin = number
        if run and (origin == number or origin != last + 1):
            yield _run(run)
            run = []
        if origin != number:
            run.append((mark, marks[origin]))
        last = origin if origin != number else -2
    if run:
        yield _run(run)


def _run(run: Sequence[tuple[Mark, Mark]]) -> Mark:
    (mark, origin), count = run[0], len(run)
    return Mark(
        mark.start, run[-1][0].end, shown(mark.key), case="paragraphs" if count > 1 else "paragraph",
        says=(("count", str(count)),), related=(Related(origin.start, origin.end, shown(origin.key)),))


@dataclass(frozen=True)
class RepeatedTitle(BlockKind):
    """The title of the document, standing alone on a line once more. least: of how many characters it consists.

    Markdown has its first heading besides the title of the text.
    """

    always: ClassVar[bool] = True

    least: int

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        text = block.text
        # A site may have put its own note behind a title: “…的讲话 (本页约3500字)”.
        key = text.strip() if text[-1] not in ")）" else NOTED.sub("", text.strip())
        if len(text) >= 60 or text[-1] in "。；：，！？" or "：" in text or len(key) < self.least:
            return ()
        start = text.find(key)
        return (Mark(start, start + len(key), key, case="title" if block.kind == "title" else ""),)

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        if context.format != "plain":  # a Word document has a cover
            return
        titles = {mark.key: mark for mark in reversed(marks) if mark.case == "title"}
        for mark in marks if titles else ():
            title = titles.get(mark.key)
            if title is not None and title.start < mark.start:
                yield mark._replace(case="", related=(Related(title.start, title.end, title.key),))
