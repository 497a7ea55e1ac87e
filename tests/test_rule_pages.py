"""docs/rules/ is what the packs say, and every finding's address leads there."""

import subprocess
import sys
from pathlib import Path

from zflint.packs import builtin_paths, read_packs
from zflint.report import url

ROOT = Path(__file__).parent.parent


def test_pages_are_current() -> None:
    done = subprocess.run([sys.executable, ROOT / "tools/rule_pages.py", "--check"], capture_output=True, text=True)
    assert done.stdout + done.stderr == "", "run: python tools/rule_pages.py"


def test_every_rule_has_its_anchor() -> None:
    for rule in read_packs(builtin_paths(), trusted=True):
        page, _, anchor = url(rule.id).partition("#")
        assert f'<a id="{anchor}"></a>' in (ROOT / page).read_text(encoding="utf-8")
