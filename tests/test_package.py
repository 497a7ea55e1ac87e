"""A wheel made of the sdist works far from the checkout."""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path) -> str:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
def test_sdist_and_wheel_work_without_the_checkout(tmp_path: Path) -> None:
    run(sys.executable, "-m", "build", "--outdir", tmp_path / "dist", ROOT, cwd=tmp_path)
    wheel, = (tmp_path / "dist").glob("*.whl")
    venv.create(tmp_path / "venv", with_pip=True)
    python = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin") / "python"
    run(python, "-m", "pip", "-q", "install", wheel, cwd=tmp_path)
    (tmp_path / "a.txt").write_text("全县破获案件XX起。\n", encoding="utf-8")
    told = run(python, "-m", "zflint", "check", "--exit-zero", "--output-format", "concise", "a.txt", cwd=tmp_path)
    assert "placeholder/" in told
    page = run(python, "-m", "zflint", "check", "--exit-zero", "--output-format", "html", "a.txt", cwd=tmp_path)
    assert "<style>:root" in page and '"use strict"' in page
