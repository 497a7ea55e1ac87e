"""zflint reads its own Chinese: the documents, and every message and reason in the packs."""

from pathlib import Path

import pytest

from zflint.engine import lint, ruleset
from zflint.model import Rule
from zflint.packs import builtin_paths, read_packs
from zflint.parse import format_of, parse

ROOT = Path(__file__).parent.parent
RULES = read_packs(builtin_paths(), trusted=True)
READY = ruleset([rule for rule in RULES if rule.default])
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), ROOT / "examples/clean.txt"])


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_documents_are_clean(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert [(f.rule, text[f.span.start:f.span.end]) for f in lint(READY, parse(text, format_of(path.name)))] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_reasons_are_clean(rule: Rule) -> None:
    found = lint(READY, parse(rule.why))
    assert [(f.rule, f.message) for f in found] == []
