from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import groupby

from zflint.kinds.block import BlockKind
from zflint.model import Block, Context, Hit, Mark, Probe, Related
from zflint.typed import ClassVar
from zflint.values import dataclass

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟"
    "谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤")
LEAST = 4
"""Characters of the shortest name that is compared."""
USUAL = 2
"""How often the other form must stand in the document."""
SHOWN = 3
SORTS = ("quoted", "quoted", "titled", "person", "head")
"""What each probe finds; names are compared with those of their sort."""
FOLLOWED = ("person", "head")
"""Those whose sort is further what follows them."""


@dataclass(frozen=True)
class NearNames(BlockKind):
    """Two names in one document that differ by a slip: two neighbours swapped, or a character of the same sound.

    nouns: what a campaign or an institution is called by (行动 工程 …): names in quotes before or with such a noun, and
    the two characters before one, are compared; titles: what follows a person's name. confusable: strings of
    characters that are mistaken for each other. reversible: words of two characters that are words backwards too.
    A name that the configuration declares is right as it stands.
    """

    needs: ClassVar[tuple[str, ...]] = ("unit",)

    nouns: tuple[str, ...]
    titles: tuple[str, ...]
    confusable: tuple[str, ...]
    reversible: tuple[str, ...] = ()

    def probes(self) -> Sequence[Probe]:
        han, nouns, titles = "[\u4e00-\u9fff]", "|".join(self.nouns), "|".join(self.titles)
        return [
            Probe(rf"“(?P<name>{han}{{{LEAST},12}})”(?:专项)?(?:{nouns})"),
            Probe(rf"“(?P<name>{han}{{2,10}}(?:{nouns}))”"),
            Probe(r"《(?P<name>[^《》]{4,40}(?:条例|意见|办法|规定|方案|细则|纲要|规划|决定))》"),
            Probe(rf"(?P<name>[{SURNAMES}]{han}{{2}})(?P<after>{titles})"),
            Probe(rf"(?P<name>{han}{{2}})(?P<after>{nouns})"),
        ]

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        for hit in hits:
            start, end = hit.match.span("name")
            after = hit.match["after"] if SORTS[hit.probe] in FOLLOWED else ""
            yield Mark(start, end, hit.match["name"], says=(("kind", SORTS[hit.probe] + after),))

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]:
        if not context.own_unit:
            return
        declared = {name.right for name in context.options.names}
        marks = [mark for mark in marks if mark.key not in declared]
        for kind, group in groupby(sorted(marks, key=lambda mark: mark.says), key=lambda mark: mark.says[0][1]):
            yield from self._slips(list(group), heads=kind.startswith("head"))

    def _slips(self, marks: Sequence[Mark], heads: bool) -> Iterable[Mark]:
        counts = Counter(mark.key for mark in marks)
        usual = [name for name, count in counts.items() if count >= USUAL]
        for mark in marks if usual else ():
            if counts[mark.key] > 1:
                continue
            for name in usual:
                if self._near(mark.key, name, heads):
                    shown = [one for one in marks if one.key == name][:SHOWN]
                    related = tuple(Related(one.start, one.end, one.key) for one in shown)
                    says = (("usual", name), ("count", str(counts[name])))
                    yield mark._replace(fix=name, says=says, related=related)
                    break

    def _near(self, one: str, other: str, heads: bool) -> bool:
        if len(one) != len(other):
            return False
        at = [i for i, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
        if len(at) == 2 and at[0] + 1 == at[1] and one[at[0]] == other[at[1]] and one[at[1]] == other[at[0]]:
            return one not in self._words and other not in self._words
        return not heads and len(at) == 1 and other[at[0]] in self._alike.get(one[at[0]], "")

    @cached_property
    def _alike(self) -> dict[str, str]:
        return {char: self._group(char) for char in {*"".join(self.confusable)}}

    def _group(self, char: str) -> str:
        return "".join(group for group in self.confusable if char in group)

    @cached_property
    def _words(self) -> frozenset[str]:
        return frozenset(self.reversible) | {word[::-1] for word in self.reversible}
