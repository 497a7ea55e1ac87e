"""Elements of an official document as GB/T 9704—2012 writes them: whom it is sent to, the day it was signed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zflint.facts.wording import whole_date
from zflint.kinds.block import BlockKind
from zflint.model import MARKED_UP, Block, Context, Hit, Mark, Place, Probe
from zflint.regexes import lazy
from zflint.typed import ClassVar
from zflint.values import dataclass

ORGANS = (
    "人民政府|办事处|管委会|管理委员会|党委|党组|党工委|常委会|政协|单位|部门|机构|机关|乡镇|镇乡|街道|社区|企业|公司|集团|学校|大学|院校"
    "|中心|委员会|开发区|县区|市区|法院|检察院|[局委办厅部处科室会]")
ADDRESSED = lazy(
    r"(?!.*[要应须把为对在是的了抓做按让使])"
    rf"[\s　]*各[\u4e00-\u9fff、，（）和与及]{{1,120}}?(?:{ORGANS})(?:（[\u4e00-\u9fff、]{{1,12}}）)?"
    r"(?P<end>[。，；、.,;]?)[\s　]*$")
NUMBER_LINE = 40
"""No document number below the title is longer than this."""
TOP = 6


@dataclass(frozen=True)
class Addressees(BlockKind):
    """The line of those a document is sent to, right below the title, without its colon: 各乡镇、县直各单位."""

    def probes(self) -> Sequence[Probe]:
        return [Probe(f"各{one}", literal=True) for one in "乡镇街县市区旗州省直有党级部科处股室单学企村社支局委办厅院"]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        m = ADDRESSED.match(block.text) if block.kind == "paragraph" and block.text.lstrip()[0] == "各" else None
        if m:
            end = m.end("end")
            start = m.start("end") if m["end"] else end - 1
            found = block.text[start:end]
            yield Mark(start, end, block.text.strip(), "：" if m["end"] else found + "：")

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterator[Mark]:
        if context.format in MARKED_UP:
            return
        for mark in marks:
            if 0 < mark.at <= TOP and mark.at + 1 < len(context.places) and _below_title(mark.at, context.places):
                yield mark


def _below_title(at: int, places: Sequence[Place]) -> bool:
    """Does a block follow the title, or the document number under it?"""
    above = places[at - 1]
    if above.kind == "title":
        return True
    size = above.span.end - above.span.start
    return at > 1 and places[at - 2].kind == "title" and above.kind == "paragraph" and size <= NUMBER_LINE


CANONICAL = lazy(r"(?:.*[^0-9])?(?:19|20)\d\d年(?:1[0-2]|[1-9])月(?:[12]\d|3[01]|[1-9])日[\s　）)]*")
DATE = lazy(
    r"(?P<at>(?:(?:19|20)\d\d|二[〇○零Ｏ][〇○零一二三四五六七八九]{2})[ 　]?[年.．/\-][ 　]?"
    r"[0-9一二三四五六七八九十]{1,3}[ 　]?[月.．/\-][ 　]?[0-9一二三四五六七八九十]{1,3}[ 　]?日?)[\s　]*$")


@dataclass(frozen=True)
class SigningDate(BlockKind):
    """The day below a document, in other forms than 2024年2月5日: 2024年02月05日, 2024.2.5, 二〇二四年二月五日."""

    always: ClassVar[bool] = False

    def probes(self) -> Sequence[Probe]:
        return [Probe(r"(?:19|20)\d\d[ 　]?[年.．/\-]"), Probe("二[〇○零Ｏ][〇○零一二三四五六七八九]{2}[ 　]?年")]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterator[Mark]:
        text = block.text
        if len(text) > 60 or CANONICAL.fullmatch(text):
            return
        told, m = whole_date(text), DATE.search(text)
        if told and m and told.first == told.last:
            year, month, day = told.first.split("-")
            yield Mark(m.start("at"), m.end("at"), m["at"], f"{year}年{int(month)}月{int(day)}日")
