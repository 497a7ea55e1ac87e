"""What several tests start from."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

PACK = """
group = "t"

[[rule]]
id = "cutoff"
kind = "swap"
level = "error"
message = "“{found}”应为“{fix}”"
why = "截止表示到期停止。"
source = "词典"
fix = "safe"
swap = { "截止目前" = "截至目前" }
bad = ["⟦截止目前→截至目前⟧，全县共排查隐患12处。"]
good = ["截至目前，全县共排查隐患12处。"]

[[rule]]
id = "vague"
kind = "swap"
level = "warning"
message = "“{found}”是否应为“{fix}”"
why = "示例。"
source = "示例"
fix = "unsafe"
swap = { "大约左右" = "大约" }
bad = ["用时⟦大约左右→大约⟧三天。"]
good = ["用时大约三天。"]

[[rule]]
id = "whole"
kind = "words"
level = "warning"
message = "“{found}”可再斟酌"
why = "示例。"
source = "示例"
words = ["全面加强"]
bad = ["⟦全面加强⟧党的建设。"]
good = ["加强党的建设。"]
"""


@pytest.fixture(scope="session")
def rules_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A cache of the built-in rules and of nothing else: to make it takes a second, to copy it none."""
    cache = tmp_path_factory.mktemp("rules")
    (cache / "a.txt").write_text("好。", encoding="utf-8")
    subprocess.run([sys.executable, "-m", "zflint", "check", "--isolated", "-q", "a.txt"], cwd=cache, check=True,
                   env={**os.environ, "ZFLINT_CACHE_DIR": str(cache)})
    for path in [cache / "a.txt", *cache.glob("results-*")]:
        path.unlink()
    return cache


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rules_cache: Path) -> Path:
    """An empty working folder whose configuration selects a pack of three rules; a cache of its own."""
    for name in [name for name in os.environ if name.startswith(("ZFLINT_", "GIT_"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("ZFLINT_CACHE_DIR", str(tmp_path / "cache"))
    shutil.copytree(rules_cache, tmp_path / "cache")
    work = tmp_path / "work"
    work.mkdir()
    (work / "t.toml").write_text(PACK, encoding="utf-8")
    (work / "zflint.toml").write_text('packs = ["t.toml"]\nselect = ["t", "suppression"]\n', encoding="utf-8")
    monkeypatch.chdir(work)
    return work


@pytest.fixture
def git(office: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    """Runs git in the working folder, which is a repository without commits."""
    known = {f"{who}_{what}": "a@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    for name, value in {**known, "CONFIG_GLOBAL": os.devnull, "CONFIG_NOSYSTEM": "1"}.items():
        monkeypatch.setenv(f"GIT_{name}", value)

    def run(*words: str, folder: Path = office) -> str:
        done = subprocess.run(["git", *words], cwd=folder, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("init", "-q", "-b", "main", ".")
    return run
