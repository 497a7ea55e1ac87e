"""The VS Code extension: types, style and units, its package, its engine on Windows, and all of it in the workbench.

Needs Node 20 with npm, Chromium, Wine and, once, npm's registry. ZFLINT_EDITOR_DIR keeps the editor between runs.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
EXTENSION = ROOT / "vscode-extension"
WINE = ("wine64", "wine", "/usr/lib/wine/wine64")
CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
OFFLINE = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ETIMEDOUT", "ENETUNREACH")
pytestmark = pytest.mark.slow


def absent(what: str) -> None:
    """Skip, saying what is missing; where everything is wanted (see .ci/run), fail."""
    (pytest.fail if os.environ.get("ZFLINT_ALL_EDITORS") else pytest.skip)(what)


def run(*command: str, minutes: int = 5) -> str:
    """What a program printed; the test fails, with all of it, if the program does."""
    program = shutil.which(command[0]) or command[0]
    env = {**os.environ, "ZFLINT_PYTHON": sys.executable}
    done = subprocess.run([program, *command[1:]], cwd=EXTENSION, env=env, capture_output=True, encoding="utf-8",
                          timeout=60 * minutes, check=False)
    output = done.stdout + done.stderr
    assert done.returncode == 0, f"{' '.join(command)}:\n{output[-8000:]}"
    return output


@pytest.fixture(scope="module")
def node() -> None:
    """Node, and the packages that the lock file names."""
    if not shutil.which("node") or not shutil.which("npm"):
        absent("needs node and npm")
    version = run("node", "--version").strip()
    if int(version[1:].partition(".")[0]) < 20:
        absent(f"needs Node 20, this is {version}")
    if not (EXTENSION / "node_modules/.package-lock.json").exists():
        try:
            run("npm", "ci", "--silent", "--no-audit", "--no-fund")
        except AssertionError as error:
            if any(word in str(error) for word in OFFLINE):
                absent("needs npm's registry, which cannot be reached")
            raise


@pytest.fixture(scope="module")
def package(node: None) -> Path:
    """The package, made from this checkout."""
    for old in EXTENSION.glob("*.vsix"):
        old.unlink()
    output = run("npm", "run", "--silent", "package")
    assert "warning" not in output.lower()
    made = [*EXTENSION.glob("*.vsix")]
    assert len(made) == 1
    return made[0]


def test_types_and_style(node: None) -> None:
    run("npm", "run", "--silent", "check")


def test_units(node: None) -> None:
    assert "# fail 0" in run("npm", "test", "--silent")


def test_one_package_of_moderate_size(package: Path) -> None:
    assert 10e6 < package.stat().st_size < 40e6


def kept() -> str:
    """The folder in which programs of npm's registry stay between runs."""
    return os.environ.get("ZFLINT_EDITOR_DIR") or str(EXTENSION / ".editor")


def test_bundled_engine_on_windows(package: Path) -> None:
    if not any(map(shutil.which, WINE)):
        absent("needs Wine")
    output = run("node", "test/windows/run.mjs", kept())
    assert output.count("\nok ") == 3, output


def test_in_the_workbench(package: Path) -> None:
    if not any(map(shutil.which, CHROMIUM)):
        absent("needs Chromium")
    output = run("node", "test/workbench/run.mjs", kept(), minutes=12)
    print(output)
    assert "ok both engines have the same" in output
    assert "ok the web worker shows the same problems" in output
