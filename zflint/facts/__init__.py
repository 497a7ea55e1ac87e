"""Facts: what a block says about its document, whatever rules are selected. One table, one file each.

A fact is a kind like any other, without a rule: its marks go to `settle` and, by name, to every judge that needs them.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from zflint.model import Kind

FACTS = {
    "date": "zflint.facts.date:DateFact",
    "unit": "zflint.facts.unit:UnitFact",
    "genre": "zflint.facts.genre:GenreFact",
    "outline": "zflint.facts.outline:OutlineFact",
}


@lru_cache(maxsize=None)
def fact_kind(name: str) -> Kind:
    module, _, attribute = FACTS[name].partition(":")
    return getattr(import_module(module), attribute)()  # type: ignore[no-any-return]
