"""When a document was written: declared, signed, titled, told by its wording, or not known."""

from __future__ import annotations

import dataclasses

import pytest

from zflint.engine import ruleset, scan_block
from zflint.facts.date import document_date
from zflint.facts.times import day_range, number, times, touches, year_of
from zflint.kinds.block import BlockKind
from zflint.model import DateRange, Document, Mark, Options, Rule
from zflint.parse import parse


@dataclasses.dataclass(frozen=True)
class WantsDate(BlockKind):
    needs = ("date",)


READY = ruleset([Rule("test/date", "dated", "info", WantsDate(), {}, {})])


def date_of(text: str, as_of: str = "", format: str = "plain") -> DateRange | None:
    document: Document = parse(text, format)
    marks = [mark._replace(at=at) for at, block in enumerate(document.blocks) for _, mark in scan_block(READY, block)]
    return document_date(marks, document, Options(as_of=as_of))


def days(text: str, **options: str) -> tuple[str, str]:
    date = date_of(text, **options)
    assert date is not None
    return date.first, date.last


BODY = "同志们：\n今天的会议很重要。\n一、认清形势\n各单位要抓好落实。\n二、抓住重点\n要压实责任。\n谢谢大家。"
OPEN = "9999-12-31"

KNOWN = [
    pytest.param(
        "在2024年全区政法系统工作会议上的讲话\n" + BODY, ("2023-12-01", "2024-12-31"), id="meeting in the title"
    ),
    pytest.param("2023年度工作总结\n" + BODY, ("2023-11-01", "2024-06-30"), id="summary in the title"),
    pytest.param("某局2023年工作总结及2024年工作计划\n" + BODY, ("2023-12-01", "2024-06-30"), id="summary and plan"),
    pytest.param("某局2023年上半年工作总结\n" + BODY, ("2023-03-01", "2023-12-31"), id="half year"),
    pytest.param("2023年法治政府建设情况报告\n" + BODY, ("2023-01-01", "2024-06-30"), id="report on a year"),
    pytest.param(
        "在2024年工作会议上的讲话\n2024-02-20 05:03:52 22\n" + BODY,
        ("2024-02-20", "2024-02-20"),
        id="page date that agrees with the title",
    ),
    pytest.param(
        "在2024年工作会议上的讲话\n2026-02-20 05:03:52\n" + BODY,
        ("2023-12-01", "2024-12-31"),
        id="page date that does not agree",
    ),
    pytest.param("会议讲话\n发布时间：2024-02-20\n" + BODY, ("2024-02-20", "2024-02-20"), id="page date alone"),
    pytest.param("工作会议讲话\n（2024年2月5日）\n" + BODY, ("2024-02-05", "2024-02-05"), id="date under the title"),
    pytest.param(
        "政府工作报告\n——2019年3月5日在县第十届人民代表大会第二次会议上\n" + BODY,
        ("2019-03-05", "2019-03-05"),
        id="day of the speech",
    ),
    pytest.param(BODY + "\n2024年2月5日", ("2024-02-05", "2024-02-05"), id="signature"),
    pytest.param(BODY + "\n2024-02-05", ("2024-02-05", "2024-02-05"), id="signature as programs write it"),
    pytest.param("会议讲话\n2024-02-20\n" + BODY, ("2024-02-20", "2024-02-20"), id="page date without a word"),
    pytest.param("某局工作总结和2024年打算\n总结2023年工作、部署2024年任务。\n" + BODY, ("2023-12-01", "2024-12-31"),
                 id="summary and the next year"),
    pytest.param(BODY + "\n二〇二四年二月五日", ("2024-02-05", "2024-02-05"), id="signature in Chinese numerals"),
    pytest.param(BODY + "\n二○一九年十二月二十一日", ("2019-12-21", "2019-12-21"), id="signature with a circle"),
    pytest.param(BODY + "\n中共某县委办公室　2024年12月", ("2024-12-01", "2024-12-31"), id="office and month"),
    pytest.param(BODY + "\n２０２４年２月５日", ("2024-02-05", "2024-02-05"), id="full-width signature"),
    pytest.param(
        "在2024年工作会议上的讲话\n" + BODY + "\n2023年12月28日",
        ("2023-12-28", "2023-12-28"),
        id="signature before title",
    ),
    pytest.param(
        "某县人民政府办公室关于开展检查的通知\n某政办发〔2022〕15号\n" + BODY,
        ("2022-01-01", "2022-12-31"),
        id="document number",
    ),
    pytest.param(
        "同志们：\n会议的任务是，全面总结2021年政法工作，研究部署2022年政法工作。\n" + BODY,
        ("2021-11-01", "2022-12-31"),
        id="sum up and plan in a sentence",
    ),
    pytest.param(
        "各位代表：\n请予审议。\n一、2021年工作回顾\n成绩来之不易。\n二、2022年工作安排\n要抓好落实。",
        ("2021-11-01", "2022-06-30"),
        id="headings of review and plan",
    ),
    pytest.param(
        "各位代表：\n请予审议。\n一、2018年工作回顾　　过去一年成绩显著，难能可贵。" + "重点突出。" * 30,
        ("2018-11-01", "2019-06-30"),
        id="heading before its paragraph",
    ),
    pytest.param(
        "深入学习贯彻党的二十大精神，坚持以习近平新时代中国特色社会主义思想为指导，真抓实干，开创新局面。",
        ("2022-10-16", OPEN),
        id="congress that has been held",
    ),
    pytest.param(
        "全面贯彻党的十九大和十九届二中、三中、四中全会精神，狠抓薄弱环节，有力维护了社会大局和谐稳定，成效明显。",
        ("2019-10-28", OPEN),
        id="plenum that has been held",
    ),
    pytest.param(
        "2023年，我区坚持以习近平新时代中国特色社会主义思想为指导，平稳度过了一个又一个节点。\n截至2024年6月，打掉团伙3个。"
        "\n" + BODY,
        ("2024-06-01", OPEN),
        id="as of a month",
    ),
]

KNOWN += [
    pytest.param(
        "某市召开会议\n来源：某某 2022-03-24 14:39:22 责编：某某\n" + BODY,
        ("2022-03-24", "2022-03-24"),
        id="date and time inside a line",
    ),
    pytest.param(
        "某县工作规则\n发文日期：\n2024年04月06日 16:40\n" + BODY,
        ("2024-04-06", "2024-04-06"),
        id="date and time below their label",
    ),
    pytest.param(
        "2023年度法治政府建设情况报告\n来源：某区 发布时间：2024-03-28 09:18\n" + BODY,
        ("2024-03-28", "2024-03-28"),
        id="page date of a report on last year",
    ),
    pytest.param(
        "回顾总结2021 年度全市工作，安排部署 2022 年工作。\n" + BODY, ("2021-11-01", "2022-12-31"), id="spaced years"
    ),
]

KNOWN += [
    pytest.param(
        "检察院工作报告\n——2024年1月16日在某区第十八届人民代表大会第三次会议上\n各位代表：\n2023年主要工作\n" + BODY,
        ("2024-01-16", "2024-01-16"),
        id="day of the speech before years of headings",
    ),
]

KNOWN += [
    pytest.param(
        "关于2023年工作的报告\n发布时间：2025-02-01\n\n—— 2022年12月24日 在某县第十六届人民代表大会第一次会议上  \n"
        + BODY,
        ("2022-12-24", "2022-12-24"),
        id="day of the speech with spaces, before the title's year",
    ),
    pytest.param(
        "在专项工作会议上的讲话某镇党委书记XXX2018年9月17日同志们：今天的会议很重要。\n" + BODY,
        ("2018-09-17", "2018-09-17"),
        id="date glued between title and salutation",
    ),
    pytest.param(
        "在建党大会上的讲话\n2023-06-28 10:00:05\n今年是建党102周年，“十四五”规划过半。\n" + BODY,
        ("2023-06-28", "2023-06-28"),
        id="page date that agrees with an anniversary and a plan",
    ),
]

UNKNOWN = [
    pytest.param("纪律整顿会议讲话\n时间：2022-03-30 03:54:00\n今年国庆60周年期间，社会安定。\n" + BODY,
                 id="old anniversary on a new page"),
    pytest.param("在乡镇换届会议上的讲话\n2024-03-30 03:54:00\n要编制好“十一五”规划。\n" + BODY,
                 id="old plan on a new page"),
    pytest.param("在平安建设会议上的讲话\n2024-03-30 03:54:00\n要学习党的十七大报告。\n" + BODY,
                 id="old congress on a new page"),
    pytest.param("述职报告\n2025-07-09 14:01:03\n2014年，认真学习科学发展观。\n" + BODY, id="old text on a new page"),
    pytest.param("报名截止日期：2024-03-01\n" + BODY, id="deadline"),
    pytest.param(BODY, id="nothing said"),
    pytest.param(BODY + "\n1980.05", id="month of birth"),
    pytest.param("1998年的夏天，江水漫过了大堤。\n他记得很清楚。", id="story"),
    pytest.param("截至2019年，该站日均发送旅客三百人。\n2012年是该线的转折之年。", id="encyclopedia"),
    pytest.param("20XX年工作总结\n" + BODY, id="masked year"),
    pytest.param("2021—2025年工作规划\n" + BODY, id="span of years"),
    pytest.param("综合改革实施方案（2021―2025年）\n" + BODY, id="span of years with a horizontal bar"),
    pytest.param("园区建设总体方案\n（一）2030年前重点任务。完善设施。\n（二）到2035年工作安排。建成新城。\n" + BODY,
                 id="years aimed at in headings"),
    pytest.param("杂志发表书记2022年10月16日在县第八次党代会上的报告的一部分。\n" + BODY, id="speech cited"),
    pytest.param("述职报告\n某某文库\n2025-04-03\n2014年，认真学习科学发展观。\n" + BODY, id="date left by a web page"),
    pytest.param("抓取时间：2026-04-03\n" + BODY, id="when the page was fetched"),
    pytest.param(
        "# 某某条例\n2009年8月27日 某会第十次会议修订\n第一条 为了规范管理，制定本条例。\n第二条 本条例适用于全县。",
        id="statute with its amendments",
    ),
    pytest.param("2022年工作通报\n基本案情\n2018年，双方签订合同。\n本院认为，合同有效。", id="case report"),
]


@pytest.mark.parametrize(("text", "expected"), KNOWN)
def test_date_is_known(text: str, expected: tuple[str, str]) -> None:
    assert days(text) == expected


@pytest.mark.parametrize("text", UNKNOWN)
def test_date_is_not_known(text: str) -> None:
    assert date_of(text) is None


def test_as_of_comes_first() -> None:
    text = "# zflint-as-of 2021-05\n2024年工作总结\n" + BODY + "\n2024年12月28日"
    assert days(text, as_of="2020") == ("2020-01-01", "2020-12-31")
    assert days(text) == ("2021-05-01", "2021-05-31")


def test_cells_do_not_date() -> None:
    assert date_of("# 名单\n\n| 姓名 | 入党 |\n|---|---|\n| 某某 | 2001年5月1日 |\n", format="markdown") is None


def test_front_matter_declares() -> None:
    assert days("---\ndate: 2023-05-06\n---\n\n正文。", format="markdown") == ("2023-05-06", "2023-05-06")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024", ("2024-01-01", "2024-12-31")),
        ("2024-02", ("2024-02-01", "2024-02-29")),
        ("2023-2", ("2023-02-01", "2023-02-28")),
        ("2024-02-05", ("2024-02-05", "2024-02-05")),
        ("2024-13", None),
        ("去年", None),
        ("2024-02-50", None),
    ],
)
def test_day_range(text: str, expected: tuple[str, str] | None) -> None:
    found = day_range(text, "as-of")
    assert (found and (found.first, found.last)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018年以来，成效明显", ["2018.."]),
        ("2018年至2020年", ["2018..2018", "2020..2020"]),
        ("“十三五”期间", ["2016..2020"]),
        ("去年以来", ["-1..-1"]),
        ("过去五年", ["-5..0"]),
        ("近年来", ["-4..0"]),
        ("一年来", ["-1..0"]),
        ("前年", ["-2..-2"]),
        ("党的十八大以来", ["2012.."]),
        ("二〇一八年", ["2018..2018"]),
        ("国办发〔2018〕5号", ["2018..2018"]),
        ("2000元", []),
        ("２０１８年", ["2018..2018"]),
        ("五年来", ["-5..0"]),
        ("疫情三年", ["2020..2022"]),
    ],
)
def test_times(text: str, expected: list[str]) -> None:
    assert times(text) == expected


@pytest.mark.parametrize(
    ("spoken", "expected"),
    [
        (["2018..2020"], True),
        (["2022..2022"], False),
        (["2015.."], True),
        (["-1..-1"], False),
        (["-5..0"], True),
        ([], None),
        (["past", "now"], None),
        (["2022..2022", "2019..2019"], True),
    ],
)
def test_touches(spoken: list[str], expected: bool | None) -> None:
    assert touches(spoken, 2024, 2018, 2021) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("75", 75),
        ("七十五", 75),
        ("十", 10),
        ("二十", 20),
        ("百", 100),
        ("一百零五", 105),
        ("一百一十", 110),
        ("九", 9),
    ],
)
def test_number(text: str, expected: int) -> None:
    assert number(text) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2024-01-01", "2024-12-31", 2024),
        ("2023-12-01", "2024-12-31", 2024),
        ("2021-11-01", "2022-06-30", 2022),
        ("2023-12-01", "2024-02-20", 2023),
        ("2022-10-16", OPEN, 2022),
        ("2025-12-01", OPEN, 2026),
    ],
)
def test_year_of(first: str, last: str, expected: int) -> None:
    assert year_of(DateRange(first, last, "")) == expected


def test_marks_are_of_the_block_alone() -> None:
    block = parse("在2024年工作会议上的讲话\n" + BODY).blocks[0]
    assert list(scan_block(READY, block)) == list(scan_block(READY, block))
    assert all(isinstance(mark, Mark) for _, mark in scan_block(READY, block))
