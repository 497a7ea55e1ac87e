"""Bytes ↔ text, without I/O: UTF-8, anything with a byte order mark, GB18030 (and GBK), Big5, UTF-16 without a mark.

A Word document is no text: what it says is read here, and never written.

Legacy encodings are told apart by reading a sample in each and counting common Chinese characters against rare and
impossible ones: the right reading scores about +2.5 a character, a wrong one below 0. From five characters on this
is reliable; on fewer it is a best effort, and GB18030 wins a tie.
"""

from __future__ import annotations

import codecs
import re
from collections import Counter

from zflint.errors import InputError
from zflint.messages import pick
from zflint.typed import TYPE_CHECKING
from zflint.values import dataclass

if TYPE_CHECKING:
    from zflint.model import Document


class BinaryError(InputError):
    """The file is no text. Whoever walked into it may leave it out; a file that was named is an error."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document as read: `text` without BOM, its line ends as they were; `encoding` is a codec of Python, or docx."""

    path: str
    text: str
    encoding: str = "utf-8"
    bom: bool = False
    exact: bool = True
    """Does the text encode to the same bytes again? Big5 has ten characters with two codes each."""
    document: Document | None = None
    """Of formats that are more than text: what was read."""


MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
CANDIDATES = ("gb18030", "cp950", "big5hkscs", "utf-8", "utf-16-le", "utf-16-be")
SHOWN = {"gb18030": "GB18030 (GBK)", "cp950": "Big5", "big5hkscs": "Big5"}
WORD = ".docx"
OTHER_FORMATS = (
    (b"PK\x03\x04", "Word/ZIP"), (b"%PDF-", "PDF"), (b"\xd0\xcf\x11\xe0", "Word 97/WPS"), (b"{\\rtf", "RTF"),
    (b"\x89PNG", "PNG"), (b"\xff\xd8\xff", "JPEG"), (b"GIF8", "GIF"), (b"Rar!\x1a", "RAR"), (b"7z\xbc\xaf", "7z"),
    (b"\x1f\x8b\x08", "gzip"), (b"SQLite format", "SQLite"),
)
SAMPLE = 16384
"""How many bytes are looked at to tell encodings apart, from the first byte that is not ASCII on."""

FREQUENT = frozenset(  # the most frequent characters of laws, reports, novels and articles, then traditional forms
    "的公人一业国定和会中务开有以行法用在事第作不政要规个条发工应信民关当为息是共实单制全理位企十建生化大重可年时对部"
    "进主产者动展了体方加合上新设管件等出或办市经通本这组保地于改代能院提成同数三下现其式二他强来文机处力们任使议府点"
    "学区五持推义我并分门取教构家内自高育服项各到安你期资性依深所与如省入面得四增平标施结意社调请员过度责及量级确例求"
    "将表革更据明权长利示委日知济好场接总道治金基监立函程相间习值子之原题后护包前多品型水由果专情系就需直交际质被外计"
    "创向源变决因农支次收目案供也厅心种技领精类记坚城指态优报它步域证效解正元而准查六回百境活整职商则神环名集起告照科"
    "造申根融执导问象认众特益常律局章适容营防罚限万列网群从医快身运口费试物月置完具易落九督续些放统况抓给江八村节协字"
    "已消党引电书都药着把先健切险受只线别码款复七投模按术审批注善两里织小属器没财范综样路清选司括想升参干印必未近流做"
    "但何配传诉风备划看还稳采形卫策检无达见反该贸违予算转负然户修序那存打海较编此论号积去响比老除最预说承住么纪车染色"
    "极央研促询严格贯令非乡害止台班符争命届刑县联维移头华状真扩段担须让失居测东每围招验障天税密话助浙约便辖布称获战返"
    "核镇罪听广山客劳识亿彻债思继培额控价军渲举措许排究减又少再界气康咨犯素校智西托断始显光写考销土端录登互儿乌突团础"
    "养热林免带空错损均阳另译南块料视才功至超层评察尽港且送破换很手纳渠语略千足影固难低券北判连输疗误股牢双首速什满裁"
    "充补春即装普女河兴宜世率族房声涉言景志徒讲救递避履势灾偿今停致太站美讼队像付己终绿货逐园秘游励走闭望父待病召留边"
    "观刻训份食订操潜警签师零故兵握载含库祥奋阶享官似降假青守危串熟香径挥释针钱张鼓页讨储马庭材独述买键拉简候窗否既紧"
    "退急帮压某露矿筹困努旅盖污版仍扣占铁几湖售板链室异索择希征追够虑践暨循访背赖灵购银周插图辑历击顾死伙王斗她初框授"
    "侵衡细役匹卖泛轻尝络离缴伤触草航仅禁读败拘李树折良副亚球片顺暂愿随套火竞星底绝妥私粮史逻侦添遍远绕绑仲越遗妇硬赔"
    "疾删拓感隐白扶衔洋覆右默归碳宏宣临攻州黄往聚福派著季筑播振酒博惠眼档映休般跨楼残宗拒左缓觉余奖花租绩慈德叫悉允撤"
    "克红刀启朱席忽富替票岸封披侨附演念斯味拥湾册找坏艺吃巩遇延却遵倍贫架尔沟截士怎览束夫赛疆若爱圣探半亲乱杂晰旧龙哪"
    "宁舆肩殊石币朗涵疑友虽厂累藏嫌母乐早扎武虚暴槽阅午纠耕贷敢巨捕轮荣吨微牌横弃句毛阻坐壮街米疫呢署"
    "業國會務開規個條發應關當為實單時對進產動體設辦經這組於數現強來機處們議點學區義並門構內項資與標結調請員過責級確將"
    "據權長濟場總監間習題後護專際質計創變決農廳種領類記堅態優報證準職則環執導問認眾適營罰萬網從醫運費試續統況給節協黨"
    "電書藥險線別碼復術審兩裡織屬沒財範綜樣選參幹傳訴風備劃還穩採衛檢無達見該貿違轉負戶較編論號積響預說麼紀車極詢嚴貫"
    "鄉臺爭屆縣聯維頭華狀擴擔須讓測東圍驗稅話約轄稱獲戰鎮聽廣勞識億徹債繼額價軍舉許減氣諮託斷顯寫銷錄兒烏團礎養熱帶錯"
    "損陽譯塊視層評盡換納語難連輸療誤雙滿補裝興聲講遞勢災償訟隊終綠貨園遊勵閉邊觀訓訂潛籤師載庫奮階徑揮釋針錢張頁討儲"
    "馬獨買鍵簡緊幫壓礦籌蓋汙佔鐵幾鏈異擇徵夠慮踐訪賴靈購銀圖輯歷擊顧夥鬥細賣輕嘗絡離繳傷觸僅讀敗樹亞順暫願隨競絕糧邏"
    "偵遠繞綁遺婦賠刪隱銜歸臨黃築檔樓殘緩覺餘獎績紅啟僑擁灣冊壞藝鞏卻貧爾溝覽賽愛聖親亂雜舊龍寧輿幣雖廠樂虛閱糾貸輪榮"
    "噸橫棄壯"
)
MARK = frozenset("、。，：；“”‘’（）《》〈〉…—？！「」『』〔〕【】·％０１２３４５６７８９－\u3000")
SURE = 1.5
"""A sample of 50 characters or more that scores this much a character is read right: no wrong reading comes near."""


def decode(data: bytes, name: str) -> Source:
    """The text of a document's bytes. `name` says the format where it ends in .docx, and is for messages.

    Raises InputError, BinaryError when it is no text.
    """
    if name.lower().endswith(WORD):
        from zflint.parse.docx import read_docx

        document = read_docx(data, name)
        return Source(name, document.text, "docx", document=document)
    for mark, encoding in MARKS:
        if data.startswith(mark) and not (encoding == "utf-32-le" and len(data) % 4):
            return Source(name, _strict(data, encoding, name, len(mark)), encoding, True)
    if format := next((format for magic, format in OTHER_FORMATS if data.startswith(magic)), ""):
        raise BinaryError(pick((f"{name}：这是 {format} 文件，不是文本，请先另存为 .docx、.txt 或 .md",
                                f"{name}: a {format} file and no text; save it as .docx, .txt or .md first")))
    if b"\0" not in data:
        try:
            return Source(name, data.decode())
        except UnicodeDecodeError:
            pass
    encoding = guess(data)
    if not encoding:
        raise _unreadable(data, name)
    text = _strict(data, encoding, name)
    return Source(name, text, encoding, exact=not encoding.startswith(("cp", "big5")) or text.encode(encoding) == data)


def guess(data: bytes) -> str:
    """The most likely encoding of bytes that are not plain UTF-8, or "" when none reads as Chinese text."""
    first = re.search(rb"[\x00\x80-\xff]", data)
    start = first.start() & ~1 if first else 0
    sample = data[start:start + SAMPLE]
    wide = b"\0" in sample
    scores: dict[str, float] = {}
    for encoding in CANDIDATES[-2:] if wide else CANDIDATES:
        text = sample.decode(encoding, "replace")
        scores[encoding] = score(text)
        if scores[encoding] > SURE * max(len(text), 50):
            return encoding
    best = max(scores, key=scores.__getitem__)
    if scores[best] > 0 or (wide and scores[best] == 0):
        return best
    return "gb18030" if len(data) <= 16 and not wide and _valid(data, "gb18030") else ""


def score(text: str) -> float:
    """How much a text looks like Chinese: above 0 when it does. Printable ASCII counts nothing."""
    return sum(_weight(one) * count for one, count in Counter(text).items())


def _weight(one: str) -> float:
    if " " <= one <= "~" or one in "\n\r\t\f" or "─" <= one <= "╿" or "①" <= one <= "⑳":
        return 0
    if one in FREQUENT:
        return 3
    if one in MARK:
        return 1.5
    if "\u4e00" <= one <= "\u9fa5":
        return -1
    return -9 if one == "\ufffd" else -3


def _valid(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _unreadable(data: bytes, name: str) -> InputError:
    if b"\0" not in data:
        return InputError(pick((f"{name}：认不出是什么编码的文本，请先另存为 UTF-8",
                                f"{name}: text in no encoding that zflint knows; save it as UTF-8 first")))
    if _valid(data, "utf-8"):
        return _has_nul(name, data.count(b"\n", 0, data.index(0)) + 1)
    return BinaryError(pick((f"{name}：不是文本文件", f"{name}: not a text file")))


def _has_nul(name: str, row: int) -> InputError:
    return InputError(pick((f"{name}：第 {row} 行有空字符（NUL），文件已损坏，或者不是文本",
                            f"{name}: line {row} holds a NUL character: a damaged file, or no text")))


def _strict(data: bytes, encoding: str, name: str, start: int = 0) -> str:
    """The text from byte `start` on. Raises InputError naming line and byte of what is not valid."""
    try:
        text = data[start:].decode(encoding)
    except UnicodeDecodeError as error:
        raise _damaged(data[start:], error, name, start) from None
    if "\0" in text:
        raise _has_nul(name, text.count("\n", 0, text.index("\0")) + 1)
    return text


def _damaged(data: bytes, error: UnicodeDecodeError, name: str, start: int) -> InputError:
    row = data[:error.start].decode(error.encoding, "replace").count("\n") + 1
    byte, shown = start + error.start + 1, SHOWN.get(error.encoding, error.encoding.upper())
    cut = error.end >= len(data)
    return InputError(pick((
        f"{name}：第 {row} 行（第 {byte} 字节）不是有效的 {shown} 文本，"
        f"{'文件在这里被截断' if cut else '文件已损坏或混有别的编码'}",
        f"{name}: line {row} (byte {byte}) is not valid {shown}: "
        f"{'the file is cut off here' if cut else 'a damaged file, or a mix of encodings'}")))


def encode(source: Source, text: str) -> bytes:
    """The bytes of a changed text in the encoding, and with the BOM, of the document it was. Raises InputError."""
    if source.document:
        raise InputError(pick((f"{source.path}：zflint 不改写 Word 文档，请在 Word 中修改",
                               f"{source.path}: zflint never writes Word documents; make the change in Word")))
    mark = next(mark for mark, encoding in MARKS if encoding == source.encoding) if source.bom else b""
    shown = SHOWN.get(source.encoding, source.encoding.upper())
    if not source.exact:
        raise InputError(pick((
            f"{source.path}：文件里有 {shown} 的一字两码，写回会改动别处，请先另存为 UTF-8",
            f"{source.path}: {shown} characters with two codes would not survive; save it as UTF-8 first")))
    try:
        return mark + text.encode(source.encoding)
    except UnicodeEncodeError as error:
        odd = text[error.start]
        raise InputError(pick((f"{source.path}：{shown} 里没有“{odd}”这个字，请先把文件另存为 UTF-8",
                               f"{source.path}: {shown} has no “{odd}”; save the file as UTF-8 first"))) from None
