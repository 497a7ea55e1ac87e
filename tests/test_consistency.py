"""Names in several forms: declared by the configuration, listed in a pack, or a slip within the document."""

import pytest

from zflint.engine import lint, ruleset
from zflint.fix import fixed
from zflint.kinds.variants import Variants
from zflint.model import Mark, Name, Options
from zflint.packs import builtin_paths, read_packs
from zflint.parse import parse
from zflint.rules import configured

RULES = [rule for rule in read_packs(builtin_paths(), trusted=True) if rule.group == "consistency"]
COUNTY = """在全县政法工作会议上的讲话
同志们：去年，全县政法机关忠诚履职，我县群众安全感位居全市第三，全县社会大局稳定。
{}
"""


def run(rule: str, text: str, names: tuple[Name, ...] = ()) -> list[tuple[str, str | None]]:
    options = Options(names=names)
    ready = ruleset(configured([one for one in RULES if one.id == f"consistency/{rule}"], options))
    return [(text[f.span.start:f.span.end], f.fix.edits[0].content if f.fix else None)
            for f in lint(ready, parse(text), options)]


@pytest.mark.parametrize(("names", "text", "expected"), [
    pytest.param({"中央政法委": ("中政委",)}, "通过中政委考核。", [("中政委", "中央政法委")], id="wrong form"),
    pytest.param({"中央政法委": ("政法委",)}, "中央政法委部署。", [], id="inside the right form"),
    pytest.param({"青石镇": ("清石镇", "青石鎮")}, "清石镇、青石鎮、青石镇。", [("清石镇", "青石镇"), ("青石鎮",
                 "青石镇")], id="two wrong forms"),
    pytest.param({"甲委": ("政法委",), "乙委": ("政法委员会",)}, "政法委员会。", [("政法委员会", "乙委")],
                 id="longest wins"),
    pytest.param({"甲": ("甲",)}, "甲。", [], id="right form declared wrong"),
    pytest.param({"甲乙": ("丙丁",), "戊己": ("甲乙",)}, "丙丁、甲乙。", [("丙丁", "甲乙")], id="chain"),
    pytest.param({}, "中政委。", [], id="nothing declared"),
])
def test_declared_names(names: dict[str, tuple[str, ...]], text: str, expected: list[tuple[str, str]]) -> None:
    assert run("declared-name", text, tuple(Name(right, wrong) for right, wrong in names.items())) == expected


def test_fix_of_declared_names_settles() -> None:
    options = Options(names=(Name("中央政法委员会", ("政法委", "中政委")),))
    ready = ruleset(configured([rule for rule in RULES if rule.id == "consistency/declared-name"], options))
    text = "中政委、政法委、中央政法委员会。"
    once = fixed(text, lint(ready, parse(text), options))
    assert once == "中央政法委员会、中央政法委员会、中央政法委员会。" and lint(ready, parse(once), options) == ()


def test_configuring_touches_only_kinds_that_take_names() -> None:
    options = Options(names=(Name("甲", ("乙",)),))
    changed = [after.id for before, after in zip(RULES, configured(RULES, options), strict=True) if before is not after]
    assert changed == ["consistency/declared-name"]
    assert all(a is b for a, b in zip(RULES, configured(RULES, Options()), strict=True))


def test_rarer_form_is_told_of_the_usual_one() -> None:
    text = "县市区之间、市县区之间、县市区两级。"
    rules = ruleset([rule for rule in RULES if rule.id == "consistency/unit-order"])
    finding, = lint(rules, parse(text))
    assert text[finding.span.start:finding.span.end] == "市县区" and "共2处" in finding.message
    assert [text[span.start:span.end] for span, _ in finding.related] == ["县市区", "县市区"]


@pytest.mark.parametrize(("line", "expected"), [
    pytest.param("推进雪亮工程，做好雪亮工程、亮雪工程运维。", [("亮雪", "雪亮")], id="swapped before a noun"),
    pytest.param("建成矛调中心，提升矛调中心，验收调矛中心。", [("调矛", "矛调")], id="swapped institution"),
    pytest.param("“百日攻坚”行动、“百日攻坚”专项行动、“百日功坚”行动。", [("百日功坚", "百日攻坚")],
                 id="same sound in quotes"),
    pytest.param("“利剑护航行动”“利剑护航行动”“利箭护航行动”。", [("利箭护航行动", "利剑护航行动")],
                 id="noun in the quotes"),
    pytest.param("《攻坚年活动方案》《攻坚年活动方案》《功坚年活动方案》。", [("功坚年活动方案", "攻坚年活动方案")],
                 id="title of a document"),
    pytest.param("王国豪书记、王国豪书记、王国毫书记。", [("王国毫", "王国豪")], id="person"),
    pytest.param("“百日攻坚”行动、“百日会战”行动、“百日攻坚”行动。", [], id="two campaigns"),
    pytest.param("开展行动，开展行动，展开行动。", [], id="words both ways"),
    pytest.param("王国豪书记、王国豪书记、王国毫县长。", [], id="different offices"),
    pytest.param("王国豪书记、王国豪书记、王国强书记。", [], id="different persons"),
    pytest.param("《行政处罚办法》《行政处罚办法》《行政许可办法》。", [], id="different documents"),
    pytest.param("“百日攻坚”行动、“百日功坚”行动。", [], id="neither is usual"),
])
def test_name_slips(line: str, expected: list[tuple[str, str]]) -> None:
    assert run("name-slip", COUNTY.format(line)) == expected


def test_name_slips_only_in_official_documents() -> None:
    assert run("name-slip", "王国豪书记、王国豪书记、王国毫书记走进村里，雪亮工程、雪亮工程、亮雪工程。") == []


@pytest.mark.parametrize(("rule", "text"), [
    pytest.param("crossed-units", "各县委、区政府，市县委、区政府，（县）委、区政府。", id="lists of units"),
    pytest.param("crossed-units", "县委、县政府和区委、区政府，省委、市政府分别部署。", id="pairs of one level"),
    pytest.param("level-listed-twice", "全国、全省、全市和全县，全省、全市场、全县、全县域。", id="all different"),
    pytest.param("level-listed-twice", "市委、市委政法委，县级、县级市，市级、市级以上，省、市、市辖区。",
                 id="longer names"),
    pytest.param("half-named-pair", "党委政府、各级党委政府，县委政府办公室，各市委政府。", id="党委政府 and offices"),
    pytest.param("mixed-numerals", "七项制度，第7项、17项、十7项。", id="parts of numbers"),
])
def test_silent(rule: str, text: str) -> None:
    assert run(rule, text) == []


def test_a_part_of_a_number_is_not_a_form() -> None:
    check = Variants(forms=("七项|7项",))
    from zflint.matching import matcher, watch
    from zflint.model import Block

    text = "十七项、第七项、七项"
    ready = matcher([[watch(index, probe) for index, probe in enumerate(check.probes())]])
    marks = list(check.scan(Block("paragraph", text), ready.hits(text)[0]))
    assert marks == [Mark(8, 10, "七项", case="forms", says=(("group", "0"),))]
