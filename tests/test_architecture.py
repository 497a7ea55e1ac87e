"""The invariants of ARCHITECTURE.md that are absences."""

import ast
from pathlib import Path

import pytest

import zflint

HOME = Path(zflint.__file__).parent
CORE = [HOME / f"{name}.py" for name in (
    "model", "engine", "relint", "rules", "examples", "fix", "text", "settle", "suppress", "literals", "matching")]
CORE += sorted((HOME / "kinds").glob("*.py")) + sorted((HOME / "facts").glob("*.py"))


def imported(path: Path) -> set[str]:
    """Top-level names of the modules that a file imports anywhere."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", CORE, ids=lambda p: p.stem)
def test_core_does_no_io(path: Path) -> None:
    allowed = {"sys"} if path.stem == "literals" else set()
    assert not (imported(path) - allowed) & {"os", "pathlib", "sys", "io", "pygls", "lsprotocol", "tomllib", "tomli"}


@pytest.mark.parametrize("path", sorted(HOME.rglob("*.py")), ids=lambda p: p.stem)
def test_only_one_module_knows_each_library(path: Path) -> None:
    modules = imported(path)
    if path.stem != ("matching" if modules & {"regex"} else "finders"):
        assert not modules & {"regex", "daachorse", "ahocorasick_rs"}
    if path.parent.name != "server":
        assert not modules & {"pygls", "lsprotocol"}
