"""Does a sentence look back? What the words around a term say of the time in which it is meant."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property

from zflint.facts.times import AIM, DONE, NOW, PAST, YEAR_NOW, times, touches
from zflint.model import Mark, Place
from zflint.regexes import lazy

NEAR = 24
"""How many characters away a word still says that the term belongs to the past."""
LONGEST = 1000
"""How many characters away the words of a sentence that has no end still count."""
BACK = 600
"""How many characters before the sentence a year still sets the time of what follows."""
STOPS = "。！？；;!?\n"
FORMER = lazy(
    r"(?:(?<![草中高平太])原(?![则因料本])|原来的?|原先的?|时任|曾任|历任|前身[是为]?|当时的)[\u4e00-\u9fff]{0,4}[“\"《]?$")
FORMERS = lazy(r"(?<![草中高平太])原[县市区旗省]?(?:[\u4e00-\u9fff]{2,10}[、和及]){1,5}[县市区旗省]?$")
"""The former name of one of a list, all of which are former: 原县综治办、县维稳办."""
FOREIGN = lazy(
    r"(?:印度|巴基斯坦|孟加拉国?|斯里兰卡|尼泊尔|缅甸|泰国|老挝|越南|柬埔寨|马来西亚|印度尼西亚|菲律宾|新加坡|日本|韩国|朝鲜"
    r"|俄罗斯|苏联|乌克兰|白俄罗斯|哈萨克斯坦|乌兹别克斯坦|吉尔吉斯斯坦|塔吉克斯坦|土库曼斯坦|伊朗|伊拉克|土耳其|以色列|沙特|埃及|南非"
    r"|埃塞俄比亚|肯尼亚|坦桑尼亚|尼日利亚|英国|法国|德国|意大利|西班牙|美国|加拿大|墨西哥|巴西|阿根廷|古巴|澳大利亚|新西兰"
    r"|香港|澳门|台湾|特区|外国)(?:政府|联邦|国家|中央|特别行政区|特区)?$")
"""Whose institutions are not meant."""
SPEAKS = lazy(r"(?:指出|强调|要求|提出|表示|写道|批示|回忆|说)[，,]?[:：]$")
OVER = lazy(
    r"曾|当年|当时|那年|历时|为期|(?<!要)(?<!确保)(?<!力争)圆满|先后|(?:参与|经历|承担|投身|完成)了|(?:高质量|胜利|顺利)收官|如期(?:打赢|完成|实现|全面)|(?:取得|赢得|夺取|打赢)了"
    r"|取得[^，。,]{0,6}(?:决定|压倒|历史)性|荣获|获评|被评为|被授予|历史性"
    r"|已经?(?:全面|如期|顺利|胜利|成功|基本|总体)?(?:完成|结束|打赢|实现|收官|撤销|废止|并入|更名|改为)"
    r"|[0-9一二两三四五六七八九十多]次主持召开|介绍了|发挥了[^，。；]{0,8}作用|作出了[^，。；]{0,8}贡献"
    r"|回顾|回望|结束后|收官后|之后|历程|见证|亲历|机构改革")
AFTER = lazy(
    r"[”\"’」』]?(?:[^，。；、,;]{0,4}(?:以来|期间|成果|精神|经验|先进|楷模|表彰|阅兵)|(?:胜利|圆满)?(?:结束|完成)"
    r"|会?后[，,的]|审议通过[的了]|(?:重大)?(?:决定|压倒|历史)性)")
DONE_BEFORE = lazy(r"(?:如期|成功|胜利|隆重(?:庆祝|纪念)|回顾|回望)[“\"‘《]?$")
FROM = lazy(r"从[^，。；到]{0,14}[“\"‘]?$")
TO = lazy(r"战?[”\"’]?[，,]?再?到")
FROM_TO = lazy(r"从[^，。；]{2,20}到[“\"‘]?$")
"""从总体小康到…再到…: a way that has been gone."""
MEANT = lazy(r"要|须|务必|确保|力争|争取|保证|努力|奋力|坚决|全力|誓|定能|为|以|将|今年|迎接|做好")
"""In the same clause: it is to be done yet."""
TOLD_BEFORE = lazy(r"记录了|(?<!今后)[这那]一时期|那次|(?:^|[\s　。])文章[^。；]{0,60}?(?:指出|强调|提出)")
TOLD_AFTER = lazy(r"[，；]如今[，,]?[^，。；]{0,6}(?:又|已)")
TOLD = 90
"""How many characters away such words say of what time the sentence tells."""
REPORTED = lazy(r"(?:总书记|主席|同志)[^，。；]{0,12}(?:指出|强调|要求|提出)[，,]")
"""Whose words the sentence gives: what must be done was to be done then."""
THIS_YEAR = lazy(r"今年|本年")
CURRENT = lazy(
    r"明年|当前|目前|下一步|下步|今后|接下来|继续"
    r"|(?:^|[，,、：: 。！；])(?:[一二三四五六七八九十]{1,2}[是要]|还|也|都|我们|各[^，,]{1,6})?(?:要|必须|务必|应当)")

TASKS = lazy(r"[\s　（(]*[一二三四五六七八九十]{1,3}(?:是|、|）)?要")
"""How a paragraph of tasks begins: 一要…, 二是要…."""
AIMED = lazy(
    r"(?:确保|力争|争取|保证|努力|奋力|实现)[^。；，,0-9]{0,8}(?:20[0-4][0-9]年)"
    r"|20[0-4][0-9]年(?:[0-9]{1,2}月)?[\u4e00-\u9fff]{0,6}(?:办理|建成|制定|出台|印发|修订|启动|成立|发生|提出|建设|签订|投用)的")
"""Years that are aimed at, or of the thing that a phrase names: they do not say when the sentence plays."""
AHEAD = lazy(
    r"以优异成绩|以实际行动|努力|奋力|确保|力争|为[^，。,]{0,20}(?:营造|创造|提供|作出|做出)|献礼|(?:作出|做出|再立)新的?")


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The sentence around a range, between Chinese or half-width stops, or what of it stands near."""
    first, last = max(0, start - LONGEST), min(len(text), end + LONGEST)
    head = max(first, *(text.rfind(stop, first, start) + 1 for stop in STOPS))
    return head, min((i for i in (text.find(stop, end, last) for stop in STOPS) if i >= 0), default=last)


def bygone(text: str, start: int, end: int) -> bool:
    """Is the term a former name or that of another country, or what is left of a thing that is over, or somebody's
    speech of its time?"""
    before = text[max(0, start - 12):start]
    former = FORMER.search(before[-8:]) or FOREIGN.search(before) or FORMERS.search(text[max(0, start - 48):start])
    if former or AFTER.match(text, end):
        return True
    quote = text.rfind("“", 0, start)
    return quote >= 0 and text.find("”", quote, start) < 0 and bool(SPEAKS.search(text[max(0, quote - 8):quote]))


def titled(text: str, start: int) -> bool:
    """Does the place stand inside 《》?"""
    return text.rfind("《", 0, start) > text.rfind("》", 0, start)


def spoken(text: str, head: int, start: int, end: int, tail: int) -> tuple[list[str], str]:
    """The times that the sentence from head to tail speaks of, without those inside the term; and the last one named
    before the sentence, where the sentence itself leaves the time open."""
    here = times(AIMED.sub("", text[head:start]) + "\ufffc" + AIMED.sub("", text[end:tail]))
    if _done(text, head, start, end, tail):
        return [*here, DONE], ""
    if OVER.search(text, max(head, start - NEAR), start) or OVER.search(text, end, min(tail, end + NEAR)):
        return [*here, PAST], "" if here else _before(text, head)
    if CURRENT.search(text, max(0, head - 1), tail) or TASKS.match(text):
        if not here and REPORTED.search(text, max(head, start - TOLD), start):
            return [], _before(text, head)
        return [*here, NOW], ""
    if THIS_YEAR.search(text, head, tail):
        return [*here, YEAR_NOW], ""
    ahead = [AIM] if AHEAD.search(text, head, tail) else []
    return [*here, *ahead], "" if here else _before(text, head)


def _done(text: str, head: int, start: int, end: int, tail: int) -> bool:
    """Do the words beside the term, or those that begin the sentence, say that it is over?"""
    if TOLD_BEFORE.search(text, max(head, start - TOLD), start):
        return True
    if CURRENT.search(text, max(0, head - 1), start) or TASKS.match(text):
        return False
    near = max(head, start - NEAR)
    clause = max(near, *(text.rfind(mark, near, start) + 1 for mark in "，、,"))
    if DONE_BEFORE.search(text, clause, start) and not MEANT.search(text, clause, start):
        return True
    if TO.match(text, end) and (FROM.search(text, near, start) or FROM_TO.search(text, near, start)):
        return True
    return bool(TOLD_AFTER.search(text, end, min(tail, end + TOLD)))


def _before(text: str, head: int) -> str:
    return "".join(times(AIMED.sub("", text[max(0, head - BACK):head]))[-1:])


class Parts:
    """What the parts of a document say of the time they are about.

    A part begins with a block of `places` that heads others, or with one of `marks` (by block), and ends before the
    next that is no deeper.
    """

    def __init__(self, marks: Mapping[int, Mark], places: Sequence[Place]) -> None:
        self._marks, self._places = marks, places

    def times(self, at: int) -> list[str]:
        """What the innermost part around a block that says of which time it is says."""
        index = bisect_right(self._told[0], at) - 1
        return self._told[1][index] if index >= 0 else []

    def around(self, at: int, before: str, now: int, years: tuple[int, int]) -> bool:
        """Does what stands around the sentence speak of those years: the last time named before it in the block, or
        else the innermost part around the block that names a time?"""
        close = touches(before.split(), now, *years)
        return bool(touches(self.times(at), now, *years)) if close is None else close

    @cached_property
    def _told(self) -> tuple[list[int], list[list[str]]]:
        """Where parts begin, and what holds from there on."""
        begins: list[int] = []
        told: list[list[str]] = []
        around: list[tuple[int, list[str]]] = []
        for index, place in enumerate(self._places):
            part, heads = self._marks.get(index), place.kind in ("heading", "title")
            if not heads and part is None:
                continue
            depth = place.depth if heads else 1
            while around and around[-1][0] >= depth:
                around.pop()
            outer = around[-1][1] if around else []
            around.append((depth, part.key.split() if part and part.key else outer))
            begins.append(index)
            told.append(around[-1][1])
        return begins, told
