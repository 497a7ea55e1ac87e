"""From one placeholder to the next, and rename: every same one follows, and nothing else does."""

import pytest
from looking import CURSOR, applied, asked, at_cursor, seen, span

from zflint.errors import InputError
from zflint.model import Name
from zflint.server import lens, placeholders, rename

DRAFT = "去年，XX县委高度重视，化解纠纷XXX件，群众满意度达XX%。\nXX县政府专题研究。\n"


@pytest.mark.parametrize(("cursor", "after", "before"), [
    pytest.param("‸去年，XX县委高度重视，化解纠纷XXX件。\nXX县政府专题研究。", (0, 3), (1, 0),
                 id="before the first one"),
    pytest.param("去年，‸XX县委高度重视，化解纠纷XXX件。\nXX县政府专题研究。", (0, 16), (1, 0), id="on the first one"),
    pytest.param("去年，XX县委‸高度重视，化解纠纷XXX件。\nXX县政府专题研究。", (0, 16), (0, 3), id="between"),
    pytest.param("去年，XX县委高度重视，化解纠纷XXX件。\nXX县政府专题研究。‸", (0, 3), (1, 0),
                 id="behind the last one"),
])
def test_next_and_previous(cursor: str, after: tuple[int, int], before: tuple[int, int]) -> None:
    text, at = at_cursor(cursor)
    one = seen(text)
    found = placeholders.next_one(one, asked(one, at).position), placeholders.previous_one(one, asked(one, at).position)
    assert [(place["start"]["line"], place["start"]["character"]) for place in found if place] == [after, before]


def test_none_to_go_to() -> None:
    one = seen("各单位要高度重视。")
    assert placeholders.next_one(one, asked(one, 0).position) is None
    assert placeholders.previous_one(one, asked(one, 0).position) is None
    assert placeholders.listed(one) == []


def test_listed() -> None:
    one = seen(DRAFT)
    assert [(told["text"], one.text[slice(*span(one, told["range"]))]) for told in placeholders.listed(one)] == [
        ("XX", "XX"), ("XXX", "XXX"), ("XX", "XX"), ("XX", "XX")]
    assert all("没有填写" in told["message"] for told in placeholders.listed(one))


SPEECH = ("在全县政法工作会议上的讲话\n同志们：\n"
          "去年，全县政法机关忠诚履职，我县群众满意，全县面貌一新。我代表县委、县政府讲三点意见。\n")


@pytest.mark.parametrize(("cursor", "new", "wanted"), [
    pytest.param("X‸X县委高度重视，XX县政府专题研究。", "平安", "平安县委高度重视，平安县政府专题研究。",
                 id="a county, everywhere"),
    pytest.param("‸XX县委高度重视，XX县政府专题研究。", "平安县", "平安县委高度重视，平安县政府专题研究。",
                 id="with its level"),
    pytest.param("XX县‸委高度重视，XX县政府专题研究。", "平安区", "平安区委高度重视，平安区政府专题研究。",
                 id="with another level"),
    pytest.param("‸XX省XX市XX县委高度重视，XX县政府专题研究。", "湖南", "湖南省XX市XX县委高度重视，XX县政府专题研究。",
                 id="levels are told apart"),
    pytest.param("XX省XX市‸XX县委高度重视，XX县政府专题研究。", "安", "XX省XX市安县委高度重视，安县政府专题研究。",
                 id="the one that begins at the cursor"),
    pytest.param("完成投资‸XX万元，同比增长XX%，争取资金XX万元。", "3", "完成投资3万元，同比增长XX%，争取资金XX万元。",
                 id="a number alone"),
    pytest.param("会议由‸XX书记主持，XX书记讲话，XX县长总结。", "王某",
                 "会议由王某书记主持，王某书记讲话，XX县长总结。", id="a person"),
    pytest.param("张‸XX书记主持，李XX书记讲话，张XX书记总结。", "三", "张三书记主持，李XX书记讲话，张三书记总结。",
                 id="surnames are told apart"),
    pytest.param("‸【请填写单位名称】认真贯彻部署，【请填写单位名称】高度重视。", "县教育局",
                 "县教育局认真贯彻部署，县教育局高度重视。",
                 id="a placeholder that says what it is"),
    pytest.param(SPEECH.replace("我县", "我‸县"), "我区", SPEECH.replace("县", "区"),
                 id="the own unit's level, whatever the word"),
    pytest.param("‸长沙市雨花区的做法值得学习，长沙市还要提高。", "株洲",
                 "株洲市雨花区的做法值得学习，株洲市还要提高。", id="a place"),
    pytest.param("刚才，‸同志传达了会议精神。", "李四", "刚才，李四同志传达了会议精神。",
                 id="a name cut out before 同志"),
    pytest.param("刚才，‸同志传达了会议精神。", "李四同志", "刚才，李四同志传达了会议精神。", id="written with 同志"),
    pytest.param("近年来，‸县始终坚持项目为王。", "安宁", "近年来，安宁县始终坚持项目为王。",
                 id="a name cut out before 县"),
    pytest.param("全年共‸查处 起，群众满意。", "12", "全年共查处12起，群众满意。", id="a figure cut out"),
    pytest.param("认真学习‸《》，抓好落实。", "信访工作条例", "认真学习《信访工作条例》，抓好落实。",
                 id="empty brackets"),
    pytest.param("成立领导小组：\n组长：\n‸副组长：\n成员：\n领导小组下设办公室。", "赵军",
                 "成立领导小组：\n组长：\n副组长：赵军\n成员：\n领导小组下设办公室。", id="an empty label"),
])
def test_rename(cursor: str, new: str, wanted: str) -> None:
    text, at = at_cursor(cursor)
    one = seen(text)
    prepared = rename.prepare_rename(one, asked(one, at))
    assert prepared and prepared["placeholder"] == text[slice(*span(one, prepared["range"]))]
    edit = rename.rename(one, asked(one, at, new_name=new))
    assert edit and applied(one, edit) == wanted


@pytest.mark.parametrize("cursor", [
    pytest.param("各单位要高‸度重视。", id="a word"),
    pytest.param("要健全县‸域治理体系，XX县委高度重视。", id="全县 that is none"),
    pytest.param("‸", id="nothing"),
    pytest.param("紧密团结在以同志‸为核心的党中央周围。", id="words from which a name was cut out"),
    pytest.param("按照‸关于的通知要求，抓好落实。", id="words from which a subject was cut out"),
])
def test_nothing_to_rename(cursor: str) -> None:
    text, at = at_cursor(cursor)
    one = seen(text)
    assert rename.prepare_rename(one, asked(one, at)) is None
    assert rename.rename(one, asked(one, at, new_name="甲")) is None


def test_another_units_words_stay() -> None:
    told = SPEECH + "要学习安吉县的经验，该县全县推开“余村经验”。\n"
    text, at = at_cursor(told.replace("我县", "我‸县"))
    one = seen(text)
    edit = rename.rename(one, asked(one, at, new_name="我区"))
    assert edit and "安吉县的经验，该县全县推开" in applied(one, edit)


def test_declared_names() -> None:
    text, at = at_cursor("青石‸镇和清石镇都是一个镇，青石镇位于县城以南。")
    one = seen(text, names=(Name("青石镇", ("清石镇",)),))
    edit = rename.rename(one, asked(one, at, new_name="白石镇"))
    assert edit and applied(one, edit) == "白石镇和清石镇都是一个镇，白石镇位于县城以南。"


@pytest.mark.parametrize("new", ["", " ", "甲\n乙"], ids=["nothing", "blank", "two lines"])
def test_a_new_text_that_cannot_be(new: str) -> None:
    text, at = at_cursor(f"{CURSOR}XX县委高度重视。")
    one = seen(text)
    with pytest.raises(InputError, match="一行"):
        rename.rename(one, asked(one, at, new_name=new))


def test_lens_counts_when_asked() -> None:
    assert lens.lenses(seen(DRAFT)) == []
    one, = lens.lenses(seen(DRAFT, placeholder_lens=True))
    assert one["command"]["title"] == "还有 4 处没有填写"
    assert one["command"]["command"] == "zflint.nextPlaceholder"
    assert lens.lenses(seen("各单位要高度重视。", placeholder_lens=True)) == []
    english, = lens.lenses(seen(DRAFT, placeholder_lens=True, lang="en"))
    assert english["command"]["title"] == "4 left to fill in"
