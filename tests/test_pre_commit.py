"""The hooks, run by the real pre-commit in a real repository, from an installation that it made itself."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from word import docx, p

from zflint.folders import SUFFIXES

ROOT = Path(__file__).parent.parent
HOOKS = ROOT / ".pre-commit-hooks.yaml"
CLEAN = "截至目前，全县共破获案件12起。\n"
FAULTY = "截止目前，全县共破获案件XX起。\n"


def test_hooks_take_the_files_that_check_looks_for() -> None:
    yaml = pytest.importorskip("yaml", reason="needs pip install -e '.[consumers]'")
    hooks = yaml.safe_load(HOOKS.read_text(encoding="utf-8"))
    assert [hook["id"] for hook in hooks] == ["zflint", "zflint-fix"]
    for hook in hooks:
        pattern = re.compile(hook["files"])
        assert all(pattern.search(f"讲话{suffix}") and pattern.search(f"A{suffix.upper()}") for suffix in SUFFIXES)
        assert not any(pattern.search(name) for name in ("a.py", "txt", "a.txt.bak", "amd"))
        endings = re.findall(r"\w+", hook["files"].partition("(?i)")[2])
        assert {f".{ending}" for ending in endings} == set(SUFFIXES)


class Repository:
    """A folder under git whose commits pass through hooks. After installation nothing may need the network."""

    def __init__(self, folder: Path, environ: dict[str, str]) -> None:
        self.folder, self.environ = folder, environ
        folder.mkdir()
        self.git("init", "-q")

    def git(self, *arguments: str, before: Sequence[str] = ()) -> "subprocess.CompletedProcess[str]":
        return subprocess.run([*before, "git", *arguments], cwd=self.folder, env=self.environ, capture_output=True,
                              encoding="utf-8", check=False)

    def commit(self, name: str, text: str) -> tuple[bool, str]:
        """Whether git took a file with this text, and what was said."""
        path = self.folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.git("add", "-A")
        done = self.git("commit", "-m", "a draft", before=alone())
        return done.returncode == 0, done.stdout + done.stderr


def alone() -> list[str]:
    """A prefix that takes the network away from a command, where that is allowed."""
    command = ["unshare", "--net", "--map-root-user"]
    return command if shutil.which("unshare") and not subprocess.run([*command, "true"], check=False,
                                                                      capture_output=True).returncode else []


def copied(folder: Path, environ: dict[str, str]) -> str:
    """A repository of the files of this checkout as they stand; the address of its one commit."""
    listed = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True,
                            check=False, encoding="utf-8")
    if listed.returncode:
        pytest.skip("needs a checkout under git")
    hooks = Repository(folder, environ)
    for name in filter(None, listed.stdout.split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)
    hooks.git("add", "-A")
    hooks.git("commit", "-q", "-m", "all")
    return hooks.git("rev-parse", "HEAD").stdout.strip()


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """A repository with both hooks installed; the second runs only when it is asked for."""
    pytest.importorskip("pre_commit", reason="needs pip install -e '.[consumers]'")
    base = tmp_path_factory.mktemp("pre-commit")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "ZFLINT_", "PYTHON"))}
    environ |= {"PRE_COMMIT_HOME": str(base / "home"), "ZFLINT_CACHE_DIR": str(base / "cache"), "LC_ALL": "C.UTF-8",
                "GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b.invalid", "GIT_COMMITTER_NAME": "a",
                "GIT_COMMITTER_EMAIL": "a@b.invalid", "GIT_CONFIG_GLOBAL": os.devnull}
    revision = copied(base / "hooks", environ)
    work = Repository(base / "work", environ)
    (work.folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n- repo: {base / 'hooks'}\n  rev: {revision}\n  hooks:\n  - id: zflint\n  - id: zflint-fix\n"
        "    stages: [manual]\n", encoding="utf-8")
    (work.folder / "zflint.toml").write_text('exclude = ["旧稿/"]\n', encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "pre_commit", "install", "--install-hooks"], cwd=work.folder,
                          env=environ, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return work


@pytest.mark.slow
def test_a_faulty_draft_is_stopped_and_told_why(work: Repository) -> None:
    taken, said = work.commit("讲话.txt", FAULTY)
    assert not taken
    for part in ("zflint 公文校对", "Failed", "讲话.txt:1:13", "placeholder/unfilled-mask", "XX", "原因：", "截止"):
        assert part in said
    assert "Traceback" not in said


@pytest.mark.slow
def test_a_faulty_word_document_is_stopped(work: Repository) -> None:
    draft = work.folder / "通知.docx"
    draft.write_bytes(docx(p("") + p(FAULTY.strip())))
    work.git("add", "-A")
    done = work.git("commit", "-m", "a draft", before=alone())
    assert done.returncode and "通知.docx:2:13" in done.stdout + done.stderr
    draft.write_bytes(docx(p("") + p(CLEAN.strip())))


@pytest.mark.slow
def test_the_draft_put_right_passes(work: Repository) -> None:
    taken, said = work.commit("讲话.txt", CLEAN)
    assert taken and "Passed" in said


@pytest.mark.slow
def test_excluded_and_other_files_pass(work: Repository) -> None:
    assert work.commit("旧稿/去年.txt", FAULTY)[0]
    taken, said = work.commit("notes.py", f"# {FAULTY}")
    assert taken and "Skipped" in said


@pytest.mark.slow
def test_the_fixing_hook_changes_what_is_safe(work: Repository) -> None:
    draft = work.folder / "通知.md"
    draft.write_text("截止目前，全县共破获案件12起。\n", encoding="utf-8")
    work.git("add", "-A")
    done = subprocess.run([sys.executable, "-m", "pre_commit", "run", "--hook-stage", "manual", "zflint-fix"],
                          cwd=work.folder, env=work.environ, capture_output=True, encoding="utf-8", check=False)
    assert draft.read_text(encoding="utf-8") == CLEAN and "files were modified by this hook" in done.stdout
