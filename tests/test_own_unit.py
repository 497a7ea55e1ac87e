"""Which unit a document speaks for, and which words cannot belong to that unit."""

import pytest

from zflint.engine import lint, ruleset
from zflint.facts.unit import UnitFact, level_of, own_unit
from zflint.matching import matcher, watch
from zflint.model import Mark, Options
from zflint.packs import builtin_paths, read_packs
from zflint.parse import parse

RULES = [rule for rule in read_packs(builtin_paths(), trusted=True) if rule.id == "consistency/own-unit"]
READY = ruleset(RULES)
FACT = UnitFact()
MATCHER = matcher([[watch(index, probe) for index, probe in enumerate(FACT.probes())]])

COUNTY = """在全县政法工作会议上的讲话
同志们：
这次会议的主要任务是贯彻中央和省委、市委政法工作会议精神，总结去年全县政法工作。
一、肯定成绩
去年，全县政法机关忠诚履职，我县群众安全感位居全市第三。我代表县委、县政府，向全县政法干警表示慰问！
二、明确任务
{}
各乡镇、各部门要压实责任，为我县高质量发展护航，为全市大局稳定作贡献。
"""
REGION = COUNTY.replace("省委、市委", "自治区党委、市委")
MASKED = COUNTY.replace("省委、市委", "上级")
DISTRICT = COUNTY.replace("县", "区").replace("各乡镇", "各街道")
BANNER = REGION.replace("县", "旗").replace("各乡镇", "各苏木镇")
CITY = """2023年全市政法工作总结
2023年，全市政法机关忠诚履职，全市社会大局稳定，我市平安建设考评位居全省第二，省委政法委予以肯定。
全市共化解矛盾纠纷3万件，我市经验在全省推广，各县区普遍建成综治中心。
{}
全市政法机关将进一步落实责任，我市将强化考核，全市上下要拧成一股绳，推动我市平安建设再上台阶。
"""
CITY_SPEECH = """在2023年全市政法工作会议上的讲话
同志们：刚才，市委政法委传达了省委会议精神。过去一年，全市政法机关忠诚履职，全市刑事案件下降，省委予以肯定。
{}
我代表市委、市政府感谢大家！全市各级要扛起责任，全市社会大局要稳定，全市政法干警要再接再厉。
"""
SMALL_CITY = CITY.replace("各县区", "各乡镇")
PROVINCE = CITY.replace("市", "省").replace("省委政法委", "中央政法委")
TOWN = """平安镇2023年工作总结
我镇在县委、县政府领导下，团结带领全镇干部群众，圆满完成各项任务，综合考核位居全县第二。
全镇新建高标准农田2000亩，我镇各村环境明显改善，县委、县政府充分肯定，经验在全县推广。
{}
"""
TOWNSHIP = TOWN.replace("平安镇", "平安乡").replace("我镇", "我乡").replace("全镇", "全乡")
STREET = """平安街道2023年工作总结
我街道在区委、区政府领导下，带领全街道干部群众，全街道面貌一新，综合考核位居全区第三。
全街道各社区积极行动，我街道经验在全区推广，区委、区政府充分肯定。
{}
"""


def words(text: str) -> tuple[list[Mark], str]:
    document, seen = parse(text), []
    for at, (block, place) in enumerate(zip(document.blocks, document.places, strict=True)):
        for mark in FACT.scan(block, MATCHER.hits(block.text).get(0, ())):
            seen.append(mark._replace(start=mark.start + place.span.start, end=mark.end + place.span.start, at=at))
    return seen, own_unit(seen, document)


def found(text: str, own: str = "") -> list[str]:
    return [text[f.span.start:f.span.end] for f in lint(READY, parse(text), Options(own_unit=own))]


@pytest.mark.parametrize(("text", "unit"), [
    pytest.param(COUNTY, "县", id="county speech"),
    pytest.param(REGION, "县", id="county speech in an autonomous region"),
    pytest.param(DISTRICT, "区", id="district speech"),
    pytest.param(BANNER, "旗", id="banner speech"),
    pytest.param(CITY, "市", id="city report"),
    pytest.param(PROVINCE, "省", id="province report"),
    pytest.param(TOWN, "镇", id="town report"),
    pytest.param(TOWNSHIP, "乡", id="township report"),
    pytest.param(STREET, "街道", id="subdistrict report"),
    pytest.param("我区落实自治区党委部署，自治区人大监督，全区生产总值增长，我区各市县努力。", "自治区",
                 id="autonomous region"),
    pytest.param("全区贯彻自治区党委、市委部署，按照自治区要求，我区落实区委、区政府安排。", "区",
                 id="district in a region"),
    pytest.param("XX县2023年平安建设工作总结\n全县落实要求，全县稳定，市委、市政府、市委政法委、市政协、市人大肯定。",
                 "县", id="title"),
    pytest.param("第一条 县人民政府应当加强领导。\n第二条 本县、本市适用本条例。", "", id="law"),
    pytest.param("全市场监管，健全市级机制，安全区域，自我省察，日本市场。", "", id="words across words"),
    pytest.param("他走进县政府大院，看了看本县的告示。", "", id="story"),
    pytest.param("", "", id="nothing"),
])
def test_own_unit(text: str, unit: str) -> None:
    assert words(text)[1] == unit


@pytest.mark.parametrize(("name", "level"), [
    pytest.param("县", "县", id="word"),
    pytest.param("平安县", "县", id="name"),
    pytest.param("某某自治县", "县", id="autonomous"),
    pytest.param("某某自治州", "州", id="prefecture"), pytest.param("内蒙古自治区", "自治区", id="region"),
    pytest.param("幸福社区", "社区", id="community"),
    pytest.param("塔城地区", "区", id="地区"),
    pytest.param("公安局", "", id="none"),
])
def test_level_of_a_name(name: str, level: str) -> None:
    assert level_of(name) == level


@pytest.mark.parametrize("text", [
    pytest.param("健全市级机制，完全区别对待，保全县域经济，安全省心，两全镇痛，顾全乡情", id="全 ends a word before"),
    pytest.param("全市场、全区域、全区间、全县域、全镇定、全乡村、全村庄、全州县、全盟友", id="longer words"),
    pytest.param("自我省察，敌我区分，日本市场，资本市场，版本区别，基本市情，忘我州长", id="我 and 本 in words"),
    pytest.param("县委员会，受市委托，市政协会，市人大力，县长期，平安县委，长沙市政府，辖区政府，各区委",
                 id="bodies in words and names"),
    pytest.param("浙江省党委，各省、自治区、直辖市，内陆省上", id="provinces of others"),
])
def test_not_own_level_words(text: str) -> None:
    assert [word.key for word in words(text)[0] if word.case != "counties"] == []


@pytest.mark.parametrize(("frame", "line", "strays"), [
    pytest.param(COUNTY, "要在全区推开网格化管理。", ["全区"], id="全区 in a county"),
    pytest.param(COUNTY, "当前我区、我们区信访形势依然严峻。", ["我区", "我们区"], id="我区 in a county"),
    pytest.param(COUNTY, "要按照区委、区政府部署抓好落实。", ["区委", "区政府"], id="区委 in a county"),
    pytest.param(COUNTY, "区直各部门要带头。", ["区直"], id="区直 in a county"),
    pytest.param(COUNTY, "要在全旗推开网格化管理。", ["全旗"], id="全旗 in a county"),
    pytest.param(COUNTY, "我县被省司法厅评为“全区先进集体”。", ["全区"], id="prize in a county of a province"),
    pytest.param(COUNTY, "（一）坚持全区一盘棋", ["全区"], id="heading"),
    pytest.param(COUNTY, "最后，我代表市委、市政府向大家拜年！", ["市委", "市政府"], id="speaks for the city"),
    pytest.param(COUNTY, "县委、区政府高度重视，要在全区推开。", ["全区"], id="beside a crossed pair"),
    pytest.param(MASKED, "要动员全区上下共同参与。", ["全区"], id="no province named"),
    pytest.param(DISTRICT, "要在全县推开，为我县护航。", ["全县", "我县"], id="全县 in a district"),
    pytest.param(DISTRICT, "在县委、县政府的领导下有序推进。", ["县委", "县政府"], id="县委 in a district"),
    pytest.param(BANNER, "要在全县推开网格化管理。", ["全县"], id="全县 in a banner"),
    pytest.param(CITY, "当前，我县信访形势依然严峻。", ["我县"], id="我县 in a city"),
    pytest.param(CITY, "在县委、县政府的坚强领导下，各项工作有序推进。", ["县委", "县政府"],
                 id="led by the county, in a city"),
    pytest.param(CITY, "我代表县委、县政府感谢大家。", ["县委", "县政府"], id="speaks for the county, in a city"),
    pytest.param(CITY, "省委、省政府部署，贯彻对内蒙古重要讲话精神，为全区作贡献。", ["全区"],
                 id="全区 in a city of 内蒙古 and a 省"),
    pytest.param(SMALL_CITY, "要在全县推开网格化管理。", ["全县"], id="全县 in a city without counties"),
    pytest.param(PROVINCE, "当前，我市信访形势依然严峻。", ["我市"], id="我市 in a province"),
    pytest.param(CITY, "二是全县上下要拧成一股绳。", ["全县"], id="全县上下 in a city"),
    pytest.param(CITY, "二是全区各级要压实责任。", ["全区"], id="全区各级 in a city of a province"),
    pytest.param(CITY_SPEECH, "我县的做法在全省推广，全区上下要认真落实。", ["我县", "全区"],
                 id="short speech of a city"),
    pytest.param(COUNTY, "我镇纠纷下降，全镇上下要再接再厉。", ["我镇", "全镇"], id="town in a county"),
    pytest.param(COUNTY, "要配合区公安局做好工作。", ["区公安局"], id="bureau of a district in a county"),
    pytest.param(DISTRICT, "县委高度重视，县长同志作了部署，县财政局要加大投入。", ["县委", "县长", "县财政局"],
                 id="county's bodies in a district"),
    pytest.param(BANNER, "落实好省委部署，确保我省稳定。", ["省委", "我省"], id="province above a banner"),
    pytest.param(REGION + "自治区党委、自治区人大、自治区政府高度重视。", "要落实省委部署。", ["省委"],
                 id="province beside a region"),
    pytest.param(COUNTY, "当前，我区纠纷多，区委、区政府部署，全区响应。", ["我区", "区委", "区政府", "全区"],
                 id="several in a titled county"),
    pytest.param(TOWN, "要动员全乡群众再接再厉。", ["全乡"], id="全乡 in a town"),
    pytest.param(TOWN, "不折不扣落实区委、区政府部署。", ["区委", "区政府"], id="the district above a county's town"),
    pytest.param(TOWNSHIP, "全镇群众人均收入增长。", ["全镇"], id="全镇 in a township"),
    pytest.param(STREET, "全镇群众满意。", ["全镇"], id="全镇 in a subdistrict"),
    pytest.param(STREET, "动员全县力量抓落实。", ["全县"], id="the county above a district's street"),
])
def test_leftovers(frame: str, line: str, strays: list[str]) -> None:
    assert found(frame.format(line)) == strays


@pytest.mark.parametrize(("frame", "line"), [
    pytest.param(COUNTY, "我市被列为试点，全省会议作了部署，省委、市委、市政府高度重视。", id="higher levels"),
    pytest.param(COUNTY, "平安镇率先试点，全镇建成网格50个，镇党委、镇政府、各村委会高度重视。", id="lower levels"),
    pytest.param(COUNTY, "完善城区、社区、小区、校区防控，健全区域协作，安全区域全覆盖，全区域联动。", id="other 区"),
    pytest.param(COUNTY, "经济开发区要当好排头兵，全区要新增企业30家。", id="a zone of its own"),
    pytest.param(COUNTY, "考察组到长沙市雨花区学习，该区全区建成综治中心20个。", id="visit to a district"),
    pytest.param(COUNTY, "印发《全区政法工作要点》。", id="title of a document"),
    pytest.param(COUNTY, "群众来信说“我区路灯坏了”。", id="quoted speech"),
    pytest.param(COUNTY, "撤县设区工作稳步推进，全区域规划、全区挂牌。", id="county becomes a district"),
    pytest.param(COUNTY + "相关文章\n在2023年全区政法工作会议上的讲话\n在全区组织部长会议上的讲话\n", "一是抓好落实。",
                 id="links below"),
    pytest.param(REGION, "全区政法工作会议作了部署，要为全区大局作贡献，我区是民族地区。", id="autonomous region"),
    pytest.param(REGION, "区党委作出部署，区政府、区人大高度重视。", id="short for the autonomous region"),
    pytest.param(MASKED, "我县位居全区第三，经验在全国、全区、全市推广。", id="rank, no province named"),
    pytest.param(MASKED, "要贯彻对内蒙古重要讲话精神，落实全区会议部署。", id="内蒙古, no province named"),
    pytest.param(MASKED, "盟委、行署作出部署，要落实全区会议要求。", id="a league above"),
    pytest.param(DISTRICT, "习近平总书记强调，县委书记要当好总指挥，县委是一线指挥部。",
                 id="county secretaries in general"),
    pytest.param(DISTRICT, "我区对口帮扶富川县，富川县脱贫摘帽，全县贫困发生率降到零。", id="help for a county"),
    pytest.param(DISTRICT, "全市、全省各县区要比学赶超。", id="counties of the city"),
    pytest.param(BANNER, "各旗县要落实，全区会议作了部署。", id="banner and region"),
    pytest.param(CITY, "长丰县探索“三步走”工作法，全县化解率达98%。", id="a county of the city"),
    pytest.param(CITY, "长丰县在县委、县政府的坚强领导下完成任务，县委、县政府出台意见。",
                 id="a county led by its own"),
    pytest.param(CITY, "要在全县、全乡层层压实责任，县委书记要亲自抓。", id="levels below the city"),
    pytest.param(CITY, "城关区率先试点，全区建成中心。", id="a district of the city"),
    pytest.param(CITY, "柳河县抓得实，我县经验可复制，全县上下一条心。", id="a county's own experience told"),
    pytest.param(CITY, "各县（区）要落实，全县上下、全区各级都要动起来。", id="each county"),
    pytest.param(CITY_SPEECH, "柳河县万人起诉率下降，全县无一例上访；东城区建成网格，全区全覆盖。",
                 id="speech on its counties"),
    pytest.param(COUNTY, "各镇要对标先进，全镇上下要比学赶超。", id="each town"),
    pytest.param(COUNTY, "市、区公安局联合夜查，平安区公安局介绍经验。", id="bureaus of others"),
    pytest.param(BANNER, "浙江省经验值得学习，浙江省委每年部署，全省推广。", id="another province"),
    pytest.param(DISTRICT, "县委书记、县长要亲自抓。", id="offices in general"),
    pytest.param(PROVINCE, "合肥市建成综治中心，全市纠纷下降，长丰县全县推开。", id="places of the province"),
    pytest.param(TOWN, "镇党委、镇政府将带领全镇各村再接再厉，全县、全市一盘棋。", id="town"),
])
def test_legitimate(frame: str, line: str) -> None:
    assert found(frame.format(line)) == []


def test_sections_on_other_places_are_silent() -> None:
    county, district = COUNTY.format("一是抓好落实。"), DISTRICT.format("一是抓好落实。")
    assert found(county * 4 + district + county) == []


@pytest.mark.parametrize(("text", "own", "strays"), [
    pytest.param("全区政法机关要守土尽责，落实省委部署。", "平安县", ["全区"], id="county"),
    pytest.param("全县政法机关要守土尽责。", "区", ["全县"], id="district"),
    pytest.param("全县政法机关要为全市、全省作贡献。", "县", [], id="its own words"),
    pytest.param("全区政法机关要守土尽责，落实省委部署。", "内蒙古自治区平安县", [], id="county of a region"),
    pytest.param("全区政法机关要守土尽责。", "公安局", [], id="no unit"),
    pytest.param(COUNTY.format("要在全区推开。"), "区", ["全县", "全县", "全县", "我县", "县委", "县政府", "全县",
                 "我县"], id="overrides"),
])
def test_configured_unit(text: str, own: str, strays: list[str]) -> None:
    assert found(text, own) == strays


def test_finding_points_to_the_other_places() -> None:
    text = COUNTY.format("要在全区推开网格化管理。")
    finding, = lint(READY, parse(text))
    assert "县级文稿" in finding.message and "“全县”“我县”共" in finding.message and "“全区”" in finding.message
    assert {text[span.start:span.end] for span, _ in finding.related} <= {"全县", "我县", "县委", "县政府"}
    assert finding.related and finding.fix
    assert (finding.fix.edits[0].content, finding.fix.applicability) == ("全县", "unsafe")


def test_province_beside_a_region_has_no_fix() -> None:
    text = COUNTY.format("贯彻对内蒙古重要讲话精神，省“两会”期间，省政府部署，为全区作贡献。")
    finding, = lint(READY, parse(text))
    assert "省" in finding.message and finding.fix is None
    assert {text[span.start] for span, _ in finding.related} == {"省"}


def test_places_pointed_to_are_the_nearest_and_distinct() -> None:
    text = COUNTY.format("要按照区委、区政府部署，在全区推开。")
    for finding in lint(READY, parse(text)):
        places = [span for span, _ in finding.related]
        assert places == sorted(set(places)) and len(places) == 3
        far = max(abs(span.start - finding.span.start) for span in places)
        first = text.rindex("全县政法干警", 0, finding.span.start)
        assert far <= finding.span.start - first + 60
