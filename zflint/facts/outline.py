"""Numbers that order a document: of parts, articles, headings and items, and of points inside a paragraph (一是、二要).

Styles of headings: book 第一编, subbook 第一分编, part 第一部分, chapter 第一章, section 第一节, article 第一条,
dun 一、, par （一）, ar 1., arpar （1）, arhalf 1）. Styles of points: is 一是, must 一要, th 第一，, nth 第一、.
The ladder is that of GB/T 9704—2012, 7.3.3.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from zflint.kinds.block import BlockKind
from zflint.model import MASK, Block, Hit, Mark, Probe
from zflint.regexes import lazy
from zflint.typed import ClassVar
from zflint.values import dataclass

DIGITS = "零一二三四五六七八九"
UNITS = {"十": 10, "百": 100, "千": 1000}
C = "[〇零一二三四五六七八九十百千]"
N = rf"(?:{C}{{1,8}}|\d{{1,3}})"
ALONE = r"(?=[\s：:]|$)"
"""What follows a number that heads a text. “第十条规定” begins a sentence."""
BLANK = " \t\u3000\xa0\ufeff" + MASK
HEAD = lazy(
    rf"(?:第(?:(?P<book>{N})编{ALONE}|(?P<subbook>{N})分编{ALONE}|(?P<part>{N})部分{ALONE}|(?P<chapter>{N})章{ALONE}"
    rf"|(?P<section>{N})节{ALONE}|(?P<article>{N})(?: 条|条{ALONE}))"
    rf"|(?P<dun>{C}{{1,3}})[、.．](?!{C}(?!〇))|[（(](?P<par>{C}{{1,3}})[)）](?!\s*[、和至—-]?\s*[（(])"
    r"|(?P<ar>(?!0)\d{1,2})[.．、](?!\d)|[（(](?P<arpar>(?!0)\d{1,2})[)）]|(?P<arhalf>\d{1,2})[)）])")
LOOSE = lazy(
    rf"第(?:(?P<chapter>{N})章|(?P<section>{N})节|(?P<article>{N})条)|(?P<dun>{C}{{1,3}})[、.．](?={C})"
    r"|(?P<ar>\d{1,2})[.．、](?=\d)")
"""What may be such a number or may not: 3.2026年底前…, 三、一个代表团…, 第四章志愿服务. It fills a gap, no more."""
RESET = lazy(
    r"附(?:件|录|表)?\s*[一二三四五六七八九十\d]*\s*(?:[:：].{0,40})?$|第[一二三四五六七八九十百\d]+篇|【.{0,8}篇|篇[一二三四五六七八九十\d]"
    r"|(?:同志们|各位|尊敬的)[^。]{0,30}[:：！!]\s*$|目\s*录\s*$")
"""Lines with which another text begins: attachments, pieces of a collection, salutations."""
FIRST = frozenset("第（(附【篇同各尊目0123456789" + C[1:-1])
POINTS = {"is": "{}是", "must": "{}要", "th": "第{}，", "nth": "第{}、"}
INSIDE = {"dun": "{}、", "par": "（{}）"}
OPENS = frozenset("。；！？：，、,;:!?（(“”…—）) \t\u3000\xa0\n")
"""What stands before a point; without one of these, 统一是 and 唯一要 are ordinary words."""
LISTED = frozenset(DIGITS[1:] + "十第")
"""What shows that 第一、 begins 第一、二季度 or 第一、第二产业 and no point."""
SHOWN = 16


def number(text: str) -> int:
    """A number below ten thousand in figures or Chinese: 12, 十二, 一百零五, 五八, 二〇; 0 when it is none."""
    if text.isdecimal():
        return int(text)
    if _positional(text):
        return int("".join(str(DIGITS.index(one)) for one in text.replace("〇", "零")))
    total = digit = 0
    for one in text.replace("〇", "零"):
        if one in UNITS:
            total += (digit or 1) * UNITS[one]
            digit = 0
        else:
            digit = DIGITS.index(one)
    return total + digit


def _positional(text: str) -> bool:
    """Is it written digit by digit, 五八 for 58?"""
    return len(text) > 1 and UNITS.keys().isdisjoint(text)


def written(value: int, like: str) -> str:
    """A number below a thousand in the writing of another one."""
    if like.isdecimal():
        return str(value)
    if _positional(like):
        return "".join(DIGITS[int(one)] for one in str(value)).replace("零", "〇")
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    text = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (DIGITS[ones] if ones else "")


@dataclass(frozen=True)
class OutlineFact(BlockKind):
    """case: the style, or "reset". key: the number as written with its marks, 三、. says, in this order: `number` as
    written, its `value`, `to`: the highest number of its list that the block holds as well, `line`: how the block goes
    on, `weak`: not empty for points that may be ordinary words, for numbers of headings inside a block and for what may
    be no number."""

    always: ClassVar[bool] = True

    @cached_property
    def _points(self) -> list[tuple[str, str, str]]:
        forms = [*POINTS.items(), *INSIDE.items()]
        return [(style, one, form.format(one)) for style, form in forms for one in [*DIGITS[1:], "十"]]

    def probes(self) -> Sequence[Probe]:
        return [Probe(word, literal=True) for _, _, word in self._points]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        text = block.text
        start = len(text) - len(text.lstrip(BLANK))
        if text[start:start + 1] in FIRST and block.kind not in ("cell", "quote"):
            yield from _headed(text, start)
        for hit in hits:
            style, digit, _ = self._points[hit.probe]
            inside = style in INSIDE
            before = text[hit.start - 1:hit.start] if hit.start else "。"
            listed = style == "nth" and text[hit.end:hit.end + 1] in LISTED
            if text[hit.end:hit.end + 1] != digit and not (inside and hit.start == start):
                weak = "weak" if inside or listed or before not in OPENS else ""
                yield _mark(text, hit.start, hit.end, style, digit, number(digit), weak)


def _headed(text: str, start: int) -> Iterable[Mark]:
    m = HEAD.match(text, start)
    if m and m.lastgroup:
        end = m.end()
        yield _mark(text, start, end, m.lastgroup, m[m.lastgroup], _highest(text, m.span(m.lastgroup), start, end))
    elif (m := LOOSE.match(text, start)) and m.lastgroup:
        digits = m[m.lastgroup]
        yield _mark(text, start, m.end(), m.lastgroup, digits, number(digits), "weak")
    elif RESET.match(text, start):
        yield Mark(start, start, case="reset")


def _highest(text: str, digits: tuple[int, int], start: int, end: int) -> int:
    """The last of the numbers after this one that follow in the same block in the same writing."""
    like, at = text[digits[0]:digits[1]], end
    value = number(like)
    while at >= 0 and value < 100:
        form = text[start:digits[0]] + written(value + 1, like) + text[digits[1]:end]
        at = text.find(form, at)
        if at >= 0:
            value, at = value + 1, at + len(form)
    return value


def _mark(text: str, start: int, end: int, style: str, digits: str, to: int, weak: str = "") -> Mark:
    line = text[start:start + SHOWN + 1]
    shown = line if len(line) <= SHOWN else line[:SHOWN] + "…"
    says = (("number", digits), ("value", str(number(digits))), ("to", str(to)), ("line", shown), ("weak", weak))
    return Mark(start, end, text[start:end], case=style, says=says)
