"""Real drafts scored against hand-marked faults, published texts, and safe fixes; the texts are kept elsewhere."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from zflint.engine import lint, ruleset
from zflint.fix import fixed
from zflint.model import Finding
from zflint.packs import builtin_paths, read_packs
from zflint.parse import format_of, parse

ROOT = Path(__file__).parent.parent
SHARED = ROOT.parent / "shared"
MAIN = "placeholder,consistency,region,residue,pairing,outdated"
needs_texts = pytest.mark.skipif(not (SHARED / "accuracy").is_dir(), reason="no marked drafts beside the checkout")
DRAFTS = [*sorted((SHARED / "drafts").glob("*.txt")), ROOT / "examples/draft.txt", ROOT / "examples/clean.txt"]
RULES = ruleset([rule for rule in read_packs(builtin_paths(), trusted=True) if rule.default])


def run(script: str, *arguments: str) -> str:
    environment = {**os.environ, "ZFLINT": shlex.join([sys.executable, "-m", "zflint"])}
    done = subprocess.run([sys.executable, SHARED / "accuracy" / script, *arguments], cwd=ROOT, env=environment,
                          capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr
    return done.stdout


@needs_texts
def test_main_families_on_real_drafts() -> None:
    run("score.py", "--groups", MAIN, "--show", "--min-recall", "0.95", "--min-precision", "0.97")


@needs_texts
def test_all_groups_on_real_drafts() -> None:
    run("score.py", "--show", "--min-recall", "0.85", "--min-precision", "0.95")


@needs_texts
@pytest.mark.slow
def test_published_texts_hold_no_more_findings_than_were_read() -> None:
    # Every finding counted here was read and is a real fault of the published text.
    run("clean.py", "--max-rate", "0.42")


def findings(text: str, path: Path) -> list[Finding]:
    return [f for f in lint(RULES, parse(text, format_of(path.name))) if f.fix and f.fix.applicability == "safe"]


@pytest.mark.parametrize("path", DRAFTS, ids=lambda path: path.name)
def test_safe_fixes_settle_and_bring_nothing_new(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    before = {f.rule for f in lint(RULES, parse(text))}
    for _ in range(10):
        again = fixed(text, findings(text, path))
        if again == text:
            break
        text = again
    assert findings(text, path) == []
    assert {f.rule for f in lint(RULES, parse(text))} <= before
