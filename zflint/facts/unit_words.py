"""Words that name a level of administration: 全县, 我区, 县委, 自治区 … and how each of them is used.

Levels: the constitution, article 30 (provinces, autonomous regions, cities, prefectures, counties, banners, towns).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from zflint.model import Block, Hit, Mark, Probe
from zflint.regexes import lazy

TIERS = {
    "省": 1, "自治区": 1, "市": 2, "州": 2, "盟": 2, "县": 3, "区": 3, "旗": 3,
    "镇": 4, "乡": 4, "街道": 4, "村": 5, "社区": 5,
}
"""Level → tier, 1 the highest. Two levels of one tier exclude each other as the own unit of a document."""

OWN = ("scope", "self", "party", "represents")
"""Uses that speak of a unit as the document's own or as one above it: 全县, 我县, 县委, 我代表县委."""

BUREAU, NAMED = "bureau", "named"
"""Uses of an office of the document's own unit, 县公安局, and of its name in a title, 平安镇2023年…."""

_SCOPE = (r"(?:省|市(?![场值])|州(?!县)|盟(?![友国军])|县(?!域)|区(?![域间块别分])|旗|镇(?!定)|乡(?![镇村])"
          r"|街道|村(?!庄)|社区)")
_BODIES = (r"(?:委(?!员|托)|党委|(?:人民)?政府|人大(?![力步大多幅胆量规])|政协(?!会(?!议))|纪委|监委"
           r"|直(?=机关|部门|单位|各|属|有关)|长(?![期远年效久征江时足达短处]))")

PROBES = {
    "scope": rf"(?<![健安完齐保周俱成顾万两双苟求十])全{_SCOPE}",
    "self": rf"(?<![自忘敌唯])[我咱]们?{_SCOPE}",
    "this": rf"(?<![日资基成版样文剧书根标])本{_SCOPE}",
    "party": rf"[省市州盟县区旗镇乡]{_BODIES}",
    "bureau": r"[县区旗](?:公安|司法|财政|教育|民政|信访|人社|住建|水利|卫健|应急管理|市场监管|自然资源|农业农村)局",
    "named": r"[市州盟县区旗镇乡道](?:20[0-4]\d年|党工?委书记|人民政府工作报告|人民(?:法院|检察院)工作报告)",
    "province": r"省(?:党委|、市|市[委县、]|上|里|厅|“?两会|统一|部署|指导组|督导组)",
    "autonomous": r"(?<![省、各族尔蒙藏古])自治区(?![域]|、直辖市|和直辖市)|(?<![治社园街辖小地校新库矿景片])区党委"
                  r"|地委|行署",
    "autonomous-place": r"内蒙古|广西|西藏|宁夏|新疆|苏木|嘎查",
    "merged": r"撤[县市旗镇乡区]|[县乡旗]改[区市镇]",
    "counties": r"县[区市（]|[区市旗]县|各[县区旗]",
    "towns": r"乡镇|镇街|镇办|各[镇乡]",
}
"""Use → regex. `autonomous` words show that 全区 may mean an autonomous region or a prefecture (地区); `counties` and
`towns` which units are below the document's own."""

_USES = tuple(PROBES)
_LEVEL = lazy("自治区|街道|社区|[省市州盟县区旗镇乡村]")
_LINKS = "在由和与及向受经照据彻绕请对从到把让给任被年日的了着过以使并也都报为是表实行达习取告立开导持合助求会于副好"
"""What may stand before 县委 when it is not part of a name, as 平 is in 平安县委."""
_BEFORE_BODY = lazy(rf"(?:^|[^\u4e00-\u9fffA-Za-z0-9X×*○〇□_]|中共|[{_LINKS}]|[省市州盟县区旗]委)$")
_REPRESENTS = lazy(
    r"我(?:谨|并|再次)?代表(?:中共)?(?:[省市州盟县区旗镇乡](?:党?委|人大|政协|(?:人民)?政府)[、和]?){0,4}$")
_ABOVE = lazy(
    r"(?:全[国省市](?:、|和|及|乃至)?|位居|名列|排名|位列|位于|列|居|荣?获得?|参加|召开的|走在|成为|[是在]|评为“?)$")
_RANKED = lazy(
    r"(?:、|和|及|乃至)?全[国省市]|第[一二三四五六七八九十\d]|前[列茅\d]|先进|优秀|示范|唯一|率先|首|平均|会议")
_NAME = lazy(r"[X×\u4e00-\u9fff](?<![全我本各])(街道|[市州盟县区旗镇乡])$")
_LISTED = lazy("[省市州盟县区旗级](?:、|和|及|与|两级)$")
_HONOUR = lazy("评为|授予|命名|获|先进|优秀|示范|模范|文明|十佳|标兵")
_LED = lazy(r"(?:[、和]?[县区旗](?:人民)?政府)?的?(?:坚强|正确|统一)*领导下")
_CROSSED = lazy("([县区旗])委[、和]?$")
_PAIR = lazy(r"[、和]?[县旗](?:人民)?政府")
_ACTS = lazy("高度重视|主要(?:领导|负责)|常委|决定|研究|召开|全会|专题")
_WHOLE = lazy("上下|各级|广大|人民群众")
_NOT_NAME = rf"\W全我本各该县市旗区州盟省级{_LINKS}"


def _named_by(level: str, never: str = "", after: str = "") -> re.Pattern[str]:
    """The level word behind a character that may end a name. Its own character comes first: that is found quickly."""
    return lazy(rf"{level}(?<=[^{_NOT_NAME}{never}]{level}){after}")


_OTHERS = {
    "省": _named_by("省"),
    "市": _named_by("市", "城股集夜超上门都楼菜闹", "(?![场民值价面况容])"),
    "县": _named_by("县"),
    "区": lazy(
        r"(?:[市州盟]|[^\W全]省)[\u4e00-\u9fff]{1,4}(?<![社小园片辖城地山灾库牧校厂街景])区|[X×]区"
        r"|(?:开发|高新|经开|园|工业|示范|产业|聚集|集聚|景|灌|保护|度假|新|保税|试验|实验|合作|矿|库|管理|功能|林|牧|垦"
        r"|旅游)区"),
    "旗": _named_by("旗", "红国党锦军彩战"),
    "镇": _named_by("镇", "乡城村集"),
    "乡": _named_by("乡", "城下家回故老水思返"),
    "州": _named_by("州"),
    "盟": _named_by("盟", "联结同"),
}
"""Level → a unit of that level named by its own name, to which a following 全区 may refer."""
_VIEWS = lazy("从全([国省市州盟县区旗镇乡])来?看")
"""A look at each level in turn: 从全区来看…，从全县来看…."""
_EACH = {level: lazy(f"各[省市州盟县区旗乡镇（）、]*{level}") for level in _OTHERS}
"""Level → each unit of that level: 各县（市、区）."""
NEAR = 120
LOOKS = 400
"""How far apart looks at each level stand at most."""
"""How many characters before a word may name the other unit it speaks of."""


def probes() -> Sequence[Probe]:
    return [Probe(one) for one in PROBES.values()]


def marks(block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
    """One mark for each word. key: the word; case: its use; says: its `level`, and remarks on where it stands."""
    text = block.text
    for hit in hits:
        use, word = _USES[hit.probe], text[hit.start:hit.end]
        if use == "party" and _REPRESENTS.search(text, max(0, hit.start - 24), hit.start):
            use = "represents"
        elif use in ("party", "province", "bureau") and not _BEFORE_BODY.search(text, max(0, hit.start - 2), hit.start):
            continue
        if use == NAMED:
            yield from _named(block, hit.start + 1)
            continue
        if use == BUREAU and _LISTED.search(text, max(0, hit.start - 3), hit.start):
            continue
        level = _level(use, word)
        where = _where(block, hit.start, hit.end, level) if use in (*OWN, BUREAU) and level in _OTHERS else ()
        yield Mark(hit.start, hit.end, word, case=use, says=(("level", level), ("where", " ".join(where))))


@lru_cache(maxsize=256)
def _level(use: str, word: str) -> str:
    found = _LEVEL.search(word)
    return {"province": "省", "autonomous": "自治区"}.get(use, found[0] if found else "")


def _named(block: Block, end: int) -> Iterable[Mark]:
    """The level of the unit by whose name a title begins."""
    text = block.text
    name = _NAME.search(text[:end])
    if name and len(text) < 60 and not re.search("[。！？；，：,]", text):
        yield Mark(name.start(1), end, name[1], case=NAMED, says=(("level", name[1]), ("where", "line")))


def _where(block: Block, start: int, end: int, level: str) -> Iterable[str]:
    """Remarks on a word: office (县委书记, named in general), led (在县委的领导下), crossed (县委、区政府), whole
    (全县上下), each (the same after 各县 or 全市、), quoted, honour (in the quoted name of a prize), titled (in 《》),
    above (a rank, a list of higher levels), other (after the name of another unit, or one of several looks), among
    (after such a name, however far before), line (without punctuation), bare (such a line that is no heading).
    """
    text = block.text
    if _office(text, end):
        yield "office"
    if _WHOLE.match(text, end):
        each = _EACH[level].search(text, 0, start) or _LISTED.search(text, max(0, start - 3), start)
        yield "each" if each else "whole"
    if _LED.match(text, end):
        yield "led"
    if (before := _CROSSED.search(text, max(0, start - 3), start)) and before[1] != level:
        yield "crossed"
    if text.rfind("“", 0, start) > text.rfind("”", 0, start):
        yield "honour" if _HONOUR.search(text, max(0, start - 6), end + 20) else "quoted"
    if text.rfind("《", 0, start) > text.rfind("》", 0, start):
        yield "titled"
    if _ABOVE.search(text, max(0, start - 4), start) or _RANKED.match(text, end):
        yield "above"
    if text.find(level, 0, start) >= 0 and _OTHERS[level].search(text, 0, start):
        yield "among"
        if _OTHERS[level].search(text, max(0, start - NEAR), start):
            yield "other"
    if text.startswith("从", start - 1) and _VIEWS.match(text, start - 1):
        around = _VIEWS.finditer(text, max(0, start - LOOKS), end + LOOKS)
        if any(m[1] not in (level, "国") for m in around):
            yield "other"
    if len(text) < 60 and not re.search("[。！？；，：,]", text):
        yield "bare line" if block.kind == "paragraph" else "line"


def _office(text: str, end: int) -> bool:
    """Is the word that ends there the office of any unit (县委书记), not a body or a person that acts (县委决定)?"""
    if text[end - 1] == "长":
        return not text.startswith("同志", end)
    return text[end - 1] == "委" and not _PAIR.match(text, end) and not _ACTS.match(text, end)
