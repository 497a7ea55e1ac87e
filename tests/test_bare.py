"""zflint on a bare interpreter: no compiled package, no site-packages; as in WebAssembly."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CODE = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from zflint.cli import main
sys.exit(main(sys.argv[1:]))
"""


def findings(*command: str) -> list[dict[str, object]]:
    arguments = ["check", "--isolated", "--no-cache", "--output-format", "json", str(ROOT / "examples/draft.txt")]
    done = subprocess.run([*command, *arguments], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 1, done.stderr
    found: list[dict[str, object]] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(sys.version_info < (3, 11), reason="before 3.11 Python itself reads no TOML")
def test_same_findings_without_any_package() -> None:
    bare = findings(sys.executable, "-I", "-S", "-X", "utf8", "-c", CODE)
    assert bare == findings(sys.executable, "-m", "zflint")
    assert len(bare) > 10
