"""The house's own tools find nothing in the house."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SOURCES = ["zflint", "tests", "benchmarks", "tools"]


def run(*command: str) -> str:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode else ""


@pytest.mark.parametrize("tool", ["ruff", "mypy"])
def test_tools_are_there(tool: str) -> None:
    assert shutil.which(tool, path=str(Path(sys.executable).parent)), f"pip install -e '.[dev]' brings {tool}"


def test_ruff_is_clean() -> None:
    assert run("ruff", "check", *[s for s in SOURCES if (ROOT / s).exists()]) == ""


def test_mypy_is_clean() -> None:
    assert run("mypy") == ""
