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


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_documents_are_clean(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    found = lint(READY, parse(text, format_of(path.name)))
    # The page of a group quotes what the group finds.
    own = path.stem if path.parent.name == "rules" else "-"
    assert [(f.rule, text[f.span.start:f.span.end]) for f in found if not f.rule.startswith(f"{own}/")] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_reasons_are_clean(rule: Rule) -> None:
    found = lint(READY, parse(rule.why))
    # A reason quotes what its rule finds.
    assert [(f.rule, f.message) for f in found if not f.rule.startswith(f"{rule.group}/")] == []
