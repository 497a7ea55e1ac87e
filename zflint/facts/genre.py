"""Texts in which masked names and blanks are meant: judgments and case reports, stories, contracts, printed forms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zflint.kinds.block import BlockKind
from zflint.model import Block, Hit, Mark, Probe
from zflint.values import dataclass

WEIGHTS: Mapping[str, int] = {
    # court and arbitration: each of these alone says that the parties' names were taken out on purpose
    **dict.fromkeys((
        "基本案情", "简要案情", "裁判要旨", "裁判理由", "裁判结果", "判决如下", "裁定如下", "本院认为", "经审理查明",
        "公诉机关指控", "诉讼请求", "诉至法院", "法院经审理认为", "不服一审判决"), 3),
    # pages that teach or prescribe a form
    **dict.fromkeys((
        "文书样式", "文书格式", "公文格式", "填表说明", "填写说明", "填报说明", "标题写作", "常见标题",
        "标题形式", "写作模板", "写作说明", "写作核心提示", "直接替换使用", "起草前补齐"), 3),
    **dict.fromkeys(("公文写作", "文种", "发文字号", "主送机关", "成文日期", "抄送机关"), 1),
    # test papers, whose blanks are for the examinee
    **dict.fromkeys(("单选题", "多选题", "单项选择题", "多项选择题", "测试题", "竞赛题"), 2),
    # story-telling and contracts: one by itself also stands in a speech
    **dict.fromkeys(("说道", "笑道", "问道", "叹道", "喝道", "骂道", "喊道", "她说", "他笑", "心想", "心里想"), 1),
    # news that leaves out whom it speaks of
    "本报讯": 2, **dict.fromkeys(("玩家", "网游", "爆料"), 1),
    **dict.fromkeys(("甲方", "乙方", "本合同", "本协议"), 1),
}
ENOUGH = 3
FORM = (
    r"^[\s#\ufffc]*附(?:件|录|表)\s*[一二三四五六七八九十\d]*\s*[:：]?\s*$",
    r"^[\s#\ufffc]*.{2,28}(?:样式|式样|示范文本|样表|样本)[）)]?\s*$",
    r"^[\s#\ufffc]*.{2,28}(?:登记|申请|申报|审批|推荐|汇总|统计|报名|信息|调查|备案|呈报|评审|鉴定)表(?:[（(].{1,10}[）)])?\s*$",
)
"""Whole lines that begin an attached form: the blanks below them are for the reader to fill in."""


@dataclass(frozen=True)
class GenreFact(BlockKind):
    """case "genre": key is the weight of the different words in the block; case "form": a form begins here."""

    def probes(self) -> Sequence[Probe]:
        return [*(Probe(word, literal=True) for word in WEIGHTS), *map(Probe, FORM)]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        found = {hit.probe for hit in hits}
        weight = sum(weight for number, weight in enumerate(WEIGHTS.values()) if number in found)
        if weight:
            yield Mark(0, 0, str(weight), case="genre")
        if any(number >= len(WEIGHTS) for number in found):
            yield Mark(0, 0, case="form")


def masked_on_purpose(marks: Sequence[Mark]) -> int | None:
    """Index of the block from which on masks and blanks are meant (0: the whole document), or None.

    `marks`: those of GenreFact.
    """
    if sum(int(mark.key) for mark in marks if mark.case == "genre") >= ENOUGH:
        return 0
    return min((mark.at for mark in marks if mark.case == "form"), default=None)
