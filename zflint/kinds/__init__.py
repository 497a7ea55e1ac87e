"""The closed set of algorithms. Adding one is its file and one line here."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from zflint.model import Kind

KINDS = {
    "pattern": "zflint.kinds.pattern:Pattern",
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
    "repeated-passages": "zflint.kinds.passages:RepeatedPassages",
    "repeated-title": "zflint.kinds.passages:RepeatedTitle",
    "numbering": "zflint.kinds.numbering:Numbering",
    "count": "zflint.kinds.count:Count",
    "bracket-count": "zflint.kinds.bracket_count:BracketCount",
    "impossible": "zflint.kinds.calendar:Impossible",
    "weekday": "zflint.kinds.calendar:Weekday",
    "backwards": "zflint.kinds.spans:Backwards",
    "deadline": "zflint.kinds.spans:Deadline",
    "year-of": "zflint.kinds.spans:YearOf",
    "amount": "zflint.kinds.amount:Amount",
    "identity": "zflint.kinds.identity:Identity",
    "suppression": "zflint.kinds.suppression:Suppression",
}
"""TOML name → class. Modules load when a rule of the kind is used."""


@lru_cache(maxsize=None)
def kind_class(name: str) -> type[Kind]:
    """The class of a kind. Raises KeyError for an unknown name."""
    module, _, attribute = KINDS[name].partition(":")
    return getattr(import_module(module), attribute)  # type: ignore[no-any-return]
