from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from zflint.kinds.block import BlockKind
from zflint.model import MARKED_UP, Block, Context, Hit, Mark
from zflint.regexes import lazy
from zflint.typed import ClassVar
from zflint.values import dataclass

HAN = "\u3400-\u9fff"
BLANK = "[ \u00a0]"
BESIDE = lazy(
    f"(?P<quotes>(?<=[”》’]){BLANK}{{1,2}}(?=[“《‘]))"
    f"|(?P<after>(?<=[，、；。]){BLANK}(?=[{HAN}“《]))"
    f"|(?P<before>(?<=[{HAN}”》]){BLANK}(?=[，、；。！？”》]))"
    f"|(?P<outside>(?<=[{HAN}]){BLANK}(?=[“《])|(?<=[”》]){BLANK}(?=[{HAN}]))"
    f"|(?P<inside>(?<=[{HAN}]){BLANK}(?=[{HAN}]))"
    f"|(?P<mask>(?<=[{HAN}]){BLANK}(?=[XＸ×]{{1,4}}[{HAN}]))")
NUMBER = lazy("(?:^|[。；：])[\\s“（(]*第?[一二三四五六七八九十百零〇\\d]+(?:、|[）)]、?)$")
"""The number of a heading: in 一、 总则 the space is a style."""
LABELLED = lazy("(?:[条款项章节编目号日月年]|之[一二三四五六七八九十])$")
"""What a space may stand after: 第三条, a date, a document number."""
PERSON = lazy(
    "(?:[长记任员席者授士理家师]|先生|同志|代表|[赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜戚谢邹"
                    "喻苏潘葛范彭郎鲁韦马苗方俞任袁柳唐罗薛雷贺倪汤殷毕郝邬安常于傅齐康余顾孟黄穆萧尹姚邵汪毛戴宋庞熊项"
                    "董梁杜阮蓝季贾江郭梅林钟徐邱骆高夏蔡田樊胡霍万柯卢莫房解丁邓洪包左石崔龚程邢裴陆翁段侯武刘叶黎白"
                    "温庄晏阎习易廖耿文曾沙聂关岳])$")
"""The end of a title, or a surname: what stands before a name set off by a space, or inside a name like 王 伟."""
NAMED = lazy(f"{BLANK}[{HAN}]{{1,4}}(?:摄|饰|文|图|绘|译|报道|整理|供稿)(?![{HAN}])")
DATELINE = lazy(
    "^[\\s（(]*[^，。；：]{0,30}(?:[\\d〇一二三四五六七八九十]日|本[报台网刊]|[社网])[电讯]$")
"""What opens a report: 新华社北京3月1日电."""
WRITER = lazy(f"(?:记者|通讯员){BLANK}?[{HAN}]{{2,4}}$|发自[{HAN}]{{2,8}}$")
BYLINE = lazy(
    f"{BLANK}(?:发自|(?:[{HAN}・·]{{0,12}}(?:[社报网台]|新闻|见习|全媒体|实习|特约))?(?:记者|通讯员))(?:[{HAN}]|{BLANK}|$)")
CREDIT = lazy(f"{BLANK}[^，。；：！？]{{0,18}}(?:摄|供图|/图|制图|绘)[）)]?[ 　]*$")
"""What is the credit of a picture, up to the end of the line."""
NAMES = lazy(f"[（(][{HAN}、]{{2,4}}(?:{BLANK}[{HAN}、]{{2,4}})*$")
"""A bracket that holds nothing but names."""
OPENS, CLOSES = "“《（(【「‘〈[", "”》）)】」’〉]"


@dataclass(frozen=True)
class Spaces(BlockKind):
    """Single spaces that do not belong beside Chinese marks or inside a sentence.

    parts: which of quotes (” “), after (、 坚), before (坚 、), outside (开展 “…” 活动), inside (经济 发展) and
    mask (处分 X人). The last three look only at blocks of at least `shortest` characters with a comma, in which spaces
    are few; elsewhere spaces part columns, names or verses. In Markdown only quotes and before are looked at, for
    spaces beside marks are a style of technical texts.
    """

    parts: tuple[str, ...]
    shortest: int = 40
    always: ClassVar[bool] = True

    def __post_init__(self) -> None:
        for part in self.parts:
            if part not in BESIDE.groupindex:
                raise ValueError(f"parts 不认识 {part!r}，应为 {' '.join(BESIDE.groupindex)} 中的几个")

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        text = block.text
        if " " not in text and "\u00a0" not in text:
            return
        found = [m for m in BESIDE.finditer(text) if m.lastgroup in self.parts]
        if not found or block.kind not in ("paragraph", "item", "quote") or _spread(text, found):
            return
        lines = len(text) >= self.shortest and "，" in text.replace(",", "，")
        for m in found:
            part = m.lastgroup or ""
            if part != "quotes" and _of_the_press(text, m.start()):
                continue
            if part == "quotes" or (part in ("after", "before") and not NUMBER.search(text, 0, m.start())) or (
                    lines and _inside(text, m, part)):
                near = text[max(0, m.start() - 2):m.end() + 2]
                yield Mark(*m.span(), m[0], "", part, (("near", near),))

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        for mark in marks:
            if context.format not in MARKED_UP or mark.case in ("quotes", "before"):
                yield mark


def _spread(text: str, found: Sequence[re.Match[str]]) -> bool:
    """Are spaces the way this block parts its words, its verses or its quotations?"""
    after = sum(m.lastgroup == "after" for m in found)
    inside = sum(m.lastgroup in ("inside", "outside") for m in found)
    return inside > 3 or (after > 2 and after * 2 > sum(map(text.count, "，、；。！？")))


def _of_the_press(text: str, at: int) -> bool:
    """Is the space at this place of those that newspapers set: after a dateline, around writers' names, in a credit?"""
    before = max(0, at - 48)
    return bool(BYLINE.match(text, at) or CREDIT.match(text, at) or WRITER.search(text, max(0, at - 12), at)
                or NAMES.search(text, before, at) or (before == 0 and DATELINE.search(text, 0, at)))


def _inside(text: str, m: re.Match[str], part: str) -> bool:
    """Is this space inside a sentence, neither after a label or a title nor in a name, a quotation or brackets?"""
    before = text[max(0, m.start() - 12):m.start()]
    if part == "mask":
        return True
    if m.start() < 12 or LABELLED.search(before):
        return False
    head = text[:m.start()]
    if part == "outside":
        return head.rfind("《") <= head.rfind("》")
    if PERSON.search(before) or NAMED.match(text, m.start()):
        return False
    if any(head.rfind(a) > head.rfind(b) for a, b in zip(OPENS, CLOSES, strict=True)):
        return False
    return sum(map(head.count, OPENS)) == sum(map(head.count, CLOSES))
