"""Reduce the marks that state facts to the one Context of the document. Options override what the text says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from zflint.model import Context, DateRange, Document, Mark, Options


def settle(facts: Mapping[str, Sequence[Mark]], document: Document, options: Options) -> Context:
    return Context(
        places=document.places,
        options=options,
        facts=facts,
        date=_date(facts, document, options) if "date" in facts else None,
        own_unit=_own_unit(facts, document, options) if "unit" in facts else "",
        format=document.format,
    )


def _date(facts: Mapping[str, Sequence[Mark]], document: Document, options: Options) -> DateRange | None:
    from zflint.facts.date import document_date

    return document_date(facts["date"], document, options)


def _own_unit(facts: Mapping[str, Sequence[Mark]], document: Document, options: Options) -> str:
    from zflint.facts.unit import own_unit

    return options.own_unit or own_unit(facts["unit"], document)
