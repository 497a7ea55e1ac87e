"""Names of administrative units: the gazetteer, chains of names, words damaged by a search-and-replace."""

import pytest

from zflint.engine import lint, ruleset
from zflint.gazetteer import TODAY, Gazetteer, short
from zflint.kinds.level_words import LevelWords
from zflint.kinds.region import Region
from zflint.model import Finding, Options
from zflint.packs import builtin_paths, read_packs
from zflint.parse import parse

RULES = [rule for rule in read_packs(builtin_paths(), trusted=True) if rule.group == "region"]
READY = ruleset([rule for rule in RULES if rule.default])
CHAIN = next(rule.check for rule in RULES if isinstance(rule.check, Region))
WORDS = next(rule for rule in RULES if isinstance(rule.check, LevelWords))
KNOWN = Gazetteer(CHAIN.divisions)


def found(text: str, as_of: str = "") -> list[Finding]:
    return list(lint(READY, parse(text), Options(as_of=as_of)))


def words(text: str, as_of: str = "") -> list[str]:
    return [text[f.span.start:f.span.end] for f in found(text, as_of)]


@pytest.mark.parametrize(("text", "expected"), [
    pytest.param("《内蒙古省公安机关警务辅助人员条例》", ["内蒙古省"], id="autonomous region called a province"),
    pytest.param("贯彻省党委、市委部署。", ["省党委"], id="committee of a province"),
    pytest.param("各地挑头扛县人物，县帜鲜明。", ["挑头扛县", "县帜"], id="banner words"),
    pytest.param("运用县块链技术，做好社县矫正。", ["县块链", "社县矫正"], id="district words"),
    pytest.param("区场主体活力不足。", ["区场主体"], id="market turned into district"),
    pytest.param("做到省时省力，不能市时市力。", ["市时市力"], id="every level character of a word replaced"),
    pytest.param("评为先进县县”。", ["县县"], id="doubled level word before a quotation mark"),
    pytest.param("平安中县法治中县建设", ["中县", "中县"], id="short name of a banner turned into a county's"),
    pytest.param("学习鄂尔多斯市达拉特县经验。", ["达拉特县"], id="banner called a county"),
    pytest.param("山西省西安市来函。", ["山西省西安市"], id="prefecture of another province"),
    pytest.param("石家庄市义乌市来函。", ["石家庄市义乌市"], id="county of another prefecture"),
    pytest.param("河北省石家庄市正定市来函。", ["正定市"], id="right place, wrong level"),
    pytest.param("石家庄市灵涛县人民政府来函。", ["灵涛县"], id="county that its prefecture never had"),
])
def test_finds(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize("text", [
    pytest.param("各省党委和有关省党委、全省党委（党组）要抓好落实。", id="committees of several provinces"),
    pytest.param("县县通高速，市市通高铁，通县县委、自治县县长。", id="each county, and a county's committee"),
    pytest.param("其中县级12家，工作中县委高度重视，榆中县、辽中县参会。", id="中 before 县"),
    pytest.param("全国县域百强、全市场准入、全县旗帜鲜明、红旗渠。", id="across a word border"),
    pytest.param("浙江省义乌市、湖北省恩施州来凤县、喀什地区塔县公安局。", id="short forms of real names"),
    pytest.param("成都市郫县、河北省鹿泉市、杭州市下城区。", id="names of the past at their place"),
    pytest.param("1949年以前，安徽省婺源县隶属多变。", id="an account of history"),
    pytest.param("石家庄市唐山市秦皇岛市，河北省海淀区对口支援工作组。", id="lists and partners"),
    pytest.param("威海市临港区、东营市东城区、宁波市高新区。", id="functional areas with a district's name"),
    pytest.param("江西省内黄县，阜阳市长宁县。", id="a level word that begins the next word"),
])
def test_stays_silent(text: str) -> None:
    assert words(text) == []


@pytest.mark.parametrize(("text", "as_of", "expected"), [
    pytest.param("四川省重庆市来函。", "2021-03-01", ["四川省重庆市"], id="a tie that ended before the document"),
    pytest.param("四川省重庆市来函。", "1990-03-01", [], id="a tie that held then"),
    pytest.param("四川省重庆市来函。", "", [], id="no date known"),
    pytest.param("广西省来函。", "2021-03-01", ["广西省"], id="a province of the past in a document of today"),
    pytest.param("广西省来函。", "1950-03-01", [], id="a province of the past in its time"),
])
def test_date_decides(text: str, as_of: str, expected: list[str]) -> None:
    assert words(text, as_of) == expected


def test_weak_words_need_a_witness_of_the_same_replacement() -> None:
    beside = "面向国县宣誓，铲除扛县人物。"
    assert words("面向国县宣誓。") == []
    assert words("面向国县宣誓，激活县场主体。") == ["县场主体"]
    assert words(beside) == ["国县", "扛县人物"]
    weak = found(beside)[0]
    assert [beside[span.start:span.end] for span, _ in weak.related] == ["扛县人物"]


def test_the_right_committee_follows_the_document() -> None:
    plain, named = found("贯彻省党委部署。")[0], found("总书记对内蒙古作出重要指示。\n贯彻省党委部署。")[0]
    assert plain.fix and plain.fix.edits[0].content == "省委"
    assert named.fix and named.fix.edits[0].content == "自治区党委"
    assert "内蒙古" in named.message


def test_every_damaged_word_is_found_and_no_right_one_is() -> None:
    ready, check = ruleset([WORDS]), WORDS.check
    assert isinstance(check, LevelWords)
    witness = {(one.level, one.instead): one.wrong for one in reversed(check._damaged) if not one.weak}
    missed = []
    for one in check._damaged:
        text = f"“{one.wrong}”，“{witness.get((one.level, one.instead), '')}”"
        if not any(f.span == (1, 1 + len(one.wrong)) for f in lint(ready, parse(text))):
            missed.append(one.wrong)
    noisy = [row["right"] for row in check.rows if lint(ready, parse(f"“{row['right']}”"))]
    assert (missed, noisy) == ([], [])


def test_table_of_damaged_words_is_sound() -> None:
    check = WORDS.check
    assert isinstance(check, LevelWords)
    names = {*KNOWN.homes, *KNOWN.provinces}
    keys = [(one.wrong, one.level, one.instead) for one in check._damaged]
    assert all(row["level"] in row["right"] for row in check.rows)
    assert len(keys) == len(set(keys))
    assert not [one.wrong for one in check._damaged if one.wrong in names and not one.weak]


def test_no_damaged_word_begins_with_the_end_of_a_name() -> None:
    """“榆社县治理” is no damaged 社区治理: what stands before is guarded."""
    check = WORDS.check
    assert isinstance(check, LevelWords)
    ends = {name[i:]: name for name in KNOWN.homes for i in range(len(name) - 1)}
    ready, noisy = ruleset([WORDS]), []
    for one in check._damaged:
        for size in range(2, len(one.wrong) + 1):
            name = ends.get(one.wrong[:size], "")
            if name and len(name) > size and not one.weak:
                noisy += [name for _ in lint(ready, parse(name + one.wrong[size:]))]
    assert noisy == []


@pytest.mark.parametrize(("name", "expected"), [
    pytest.param("恩施土家族苗族自治州", "恩施州", id="several nationalities"),
    pytest.param("木垒哈萨克自治县", "木垒县", id="a nationality without 族"),
    pytest.param("正定县", "", id="no nationality"),
])
def test_short_names(name: str, expected: str) -> None:
    assert short(name) == expected


def test_gazetteer_holds_all_of_china() -> None:
    today = {name for name, homes in KNOWN.homes.items() if homes[0].until == TODAY}
    assert len(KNOWN.provinces) == 34
    assert {"太原市", "昆山市", "达拉特旗", "恩施州", "三沙市"} <= today
    assert 3000 < len(today) < 3600
    assert KNOWN.homes["太原市"][0].province == "山西省"
    assert KNOWN.below("山西省")["太原市"] == TODAY
    assert KNOWN.below("四川省")["重庆市"] == 1996
    assert KNOWN.begins(KNOWN.homes, "到正定县城", 1) == "正定县"
