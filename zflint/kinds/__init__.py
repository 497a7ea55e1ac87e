"""The closed set of algorithms. Adding one is its file and one line here."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from zflint.model import Kind

KINDS = {
    "pattern": "zflint.kinds.pattern:Pattern",
    "pattern-since": "zflint.kinds.pattern:PatternSince",
    "words": "zflint.kinds.words:Words",
    "swap": "zflint.kinds.words:Swap",
    "spelling": "zflint.kinds.spelling:Spelling",
    "placeholder": "zflint.kinds.placeholder:Placeholder",
    "pairs": "zflint.kinds.pairs:Pairs",
    "mixed-pairs": "zflint.kinds.pairs:MixedPairs",
    "characters": "zflint.kinds.characters:Characters",
    "unprintable": "zflint.kinds.characters:Unprintable",
    "traditional": "zflint.kinds.traditional:Traditional",
    "pinyin": "zflint.kinds.pinyin:Pinyin",
    "residue": "zflint.kinds.residue:Residue",
    "markup": "zflint.kinds.markup:Markup",
    "own-unit": "zflint.kinds.own_unit:OwnUnit",
    "variants": "zflint.kinds.variants:Variants",
    "near-names": "zflint.kinds.near_names:NearNames",
    "region": "zflint.kinds.region:Region",
    "unit-names": "zflint.kinds.unit_names:UnitNames",
    "level-words": "zflint.kinds.level_words:LevelWords",
    "short-county": "zflint.kinds.short_county:ShortCounty",
    "committee": "zflint.kinds.committee:Committee",
    "bygone": "zflint.kinds.bygone:Bygone",
    "dated": "zflint.kinds.dated:Dated",
    "habit": "zflint.kinds.habit:Habit",
    "spaces": "zflint.kinds.spaces:Spaces",
    "full-stop": "zflint.kinds.full_stop:FullStop",
    "doubled-words": "zflint.kinds.repetition:DoubledWords",
    "doubled-clauses": "zflint.kinds.repetition:DoubledClauses",
    "doubled-members": "zflint.kinds.repetition:DoubledMembers",
    "adjacent-members": "zflint.kinds.repetition:AdjacentMembers",
    "repeated-passages": "zflint.kinds.passages:RepeatedPassages",
    "repeated-title": "zflint.kinds.passages:RepeatedTitle",
    "numbering": "zflint.kinds.numbering:Numbering",
    "count": "zflint.kinds.count:Count",
    "bracket-count": "zflint.kinds.bracket_count:BracketCount",
    "ordinals": "zflint.kinds.ordinals:Ordinals",
    "empty-section": "zflint.kinds.headings:EmptySection",
    "repeated-heading": "zflint.kinds.headings:RepeatedHeading",
    "mixed-numbers": "zflint.kinds.headings:MixedNumbers",
    "levels": "zflint.kinds.levels:Levels",
    "annexes": "zflint.kinds.annexes:Annexes",
    "captions": "zflint.kinds.annexes:Captions",
    "addressees": "zflint.kinds.format_9704:Addressees",
    "signing-date": "zflint.kinds.format_9704:SigningDate",
    "impossible": "zflint.kinds.calendar:Impossible",
    "weekday": "zflint.kinds.calendar:Weekday",
    "backwards": "zflint.kinds.spans:Backwards",
    "deadline": "zflint.kinds.spans:Deadline",
    "year-of": "zflint.kinds.spans:YearOf",
    "amount": "zflint.kinds.amount:Amount",
    "total": "zflint.kinds.sums:Total",
    "portions": "zflint.kinds.sums:Portions",
    "parts": "zflint.kinds.sums:Parts",
    "direction": "zflint.kinds.direction:Direction",
    "this-year": "zflint.kinds.years:ThisYear",
    "mixed-years": "zflint.kinds.years:MixedYears",
    "appointed": "zflint.kinds.appointed:Appointed",
    "identity": "zflint.kinds.identity:Identity",
    "page-prefix": "zflint.kinds.page_prefix:PagePrefix",
    "empty-labels": "zflint.kinds.empty_labels:EmptyLabels",
    "suppression": "zflint.kinds.suppression:Suppression",
}
"""TOML name → class. Modules load when a rule of the kind is used."""


@lru_cache(maxsize=None)
def kind_class(name: str) -> type[Kind]:
    """The class of a kind. Raises KeyError for an unknown name."""
    module, _, attribute = KINDS[name].partition(":")
    return getattr(import_module(module), attribute)  # type: ignore[no-any-return]
