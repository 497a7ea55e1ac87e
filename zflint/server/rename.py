"""Rename: fills in a placeholder, and every same one follows.

What can be renamed: a placeholder; a word by which the document names its own unit (全县, 我县, 县委: all of them
follow a change of the level); a declared name or the name of a place. A number to be filled in stands alone, and so
does what was cut out of a sentence.
"""

from __future__ import annotations

import os
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any, ClassVar, NamedTuple

from zflint.engine import Ruleset, ruleset, scan_block
from zflint.errors import InputError
from zflint.facts.unit import level, level_of, own_unit, remarks
from zflint.facts.unit_words import OWN, TIERS
from zflint.gazetteer import Gazetteer
from zflint.kinds.block import BlockKind
from zflint.kinds.near_names import SURNAMES
from zflint.model import Block, Document, Edit, Finding, Hit, Mark, Options, Rule, Span
from zflint.packs import builtin_folder
from zflint.regexes import lazy
from zflint.rules import read_rows
from zflint.server.documents import Seen
from zflint.server.edits import workspace_edit
from zflint.server.holes import Hole, hole
from zflint.server.placeholders import open_ones
from zflint.server.positions import to_offset, to_range

LEVELS = lazy("自治[区州县旗]|街道|社区|[省市州盟县区旗镇乡村](?![场值民价容面域间块别分镇庄])")
"""What makes a mask the name of a unit, which is the same wherever it stands: XX县."""
NOUNS = lazy(
    "(?:公安|司法|教育|财政|民政|检察|法)?[局院厅部委办](?!长)|公司|集团|企业|学校|[大中小]学|医院|部门|单位|机关|协会|中心|平台"
    "|工程|行动|项目|路|街|河|湖|山")
"""What makes a mask a name that every place with the same noun shares: XX局, XX公司."""
PERSONS = lazy("同志|书记|(?:[副省市县区旗镇乡州盟局院厅部所站]|检察)长|主任|主席|先生|女士|老师|教授")
"""The same for persons, whose surname may stand before the mask: 张XX书记."""
TOLD = lazy(r"[【\[（(〔<{].*(?:名|单位|部门|地区)")
"""A placeholder that says which name it stands for, as 【单位名称】 does."""
MASK = lazy("[^\u4e00-\u9fff]+|某+")
MASKED = lazy("[XxＸ×*＊○〇□△某_＿]+(?=[省市州盟县区旗镇乡])")
OTHERS = frozenset({"other", "titled", "quoted", "honour", "each"})
"""Remarks on own-level words that may speak of another unit (see unit_words)."""
LONGEST = 12


class Target(NamedTuple):
    """What is renamed together. `at` is where the cursor stands. suffix: what a new text gets when it ends in no word
    of a level. level: not empty for own-unit words, of whatever wording, of that level. hole: what of a placeholder
    stays."""

    at: Span
    places: tuple[Span, ...]
    suffix: str = ""
    level: str = ""
    hole: Hole | None = None


def prepare_rename(seen: Seen, params: Any) -> dict[str, Any] | None:
    """textDocument/prepareRename: the range that the new text will stand for, and what stands there."""
    found = target(seen, to_offset(seen.lines, params.position, seen.encoding))
    if found is None:
        return None
    text = seen.text[found.at.start:found.at.end]
    return {"range": to_range(seen.lines, found.at, seen.encoding), "placeholder": text}


def rename(seen: Seen, params: Any, documents: bool = True) -> dict[str, Any] | None:
    """textDocument/rename as a versioned WorkspaceEdit. Raises InputError when the new text cannot be."""
    found = target(seen, to_offset(seen.lines, params.position, seen.encoding))
    return workspace_edit(seen, renamed(seen.text, found, params.new_name), documents) if found else None


def target(seen: Seen, offset: int) -> Target | None:
    """What can be renamed at an offset in code points."""
    return (_placeholder(seen.text, open_ones(seen.findings), offset)
            or _name(seen.text, seen.document, seen.settings.options, offset)
            or _own_unit(seen, offset))


def renamed(text: str, found: Target, new: str) -> list[Edit]:
    """The edits that put a new text in every place of a target. Raises InputError for an empty one or several lines."""
    new = new.strip()
    if not new or "\n" in new or "\r" in new:
        raise InputError("新的文字应为一行，不能为空")
    if found.level:
        return [*_releveled(text, found, new)]
    if found.hole:
        new = found.hole.filled(new)
    if found.suffix and not LEVELS.search(new[-3:]):
        new += found.suffix
    return [Edit(one.start, one.end, new) for one in found.places if text[one.start:one.end] != new]


def _placeholder(text: str, open_findings: Sequence[Finding], offset: int) -> Target | None:
    """The placeholder at the offset, or whose noun is there, with all that stand for the same name."""
    here = [one for one in open_findings if one.span.start <= offset <= _unit(text, one.span)[0].end]
    if not here or not (gap := hole(text, here[-1])):
        return None
    if gap != Hole(here[-1].span):
        return Target(gap.span, (gap.span,), hole=gap)
    key, (whole, suffix) = _key(text, gap.span), _unit(text, gap.span)
    same = [one.span for one in open_findings if _key(text, one.span) == key] if key else [gap.span]
    return Target(whole, tuple(_unit(text, one)[0] for one in same), suffix)


def _unit(text: str, span: Span) -> tuple[Span, str]:
    """The mask with the level word after it, and that word: XX县."""
    masked = MASK.fullmatch(text, *span) and not PERSONS.match(text, span.end)
    m = LEVELS.match(text, span.end) if masked else None
    return (Span(span.start, m.end()), m[0]) if m else (span, "")


def _key(text: str, span: Span) -> tuple[str, str] | None:
    """What two placeholders must share to stand for the same: the mask, with a surname before it, and the noun after
    it; None for one that stands for itself alone."""
    mask = text[span.start:span.end]
    if TOLD.match(mask):
        return mask, ""
    if not MASK.fullmatch(mask):
        return None
    if person := PERSONS.match(text, span.end):
        surname = text[span.start - 1:span.start]
        return (surname + mask if surname in SURNAMES else mask), person[0]
    noun = LEVELS.match(text, span.end) or NOUNS.match(text, span.end)
    return (mask, noun[0]) if noun else None


def _name(text: str, document: Document, options: Options, offset: int) -> Target | None:
    """A declared name, the own unit's full name, or the name of a division of China at the offset."""
    forms = {form for name in options.names for form in (name.right, *name.wrong)}
    if len(options.own_unit) > 2:
        forms.add(options.own_unit)
    here = _form_at(text, forms, offset) or _form_at(text, _divisions(), offset)
    if here is None:
        return None
    form = text[here.start:here.end]
    ends = LEVELS.search(form[-3:])
    return Target(here, tuple(_places(text, form)), ends[0] if ends and form in _divisions() else "")


def _form_at(text: str, forms: Iterable[str], offset: int) -> Span | None:
    """The longest of the forms that the offset stands in or at the end of."""
    known = forms if isinstance(forms, frozenset) else frozenset(forms)
    found = [Span(start, end)
             for start in range(max(0, offset - LONGEST), offset + 1)
             for end in range(max(offset, start + 2), min(len(text), start + LONGEST) + 1) if text[start:end] in known]
    return max(found, key=lambda one: (one.end - one.start, one.start), default=None)


@lru_cache(maxsize=1)
def _divisions() -> frozenset[str]:
    """Names of at least three characters: shorter ones are ordinary words too often."""
    with open(os.path.join(builtin_folder(), "divisions.tsv"), encoding="utf-8") as file:
        table = Gazetteer(read_rows(file.read(), "divisions.tsv", "divisions.tsv"))
    return frozenset(name for name in {*table.provinces, *table.prefectures, *table.homes} if len(name) > 2)


def _places(text: str, form: str) -> Iterator[Span]:
    at = text.find(form)
    while at >= 0:
        yield Span(at, at + len(form))
        at = text.find(form, at + len(form))


def _own_unit(seen: Seen, offset: int) -> Target | None:
    """The words by which the document names its own unit, if one is at the offset: 全县, 我县, 县委."""
    at = bisect_right([place.span.start for place in seen.document.places], offset) - 1
    if at < 0 or not any(one.case in OWN and one.start <= offset <= one.end for one in _marks(seen.document, at)):
        return None
    mine, places = own_words(seen)
    here = next((one for one in places if one.start <= offset <= one.end), None)
    return Target(here, places, "", mine) if here else None


def own_words(seen: Seen) -> tuple[str, tuple[Span, ...]]:
    """The level of the document's own unit, and where it is named, but for words that may speak of another one."""
    words = [mark for at in range(len(seen.document.blocks)) for mark in _marks(seen.document, at)]
    mine = level_of(seen.settings.options.own_unit or own_unit(words, seen.document))
    return mine, tuple(Span(one.start, one.end) for one in words
                       if one.case in OWN and level(one) == mine and not OTHERS & {*remarks(one).split()})


def _marks(document: Document, at: int) -> Iterator[Mark]:
    """The own-level words of a block, as if XX县 were 本县: a unit that is to be filled in is no other one."""
    block, start = document.blocks[at], document.places[at].span.start
    text = MASKED.sub(lambda m: "本" * len(m[0]), block.text)
    for _, mark in scan_block(_unit_words(), block._replace(text=text)):
        yield mark._replace(start=mark.start + start, end=mark.end + start, at=at)


class _Asker(BlockKind):
    """Sees nothing, but needs the fact that sees own-level words."""

    needs: ClassVar[tuple[str, ...]] = ("unit",)

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]:
        return ()


@lru_cache(maxsize=1)
def _unit_words() -> Ruleset:
    """Rules that mark own-level words and nothing else."""
    return ruleset([Rule("own/unit", "", "info", _Asker(), {"": ""}, {})])


def _releveled(text: str, found: Target, new: str) -> Iterator[Edit]:
    """全县 → 全区 changes the level of every word; any other new text replaces the same word alone."""
    old = text[found.at.start:found.at.end]
    other = next((one for one in sorted(TIERS, key=len, reverse=True) if old.replace(found.level, one, 1) == new), "")
    for one in found.places:
        word = text[one.start:one.end]
        if other and other != found.level:
            yield Edit(one.start, one.end, word.replace(found.level, other, 1))
        elif not other and word == old and new != old:
            yield Edit(one.start, one.end, new)
