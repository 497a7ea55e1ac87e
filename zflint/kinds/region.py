from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cached_property

from zflint.gazetteer import TODAY, Gazetteer
from zflint.kinds.block import BlockKind
from zflint.model import Block, Context, Hit, Mark, Probe
from zflint.regexes import lazy
from zflint.typed import ClassVar
from zflint.values import NamedTuple, dataclass

LEVEL = lazy("[市县区旗盟州]|地区")
SELDOM = ("台湾省", "香港特别行政区", "澳门特别行政区")
PAST = lazy(
    "(?<![0-9])(?:1[0-8][0-9]{2}|19[0-7][0-9])(?:年|—|-|－|）)|一[八九][〇零○一二三四五六七]|民国|国民政府|清[朝代末初]|明[朝代清]"
    "|解放前|建国前|新中国成立前|抗日|抗战|红军|八路军|新四军|苏区|烈士|籍贯|历史上|旧称|古称|原属|曾属|划归|划入|析置|隶属|沿革"
)
ELSEWHERE = lazy("支援|援建|援[藏疆青]|协作|帮扶|结对|对口|指挥部|商会|办事处|联络处|同乡|招商|工作[队组]|[人籍]")
NOT_A_UNIT = {"市": "场民容值域直郊辖区面属中价监花歌树鸟", "区": "域别分块间位划县", "县": "级域城区", "旗": "帜下舰"}
PREFIXES = "内外会级道际直界中场民域属长政面容"
"""Characters that form a word with the level word before them: 省内|黄县, 市长|宁县."""
COMMON = lazy("[新城郊矿港东西南北中滨临开老高江河湖桥]")
FORMAL = lazy("县(?:人民政府|人民法院|人民检察院|公安局|人大常委会|委办公室|委宣传部|委组织部|纪委监委)")
NAME = lazy("([^某所辖各的和与及有等本该全两级内外其X×]{1,6}?)(?=县)")


LONGER = 3
"""So many characters more a name has at most than the one it ends in."""


class Chain(NamedTuple):
    """An outer unit and where the name after it begins."""

    outer: str
    start: int
    at: int


@dataclass(frozen=True)
class Region(BlockKind):
    """A county or prefecture written in full after a province or prefecture in which it does not lie.

    divisions: rows of the gazetteer (province, prefecture, until, counties, former). Past ties count as true ones,
    but for units that have changed province since (四川省重庆市), which need a document older than that.
    """

    needs: ClassVar[tuple[str, ...]] = ("date",)

    divisions: tuple[Mapping[str, str], ...]

    @cached_property
    def _gazetteer(self) -> Gazetteer:
        return Gazetteer(self.divisions)

    @cached_property
    def _outer(self) -> list[str]:
        known = self._gazetteer
        return sorted({*known.provinces, *known.prefectures} - set(SELDOM))

    @cached_property
    def _known(self) -> frozenset[str]:
        return frozenset(self._outer)

    def probes(self) -> Sequence[Probe]:
        return [Probe(name, literal=True) for name in self._outer]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        text, names = block.text, self._outer
        for hit in hits:
            if _inside_longer(text, hit, self._known):
                continue
            mark = self._seen(text, Chain(names[hit.probe], hit.start, hit.end))
            if mark and not PAST.search(text):
                yield mark

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        for mark in marks:
            until = dict(mark.says).get("until", "")
            if not until or (context.date and context.date.first[:4] > until):
                yield mark

    def _seen(self, text: str, chain: Chain) -> Mark | None:
        if not LEVEL.search(text, chain.at, chain.at + 16):
            return None
        known = self._gazetteer
        inside = known.begins(known.below(chain.outer), text, chain.at)
        if inside:
            return self._moved(chain, inside)
        name = known.begins(known.homes, text, chain.at)
        if not name:
            return self._mislevelled(text, chain) or self._missing(text, chain)
        wrong = not self._another(chain, name) and not ELSEWHERE.search(text, chain.at, chain.at + len(name) + 12)
        return self._misplaced(chain, name) if wrong else None

    def _another(self, chain: Chain, name: str) -> bool:
        """May the name be no part of the chain: a second item of a list, a common word, a name several places have?"""
        known = self._gazetteer
        if name in known.provinces or name[0] in PREFIXES:
            return True
        if chain.outer not in known.provinces and name in known.prefectures:
            return True
        homes = known.homes[name]
        return name.endswith("区") and (len(homes) > 1 or bool(COMMON.search(name[:-1])))

    def _moved(self, chain: Chain, name: str) -> Mark | None:
        """A tie between a province and a unit that another province, or none, has today."""
        known = self._gazetteer
        until = known.below(chain.outer)[name]
        if until == TODAY or chain.outer not in known.provinces:
            return None
        homes = [home for home in known.homes[name] if home.until == TODAY and home.province != chain.outer]
        if name not in known.provinces and not homes:
            return None
        says = (("outer", chain.outer), ("unit", name), ("until", str(until)))
        right = name if name in known.provinces else homes[0].province + name
        return Mark(chain.start, chain.at + len(name), chain.outer + name, right, "moved", says)

    def _misplaced(self, chain: Chain, name: str) -> Mark | None:
        known = self._gazetteer
        homes = [home for home in known.homes[name] if home.until == TODAY]
        if not homes:
            return None
        whole = chain.outer in known.provinces
        places = sorted({home.province if whole else home.prefecture or home.province for home in homes})
        says = (("outer", chain.outer), ("unit", name), ("place", "、".join(places)))
        right = places[0] + name if whole and len(places) == 1 else None
        return Mark(chain.start, chain.at + len(name), chain.outer + name, right, "", says)

    def _mislevelled(self, text: str, chain: Chain) -> Mark | None:
        """A county with the wrong level word: 正定市 where there is a 正定县."""
        for name, until in self._gazetteer.below(chain.outer).items():
            stem, end = name[:-1], chain.at + len(name)
            if until < TODAY or len(stem) < 2 or name[-1] not in "县区市旗" or not text.startswith(stem, chain.at):
                continue
            other, after = text[end - 1:end], text[end:end + 1]
            if other == "区" and chain.outer in self._gazetteer.provinces:
                continue
            if other in NOT_A_UNIT and other != name[-1] and (not after or after not in NOT_A_UNIT[other]):
                says = (("outer", chain.outer), ("unit", stem + other))
                return Mark(chain.at, end, stem + other, name, "level", says)
        return None

    def _missing(self, text: str, chain: Chain) -> Mark | None:
        """A county that its prefecture never had, named as formally as 某某县人民政府."""
        m = NAME.match(text, chain.at) if chain.outer not in self._gazetteer.provinces else None
        if not m or not FORMAL.match(text, m.end()):
            return None
        stem, siblings = m[1], self._gazetteer.below(chain.outer)
        if any(stem[0] == name[0] and _within(stem, name) for name in siblings):
            return None
        near = [name for name in siblings if name[-1] == "县" and len(name) == len(stem) + 1 and _near(stem, name)]
        says = (("outer", chain.outer), ("unit", stem + "县"))
        return Mark(m.start(), m.end() + 1, stem + "县", near[0] if len(near) == 1 else None, "missing", says)


def _inside_longer(text: str, hit: Hit, names: Collection[str]) -> bool:
    """Is the name the end of another: 鞍山市 of 马鞍山市?"""
    return any(text[hit.start - more:hit.end] in names for more in range(1, min(hit.start, LONGER) + 1))


def _within(stem: str, name: str) -> bool:
    """Is the stem a short form of the name: 喀左 of 喀喇沁左翼蒙古族自治县?"""
    rest = iter(name)
    return all(char in rest for char in stem)


def _near(stem: str, name: str) -> bool:
    return len(stem) > 1 and sum(a != b for a, b in zip(stem, name, strict=False)) == 1
