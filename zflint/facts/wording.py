"""When a text was written, as its words tell: titles, plans and summaries, meetings that have been held.

Every function gives ranges of ISO days, both ends included; an open end is LATEST.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zflint.facts.times import month_end, number, year
from zflint.regexes import lazy
from zflint.values import NamedTuple

LATEST = "9999-12-31"
Y = r"(?P<y>(?:19[5-9]|20[0-4])[0-9]|二[〇○零Ｏ][〇○零Ｏ一二三四五六七八九]{2})"
RANGED = lazy(r"^(?: ?年)? ?[-—–―－~～至到/、]")
YEAR = rf"{Y}[ 　]?年"
YEARS = lazy(
    rf"(?<![0-9至—–―－~～到/-]){Y}[ 　]?(?:年|(?=[\"”—]*(?:工作)?(?:计划|总结)))(?![ 　]?[0-9]{{1,2}}[ 　]?月)")
WORK = lazy(
    r"讲话|会议|大会|总结|报告|汇报|述职|述廉|计划|要点|安排|方案|通知|致辞|发言|动员|工作|座谈|培训|党课|主持|体会|检查"
    r"|考核|打算|思路|部署")
SUMMED = lazy(r"^度?[^0-9，。、]{0,24}?(?:总结|述职|述廉|回顾|自查|履职|完成情况|执行情况|开展情况)")
TOLD = lazy(r"^度?[^0-9，。、]{0,24}?(?:报告|汇报|情况)")
HALF = lazy(r"^度?(?:上半年|前[一二三1-3]季度|第?[一二三1-3]季度|1[-—–至~～][3-9]月)")
DAY = r"(?P<d>[0-9]{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
ISSUER = r"(?:[（(]|[\u4e00-\u9fff·Xx×*　 ]{0,30}?)[ 　]*"
MONTH = r"[ 　]?(?P<m>[0-9]{1,2}|十[一二]?|[一二三四五六七八九])[ 　]?"
END = r"[ 　]*(?:印发|签发)?[）)]?[ 　]*"
WHOLES = (
    lazy(rf"{ISSUER}{YEAR}{MONTH}月[ 　]?(?:{DAY}[ 　]?日)?{END}"),
    lazy(rf"{ISSUER}{Y}(?P<sep>[.．/-]){MONTH}(?P=sep)[ 　]?{DAY}{END}"),
)
DATED = rf"{Y}[年./-](?P<m>[0-9]{{1,2}})[月./-](?P<d>[0-9]{{1,2}})日?"
STAMPS = (
    lazy(rf"(?P<label>[\u4e00-\u9fffA-Za-z_]{{0,10}}(?:时间|日期|[Dd]ate))[ 　]*[:：][ 　]*{DATED}"),
    lazy(rf"(?P<label>[\u4e00-\u9fff]{{0,4}})[:：]?[ 　]*{DATED}[ 　T]+[0-9]{{1,2}}:[0-9]{{2}}"),
)
ISO = lazy(r"20[0-9]{2}[-/][0-9]{2}[-/][0-9]{2}")
FETCHED = lazy(
    r"抓取|下载|访问|采集|浏览|打印|导出|截止|报名|有效|今天|capture|fetch|access|crawl|download", re.IGNORECASE)
NUMBERED = lazy(rf"^[\u4e00-\u9fff]{{1,12}}[〔\[（(【]{Y}[〕\]）)】]第?[0-9xX×*]+号$")
PLANNED = lazy(
    r"(?:(?:部署|安排|动员)(?:好|落实|推进)?[^，。；、0-9]{0,8}"
    r"|做好(?=[0-9〇○零Ｏ一二三四五六七八九]{4}年度?(?:各项|政法|[全我][市县区省])))"
    rf"{YEAR}度?(?!末|底|前|以|[0-9至到—–-])")
LOOKED = lazy(rf"(?:总结|回顾)[^。；、0-9和及与]{{0,12}}{YEAR}度?(?![0-9至到—–-]|以来)")
CALLED = lazy(rf"(?:^|[。！；：，,\s　])(?:今年)?[是（(]?{YEAR}[）)]?[，,]?(?:是|既是|将是|也是)(?!否)")
PART = lazy(
    r"(?:^|[\s　])(?:[（(]?[一二三四五六七八九十]+[）)、])[ 　]*(?P<lead>[^，。；0-9]{0,8})"
    rf"{YEAR}(?P<tail>[^，。；0-9　]{{0,30}})")
NUMBERED_PART = lazy(r"^[\s　]*[（(]?[一二三四五六七八九十]+[）)、.．]")
REACHED = lazy(rf"(?:截[至止]到?|自|从){YEAR}(?:(?P<m>[0-9]{{1,2}})月)?(?P<tail>[^，。；,;]{{0,20}})")
MET = lazy(rf"(?:召开[^，。；0-9]{{0,16}}|在[^，。；0-9]{{0,8}}){YEAR}[^，。；0-9]{{0,16}}(?:会议|大会)")
OPENED = lazy(rf"^[\s　]*{YEAR}(?:以来)?[，,][^。]{{4,60}}?(?:了|取得|荣获|累计)")
AIMED = ("前", "以前", "之前", "底", "末", "后", "以后", "以来", "远景", "愿景")
"""What follows a year that a heading aims at, or only counts from."""
CITED = lazy(r"发表|刊发|刊登|出版|重温|学习|贯彻|收录|文章|杂志")
"""Before the day of a speech: somebody cites it."""
FUTURE = lazy(r"力争|达到|预计|将|实现|计划|目标|确保|要|规划")
SPOKEN = (
    lazy(rf"{YEAR}(?P<m>[0-9]{{1,2}})月(?P<d>[0-9]{{1,2}})日[ 　]*在[^。，,0-9]{{2,40}}会(?:议)?上"),
    lazy(
        rf"(?:讲话|发言|方案|总结|汇报|报告|通知|书记|[XxＸ×]|[县市区镇乡局]长)[ 　（(]{{0,3}}{YEAR}"
        r"(?P<m>[0-9]{1,2})月(?P<d>[0-9]{1,2})日[）)]?[ 　]*(?=同志们|各位|为(?:认真|深入|进一步|了|切实|贯彻))"),
)
PLENUM = lazy(
    r"(?P<congress>十八|十九|二十)届(?:[一二三四五六七]中?(?:全会)?[、,，])*(?P<n>[一二三四五六七])中全会精神")
CONGRESS = lazy(r"(?P<congress>十八|十九|二十)大精神")
HELD = {
    "十八": "2012-11-08", "十九": "2017-10-18", "二十": "2022-10-16",
    "十八三": "2013-11-09", "十八四": "2014-10-20", "十八五": "2015-10-26", "十八六": "2016-10-24",
    "十九二": "2018-01-18", "十九三": "2018-02-26", "十九四": "2019-10-28", "十九五": "2020-10-26",
    "十九六": "2021-11-08", "二十二": "2023-02-26", "二十三": "2024-07-15", "二十四": "2025-10-20",
}
"""Opening days of the congresses and their plenary sessions, from the published communiqués."""

PLAN = lazy(r"十(?P<n>[一二三四五]?)五[”\"〞’]?(?:规划|计划|时期|期间|以来|[开收]|末|初)")
ANNIVERSARY = lazy(
    r"(?P<what>国庆|建国|新中国成立|中华人民共和国成立|建党|中国共产党成立|改革开放|建军)(?P<n>[0-9]{2,3}|[一二三四五六七八九十百]{2,5})周年")
FOUNDED = {
    "国庆": 1949, "建国": 1949, "新中国成立": 1949, "中华人民共和国成立": 1949, "建党": 1921, "中国共产党成立": 1921,
    "改革开放": 1978, "建军": 1927,
}
TERM = lazy(r"党的(?P<n>十六|十七|十八|十九|二十)(?:大|届)")
TERMS = {"十六": 2002, "十七": 2007, "十八": 2012, "十九": 2017, "二十": 2022}
"""The years of the congresses of the Party."""

COINED = {
    "以习近平同志为核心的党中央": "2016-10-24", "习近平新时代中国特色社会主义思想": "2017-10-18",
    "习近平法治思想": "2020-11-16", "“两个确立”": "2021-11-08",
}
"""When phrases that drafts seldom lack were coined."""


class Told(NamedTuple):
    """A range of days, and what told it."""

    first: str
    last: str
    words: str


def planned(y: int, words: str, since: str = "12") -> Told:
    """A text for the work of a year: from the December before it."""
    return Told(f"{y - 1}-{since}-01", f"{y}-12-31", words)


def summed(y: int, words: str) -> Told:
    """A text that sums up a year: from its November to the next June."""
    return Told(f"{y}-11-01", f"{y + 1}-06-30", words)


def title(text: str) -> Iterator[Told]:
    """The ranges that the years of a title tell: “在2024年工作会议上的讲话”, “2023年工作总结”."""
    if len(text) > 60 or "。" in text or not WORK.search(text) or NUMBERED_PART.match(text):
        return
    for m in YEARS.finditer(text):
        y, tail = year(m["y"]), text[m.end():]
        if RANGED.match(text[m.end("y"):]) or tail.startswith(("以来", "底", "末", "前", "远景", "愿景")):
            continue
        if HALF.match(tail):
            yield Told(f"{y}-03-01", f"{y}-12-31", text.strip())
        elif SUMMED.match(tail):
            yield summed(y, text.strip())
        elif TOLD.match(tail):
            yield Told(f"{y}-01-01", f"{y + 1}-06-30", text.strip())
        else:
            yield planned(y, text.strip())


def headed(text: str) -> Iterator[Told]:
    """Ranges told by the heading of a part, alone or before its first sentence: “一、2021年工作回顾”."""
    m = PART.search(text[:80])
    if m and (m["tail"].startswith(AIMED) or m["lead"].endswith(("到", "至", "展望"))):
        return
    if m and re.search("总结|回顾|情况|成效|成绩", m["lead"] + m["tail"]):
        yield summed(year(m["y"]), m[0].strip())
    elif m and re.search("安排|打算|计划|思路|要点|部署|任务|重点|总体要求", m["lead"] + m["tail"]):
        yield planned(year(m["y"]), m[0].strip(), since="10")


def prose(text: str, start: int, end: int) -> Iterator[Told]:
    """Ranges told around a year in running text: “总结2021年…部署2022年…”."""
    near = _near(text, start, end)
    for m in LOOKED.finditer(near):
        yield summed(year(m["y"]), m[0])._replace(last=LATEST)
    for m in PLANNED.finditer(near):
        yield planned(year(m["y"]), m[0], since="10")


def begun(text: str, start: int, end: int) -> Iterator[Told]:
    """Ranges open to the future told around a year: “2022年是…之年”, “截至2023年6月”, “2019年以来”."""
    near = _near(text, start, end)
    for m in CALLED.finditer(near):
        yield Told(f"{year(m['y']) - 1}-12-01", LATEST, m[0].strip())
    for m in MET.finditer(near):
        yield Told(f"{year(m['y']) - 1}-12-01", LATEST, m[0])
    opened = OPENED.match(text)
    if opened and not FUTURE.search(opened[0]):
        yield Told(f"{year(opened['y'])}-01-01", LATEST, opened[0][:20].strip())
    for m in REACHED.finditer(near):
        if ("以来" in m["tail"] or m[0].startswith("截")) and not FUTURE.search(near[m.start():]):
            yield Told(f"{year(m['y'])}-{int(m['m'] or 1):02}-01", LATEST, m[0])


def held(text: str) -> Iterator[Told]:
    """Ranges open to the future told by meetings whose spirit is invoked, in sentences long enough to be prose."""
    if len(text) < 40:
        return
    for m in [*PLENUM.finditer(text), *CONGRESS.finditer(text)]:
        day = HELD.get(m["congress"] + m.groupdict().get("n", ""))
        if day:
            yield Told(day, LATEST, m[0])
    for words, day in COINED.items():
        if words in text:
            yield Told(day, LATEST, words)


def spelled(text: str) -> Iterator[int]:
    """The years that a text names without figures of a date: of a plan, an anniversary, the term of a congress."""
    for m in PLAN.finditer(text):
        first = 1951 + 5 * number("十" + m["n"])
        yield from range(first, first + 5)
    for m in ANNIVERSARY.finditer(text):
        yield FOUNDED[m["what"]] + number(m["n"])
    for m in TERM.finditer(text):
        yield from range(TERMS[m["n"]], TERMS[m["n"]] + 5)


def _near(text: str, start: int, end: int) -> str:
    return ("…" if start > 30 else "") + text[max(0, start - 30):end + 40]


def whole_date(text: str) -> Told | None:
    """The date that a line consists of: 2024年2月5日, （二〇二四年二月五日）, with or without the issuer before it."""
    if len(text) > 60:
        return None
    found = next((m for one in WHOLES if (m := one.fullmatch(text.strip()))), None)
    return _dated(found, text) if found else None


def bare(words: str) -> bool:
    """Is it a date as programs write it, 2024-02-05?"""
    return bool(ISO.fullmatch(words))


def stamp(text: str) -> Told | None:
    """The date of a web page: “2024-02-20 05:03:52”, “发布时间：2024-02-20”; not when somebody fetched it."""
    if len(text) > 120:
        return None
    found = next((m for one in STAMPS if (m := one.search(text))), None)
    return _dated(found, text) if found and not FETCHED.search(found["label"]) else None


def spoken(text: str) -> Told | None:
    """The day of a speech as its title gives it: “——2019年3月5日在第十三届全国人民代表大会第二次会议上”.

    Also glued between a title and its salutation, as in texts whose line ends were lost: “…讲话2018年9月17日同志们：”.
    """
    m = next((m for one in SPOKEN if (m := one.search(text[:120]))), None)
    return _dated(m, m[0]) if m and not CITED.search(text, 0, m.start()) else None


def number_year(text: str) -> Told | None:
    """The year in a document number on its own line: 国办发〔2024〕29号."""
    m = NUMBERED.match(text.strip()) if len(text) <= 40 else None
    return Told(f"{year(m['y'])}-01-01", f"{year(m['y'])}-12-31", text.strip()) if m else None


def _dated(m: re.Match[str], text: str) -> Told | None:
    y, month, day = year(m["y"]), number(m["m"]), number(m["d"]) if m["d"] else 0
    if not 1 <= month <= 12 or not 0 <= day <= 31:
        return None
    iso = f"{y}-{month:02}"
    return Told(f"{iso}-{day:02}", f"{iso}-{day:02}", text.strip()) if day else Told(
        f"{iso}-01", month_end(iso), text.strip())
