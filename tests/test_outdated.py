"""The outdated pack: every row fires when it should and keeps silent while it is valid; looking back is no fault."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zflint.engine import Ruleset, lint, ruleset
from zflint.kinds.dated import Dated
from zflint.kinds.hindsight import Parts
from zflint.matching import watch
from zflint.model import Mark, Options, Place, Rule, Span
from zflint.packs import builtin_folder, read_packs
from zflint.parse import parse
from zflint.rules import read_rows

PACK = Path(builtin_folder()) / "outdated.toml"
RULES = read_packs([str(PACK)], trusted=True)
READY = ruleset(RULES)


def rows() -> Iterator[tuple[Rule, dict[str, str]]]:
    for rule in RULES:
        assert isinstance(rule.check, Dated)
        for row in rule.check.rows:
            yield rule, dict(row)


ROWS = [pytest.param(rule, row, id=f"{rule.id.partition('/')[2]} {row['term']}") for rule, row in rows()]


def alone(rule: Rule, row: dict[str, str]) -> Ruleset:
    return ruleset([dataclasses.replace(rule, check=dataclasses.replace(rule.check, rows=(row,)))])


def moved(day: str, years: int) -> str:
    return f"{int(day[:4]) + years}{day[4:7]}-15"


def validity(row: dict[str, str]) -> tuple[str, str]:
    if row.get("base"):
        year = int(row["base"]) + 70
        return f"{year}-01-01", f"{year}-12-31"
    m = re.search("[—到](20[0-9]{2})年", row.get("example", ""))
    return row.get("from", ""), row.get("until", "") or (f"{m[1]}-12-31" if m else "")


def sentences(row: dict[str, str]) -> list[str]:
    return [f"各单位认真抓好落实：{one}。" for one in (row.get("example") or row["term"]).split("|")]


def found(rules: Ruleset, text: str, as_of: str) -> list[str]:
    return [text[f.span.start : f.span.end] for f in lint(rules, parse(text), Options(as_of=as_of))]


@pytest.mark.parametrize(("rule", "row"), ROWS)
def test_row_fires_outside_its_validity(rule: Rule, row: dict[str, str]) -> None:
    since, until = validity(row)
    rules = alone(rule, row)
    for text in sentences(row):
        if row.get("flag", "late") in ("", "late", "both"):
            assert found(rules, text, moved(until, 2)), text
        if row.get("flag") in ("early", "both"):
            assert found(rules, text, moved(since, -2)), text


@pytest.mark.parametrize(("rule", "row"), ROWS)
def test_row_is_silent_within_its_validity(rule: Rule, row: dict[str, str]) -> None:
    since, until = validity(row)
    rules = alone(rule, row)
    for text in sentences(row):
        for day in filter(None, (since, until)):
            assert found(rules, text, day) == []
        assert found(rules, text, "") == []


@pytest.mark.parametrize(("rule", "row"), ROWS)
def test_row_explains_itself(rule: Rule, row: dict[str, str]) -> None:
    since, until = validity(row)
    assert row["source"]
    if row.get("flag", "late") in ("", "late"):
        assert row["reason"] and until
        assert row["suggest"] or "bare" in rule.message
    if row.get("flag") == "early":
        assert since
    assert not since or not until or since < until


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_probes_are_fast(rule: Rule) -> None:
    for index, probe in enumerate(rule.check.probes()):
        needs = watch(index, probe).needs
        strings = (probe.pattern,) if probe.literal else needs[0] if needs else ("",)
        assert min(map(len, strings)) >= 2, probe.pattern


def test_tables_say_what_their_columns_mean() -> None:
    for path in PACK.parent.glob("outdated_*.tsv"):
        text = path.read_text(encoding="utf-8")
        header = next(line for line in text.split("\n") if not line.startswith("#"))
        assert text.startswith("# ")
        for column in header.split("\t"):
            assert f"# {column}：" in text, (path.name, column)
        assert read_rows(text, path.name, "")


def said(text: str, as_of: str) -> list[tuple[str, str]]:
    rules = [rule for rule in RULES if rule.default]
    return [
        (f.rule.partition("/")[2], text[f.span.start : f.span.end])
        for f in lint(ruleset(rules), parse(text), Options(as_of=as_of))
    ]


MUST_FIND = [
    pytest.param("2022", "要坚决打赢脱贫攻坚战。", "坚决打赢脱贫攻坚", id="poverty campaign as a task"),
    pytest.param(
        "2023", "围绕脱贫攻坚、乡村振兴等中心工作，强化服务保障。", "脱贫攻坚", id="poverty campaign in a list of tasks"
    ),
    pytest.param("2024", "抓好脱贫攻坚工作，不落一户一人。", "脱贫攻坚工作", id="poverty campaign as work"),
    pytest.param(
        "2023", "扎实开展“不忘初心、牢记使命”主题教育。", "不忘初心、牢记使命”主题教育", id="education of 2019 in 2023"
    ),
    pytest.param(
        "2020", "深入开展党的群众路线教育实践活动，改进作风。", "群众路线教育实践活动", id="education of 2013 in 2020"
    ),
    pytest.param("2018", "扎实开展“三严三实”专题教育。", "三严三实”专题教育", id="education of 2015 in 2018"),
    pytest.param("2024", "扎实开展“两学一做”学习教育。", "两学一做”学习教育", id="education of 2016 in 2024"),
    pytest.param("2024", "慎终如始抓好常态化疫情防控。", "常态化疫情防控", id="epidemic control in 2024"),
    pytest.param(
        "2024",
        "统筹疫情防控和经济社会发展，落实外防输入、内防反弹策略。",
        "统筹疫情防控和经济社会发展",
        id="balanced control in 2024",
    ),
    pytest.param("2022", "喜迎党的十九大胜利召开。", "党的十九大", id="congress of 2017 awaited in 2022"),
    pytest.param("2023", "以优异成绩迎接建党100周年。", "建党100周年", id="centenary awaited in 2023"),
    pytest.param("2023", "认真落实“十三五”规划各项任务。", "十三五", id="thirteenth plan in 2023"),
    pytest.param("2023", "“十三五”时期是全面推进法治建设的关键时期。", "十三五", id="thirteenth period in 2023"),
    pytest.param("2024", "今年是“十四五”规划开局之年。", "十四五", id="opening year of a plan too late"),
    pytest.param("2023", "今年是党的二十大召开之年。", "党的二十大", id="congress year too late"),
    pytest.param("2023", "深入推进“七五”普法工作。", "七五”普法", id="seventh legal education plan in 2023"),
    pytest.param("2022", "充分发挥县综治委成员单位作用。", "综治委", id="abolished commission"),
    pytest.param("2022", "县维稳办牵头抓总。", "维稳办", id="abolished stability office"),
    pytest.param("2022", "公安局、司法局、国土局、安监局等单位要密切配合。", "国土局", id="land office in a list"),
    pytest.param("2022", "公安局、司法局、国土局、安监局等单位要密切配合。", "安监局", id="safety office in a list"),
    pytest.param("2023", "县食药监局要加强监管。", "食药监局", id="food and drug office"),
    pytest.param("2023", "乡镇（街道）和县卫计局要做好保障。", "卫计局", id="health and family planning office"),
    pytest.param("2023", "依据《民法总则》《物权法》调解纠纷。", "《物权法》", id="property law after the code"),
    pytest.param("2023", "严格落实《信访条例》。", "《信访条例》", id="petition regulations replaced"),
    pytest.param(
        "2023", "开展送法下乡，宣传婚姻法、劳动合同法等法律法规。", "婚姻法", id="marriage law without title marks"
    ),
    pytest.param("2023", "持续推进社会管理创新。", "社会管理", id="social management"),
    pytest.param(
        "2023",
        "紧紧围绕全面建成小康社会目标，为全面建成小康社会提供保障。",
        "全面建成小康社会",
        id="moderately prosperous society as goal",
    ),
    pytest.param(
        "2024",
        "全面贯彻党的十九大和十九届二中、三中、四中、五中、六中全会精神。",
        "党的十九大和十九届二中、三中、四中、五中、六中全会精神",
        id="study stops at the last congress",
    ),
    pytest.param(
        "2019",
        "以邓小平理论、“三个代表”重要思想、科学发展观为指导。",
        "三个代表”重要思想、科学发展观",
        id="guiding thought of the past",
    ),
    pytest.param("2025", "做好市域社会治理现代化试点工作。", "市域社会治理现代化试点", id="pilot that is over"),
    pytest.param(
        "2024",
        "2023年，我们深入推进扫黑除恶专项斗争，打掉涉恶团伙3个。",
        "扫黑除恶专项斗争",
        id="review of a year after the end",
    ),
    pytest.param(
        "2024", "去年以来，扫黑除恶专项斗争深入推进。", "扫黑除恶专项斗争", id="review of last year after the end"
    ),
    pytest.param("2024", "会议要求，今年要继续深入推进扫黑除恶专项斗争。", "扫黑除恶专项斗争", id="task of this year"),
    pytest.param(
        "2024",
        "2018年以来成绩显著。今年要深入推进扫黑除恶专项斗争。",
        "扫黑除恶专项斗争",
        id="year of an earlier sentence does not excuse a task",
    ),
    pytest.param(
        "2023-01-10", "我们要以优异成绩迎接党的二十大胜利召开！", "党的二十大", id="hope just after the congress"
    ),
    pytest.param(
        "2024",
        "一、2023年工作回顾\n扫黑除恶专项斗争深入推进。\n二、2024年工作安排\n常态化扫黑除恶。",
        "扫黑除恶专项斗争",
        id="part that looks back on a year after the end",
    ),
    pytest.param(
        "2024",
        "一、2020年工作回顾\n成绩显著。\n二、2024年工作安排\n抓实扫黑除恶专项斗争。",
        "扫黑除恶专项斗争",
        id="part after the one that looks back",
    ),
    pytest.param(
        "2025-03",
        "一要巩固脱贫攻坚成果，坚决打赢脱贫攻坚战，确保到2020年全部脱贫。",
        "坚决打赢脱贫攻坚",
        id="aim at a year gone by is no look-back",
    ),
    pytest.param("2025-03", "要压实责任，确保到2020年全部达标。", "2020年", id="target of a year gone by"),
    pytest.param("2025", "落实“十三五”规划收官任务。", "十三五", id="close of a plan that is over"),
    pytest.param("2022", "抓好“七五”普法验收。", "七五”普法", id="acceptance of a plan that is over"),
    pytest.param("2025", "深化扶贫办、农业局等部门协作。", "扶贫办", id="poverty office in a list"),
    pytest.param("2022", "加强与工商、质监、国土等部门的协作。", "质监", id="departments by their short names"),
    pytest.param("2023", "要完善综治委成员单位联席会议制度。", "综治委", id="commission without its unit"),
    pytest.param(
        "2023-02-10", "抓好防控。要统筹抓好常态化疫情防控。", "常态化疫情防控",
        id="task at the start of a sentence",
    ),
    pytest.param(
        "2023-02-10",
        "二要防范风险。落实外防输入、内防反弹策略。",
        "外防输入、内防反弹",
        id="later sentence of a paragraph of tasks",
    ),
    pytest.param(
        "2021-08", "三、下一步打算\n深入推进扫黑除恶专项斗争。", "扫黑除恶专项斗争", id="part of tasks, end still fresh"
    ),
    pytest.param("2023", "要圆满完成党的二十大维稳安保任务。", "党的二十大", id="security duty still to be fulfilled"),
    pytest.param("2024", "开展“喜迎二十大、建功新时代”活动。", "二十大", id="congress by its short name"),
    pytest.param(
        "2024", "2019年办理的案件入选典型案例。服务“三大攻坚战”。", "三大攻坚战",
        id="year of a thing, not of the text",
    ),
    pytest.param(
        "2026-03", "深入学习党的十九届六中全会精神。", "十九届六中全会精神",
        id="single plenum of the last term",
    ),
    pytest.param("2025-10", "帮助建档立卡贫困户发展产业。", "建档立卡贫困户", id="registered poor households"),
]

SILENT = [
    pytest.param("2023", "打赢脱贫攻坚战后，全县转入巩固拓展阶段。", id="after the campaign was won"),
    pytest.param("2023", "弘扬脱贫攻坚精神，巩固拓展脱贫攻坚成果。", id="spirit and results of the campaign"),
    pytest.param("2023", "做好脱贫攻坚与乡村振兴有效衔接。", id="linking with revitalisation"),
    pytest.param("2023", "我们历史性地打赢脱贫攻坚战，如期全面建成小康社会。", id="historic victory"),
    pytest.param("2023", "党的十八大以来，我县深入推进脱贫攻坚，建档立卡贫困户全部脱贫。", id="since a congress"),
    pytest.param("2022", "过去五年，我们扎实推进脱贫攻坚，坚决打好三大攻坚战。", id="the last five years"),
    pytest.param(
        "2022",
        "一、过去五年工作回顾\n（一）扎实推进脱贫攻坚。\n坚决打好三大攻坚战。",
        id="part that looks back on five years",
    ),
    pytest.param("2023", "2020年，全县抓好脱贫攻坚工作。同时，推进三大攻坚战。", id="year of the sentence before"),
    pytest.param("2024", "扫黑除恶专项斗争开展以来，全县打掉涉黑组织2个。", id="since the campaign began"),
    pytest.param("2024", "县公安局荣获全国扫黑除恶专项斗争先进集体。", id="honour"),
    pytest.param("2024", "为期三年的扫黑除恶专项斗争，刹住了歪风。", id="campaign of three years"),
    pytest.param("2024", "巩固政法队伍教育整顿成果，推进教育整顿常态化。", id="results of the rectification"),
    pytest.param("2024", "习近平总书记强调：“扫黑除恶专项斗争要深挖根治。”", id="quotation"),
    pytest.param("2024", "深化运用“不忘初心、牢记使命”主题教育成果。", id="results of an education"),
    pytest.param("2024", "时任县国土资源局局长的王某收受贿赂。", id="former office holder"),
    pytest.param("2024", "2012年3月至2018年12月，任县环保局局长。", id="curriculum vitae"),
    pytest.param("2024", "机构改革后，县国土资源局与规划局合并组建自然资源局。", id="how an office came about"),
    pytest.param("2024", "根据环境保护部印发的《排污许可管理办法》开展检查。", id="issuer of a document"),
    pytest.param("2024", "县综治中心、工商联、信访局、中国疾控中心参加。", id="present names that look old"),
    pytest.param("2024", "各镇（街道）政法委员及综治办主任参加会议。", id="township office that still exists"),
    pytest.param("2024", "各农业部门、国土资源部门、环保部门要履职尽责。", id="departments in general"),
    pytest.param("2023", "2022年，为党的二十大胜利召开创造了安全稳定的环境。", id="review of the congress year"),
    pytest.param(
        "2023", "圆满完成党的二十大安保任务，以实际行动迎接党的二十大胜利召开。", id="security duty fulfilled"
    ),
    pytest.param("2021-06-01", "扫黑除恶专项斗争成效显著，群众拍手称快。", id="a few months after the end"),
    pytest.param("2023-01-10", "以迎接党的二十大为主线，扎实开展各项工作。", id="review just after the congress"),
    pytest.param(
        "2022-03-01",
        "一、2020年以来工作总结\n（一）扎实推进扶贫\n脱贫攻坚工作成效考核位居前列。\n（二）扎实推进治污\n三大攻坚战全面推进。",
        id="parts of a part that looks back",
    ),
    pytest.param("2022-02", "以优异成绩迎接党的二十大胜利召开。", id="congress still ahead"),
    pytest.param("2024", "在庆祝中国共产党成立100周年大会上的讲话中，总书记指出了方向。", id="speech at the centenary"),
    pytest.param("2024", "“十三五”期间累计投入30亿元，“十四五”规划落地见效。", id="past plan period as past"),
    pytest.param("2021", "深入实施“十四五”规划，编制好专项规划。", id="plan in force"),
    pytest.param("2024", "深入实施“八五”普法规划，总结“七五”普法经验。", id="sum up the last plan"),
    pytest.param("2024", "依据当时施行的《合同法》，该条款有效。", id="law then in force"),
    pytest.param("2024", "依据《劳动合同法》《农村土地承包法》《XX省信访条例》办理。", id="laws with similar names"),
    pytest.param("2024", "强化社会管理和公共服务职能，优化经济社会管理权限。", id="social management as a function"),
    pytest.param("2024", "在全面建成小康社会的基础上，乘势而上开启新征程。", id="on the basis of moderate prosperity"),
    pytest.param("2024", "深入学习贯彻党的十八大、十九大、二十大精神。", id="congresses in a row"),
    pytest.param("2024", "学习贯彻党的二十大和二十届二中全会精神。", id="latest plenum"),
    pytest.param("2024", "抓好非洲猪瘟疫情防控常态化工作，动物防疫不放松。", id="animal epidemic"),
    pytest.param("2024", "建立隐患台账，实行动态清零。", id="hidden dangers cleared"),
    pytest.param("2024", "面对新冠肺炎疫情冲击，全县上下众志成城。", id="history of the epidemic"),
    pytest.param("2024", "地质灾害中高风险地区要转移避险。", id="risk areas of geology"),
    pytest.param("2024", "冷藏区、储藏区群众严禁烟火。", id="storage areas"),
    pytest.param(
        "2026-03", "过去五年，我们推进巩固拓展脱贫攻坚成果同乡村振兴有效衔接。", id="transition period reviewed"
    ),
    pytest.param("2024", "劳动教养制度废止后，原劳教所改为强制隔离戒毒所。", id="abolished system named as such"),
    pytest.param("2026", "国企改革三年行动高质量收官。", id="campaign closed"),
    pytest.param("2025", "2016年，县委提出力争到2018年脱贫摘帽。", id="target of its time"),
    pytest.param("2025", "“十三五”以来，我们力争到2020年全面达标，一件一件抓。", id="target of a plan that is over"),
    pytest.param("2025", "确保到2027年全面达标，力争到2025年底前建成。", id="targets ahead"),
    pytest.param("2025", "到2020年底，全县贫困人口全部脱贫。", id="what was reached"),
    pytest.param("2025", "原县综治办、县维稳办的档案移交县委政法委。", id="former offices in a list"),
    pytest.param("2025", "加强与工商联、工商银行、国土空间规划部门的沟通。", id="words that begin like departments"),
    pytest.param("2024", "全面完成“十三五”规划目标任务，到2020年底全部销号。", id="plan fulfilled"),
    pytest.param("2023", "圆满完成党的二十大维稳安保任务。", id="security duty fulfilled before"),
    pytest.param("", "要坚决打赢脱贫攻坚战，喜迎党的十九大。", id="no date"),
]


@pytest.mark.parametrize(("as_of", "text", "words"), MUST_FIND)
def test_must_find(as_of: str, text: str, words: str) -> None:
    assert words in [found for _, found in said(text, as_of)]


@pytest.mark.parametrize(("as_of", "text"), SILENT)
def test_stays_silent(as_of: str, text: str) -> None:
    assert said(text, as_of) == []


PREMATURE = "学习习近平文化思想。\n二〇二一年五月六日"
MANY = "学习习近平文化思想。\n培育新质生产力。\n学习贯彻二十届三中全会精神。\n二〇二一年五月六日"
OLD = "学习习近平文化思想。\n二〇〇一年五月六日"


@pytest.mark.parametrize(
    ("text", "as_of", "count"),
    [
        pytest.param(PREMATURE, "", 1, id="one term too early for the signature"),
        pytest.param(MANY, "", 0, id="many terms too early: the date is wrong"),
        pytest.param(MANY, "2021-05-06", 3, id="many terms too early for the date given"),
        pytest.param(OLD, "", 0, id="twenty years too early: the date is wrong"),
    ],
)
def test_premature_terms_doubt_the_date(text: str, as_of: str, count: int) -> None:
    assert len(said(text, as_of)) == count


def test_message_says_why_when_and_what_instead() -> None:
    text = "在2024年全县政法工作会议上的讲话\n要深入开展扫黑除恶专项斗争。"
    (finding,) = lint(READY, parse(text))
    assert finding.message == "扫黑除恶专项斗争已于2021年3月结束，本文为2024年文稿；现称“常态化扫黑除恶斗争”"
    (english,) = lint(READY, parse(text), Options(lang="en"))
    assert english.message == "“扫黑除恶专项斗争” was over by 2021-03-31, but this text is of 2023-12-01 to 2024-12-31"


KINDS = st.sampled_from(["title", "heading", "paragraph"])
BLOCKS = st.tuples(KINDS, st.integers(0, 4), st.sampled_from([None, "", "2020"]))


@given(st.lists(BLOCKS, max_size=12))
def test_the_innermost_part_around_a_block_tells_its_time(blocks: list[tuple[str, int, str | None]]) -> None:
    """As going back from the block finds it: of the parts less deep than all that were passed, the first that tells."""
    places = [Place(kind, depth, Span(i, i + 1), i) for i, (kind, depth, _) in enumerate(blocks)]
    marks = {i: Mark(i, i + 1, key, case="part", at=i) for i, (*_, key) in enumerate(blocks) if key is not None}
    parts = Parts(marks, places)
    for at in range(len(blocks)):
        least, told = 99, ""
        for i in range(at, -1, -1):
            heads = places[i].kind != "paragraph"
            depth = places[i].depth if heads else 1
            if not told and (heads or i in marks) and depth < least:
                least, told = depth, marks[i].key if i in marks else ""
        assert parts.times(at) == told.split()
