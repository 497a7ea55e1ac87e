"""The cache of results: nothing changed, nothing done; anything changed, done again; damaged, as good as none."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from zflint import check
from zflint.cli import main
from zflint.report import Checked
from zflint.results import SHARD_SIZE, Results, digest

DRAFT = "同志们：\n截止目前，全县排查隐患12处。\n全面加强党的建设。\n"
Linted = Callable[..., list[str]]


@pytest.fixture
def linted(office: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Linted:
    """Runs a check and gives the files that were linted; its output must be that of a run without a cache."""
    for name in ("a.txt", "b.md", "c.txt"):
        (office / name).write_text(DRAFT + name, encoding="utf-8")
    seen: list[str] = []
    whole = check.check_source
    monkeypatch.setattr(check, "check_source", lambda source, task: (seen.append(task.shown), whole(source, task))[1])

    def run(*arguments: str) -> list[str]:
        words = ["check", *arguments, "--output-format", "full", "-q", "--jobs", "1"]
        capsys.readouterr()
        code, out = main(words), capsys.readouterr().out
        done = list(seen)
        assert (main([*words, "--no-cache"]), capsys.readouterr().out) == (code, out)
        seen.clear()
        return done

    return run


def shards(office: Path) -> list[Path]:
    return sorted((office.parent / "cache").glob("results-*.bin"))


def test_what_is_unchanged_is_not_linted_again(linted: Linted, office: Path) -> None:
    assert linted() == ["a.txt", "b.md", "c.txt"]
    assert linted() == []
    Path("a.txt").write_text("截止目前。", encoding="utf-8")
    shutil.copy("c.txt", "d.txt")
    assert linted() == ["a.txt"]
    assert linted("a.txt") == linted("./d.txt", str(office / "c.txt")) == []


@pytest.mark.parametrize(("arguments", "again"), [
    pytest.param(["--select", "t/whole"], True, id="other rules"),
    pytest.param(["--as-of", "2024"], True, id="another date"),
    pytest.param(["--own-unit", "县"], True, id="another unit"),
    pytest.param(["--config", "levels.t=info"], True, id="other levels"),
    pytest.param(["--config", 'names={"甲县"=["乙县"]}'], True, id="names"),
    pytest.param(["--lang", "en"], True, id="another language"),
    pytest.param(["--exclude", "b.md"], False, id="fewer files"),
    pytest.param(["--exit-zero"], False, id="another exit code"),
])
def test_settings_decide(arguments: list[str], again: bool, linted: Linted) -> None:
    linted()
    assert bool(linted(*arguments)) == again
    assert linted(*arguments) == linted() == []


def test_a_changed_pack_or_configuration_decides(linted: Linted) -> None:
    from zflint.results import packs_digest

    linted()
    text = Path("t.toml").read_text(encoding="utf-8")
    for changed in (text + "\n# 注\n", text):
        Path("t.toml").write_text(changed, encoding="utf-8")
        packs_digest.cache_clear()
        assert bool(linted()) == (changed != text)


def test_the_same_bytes_as_another_format_are_another_text(linted: Linted) -> None:
    linted()
    shutil.copy("a.txt", "e.md")
    assert linted() == ["e.md"]


@pytest.mark.parametrize("damage", [
    pytest.param(lambda data: b"", id="empty"),
    pytest.param(lambda data: data[:len(data) // 2], id="cut off"),
    pytest.param(lambda data: data[:-1] + bytes([data[-1] ^ 1]), id="a bit"),
    pytest.param(lambda data: os.urandom(300), id="noise"),
    pytest.param(lambda data: digest(b"i\x01\x00\x00\x00") + b"i\x01\x00\x00\x00", id="something else"),
])
def test_a_damaged_cache_counts_as_none(damage: Callable[[bytes], bytes], linted: Linted, office: Path) -> None:
    linted()
    for shard in shards(office):
        shard.write_bytes(damage(shard.read_bytes()))
    assert linted() == ["a.txt", "b.md", "c.txt"]
    assert linted() == []


def test_where_nothing_can_be_kept_all_is_as_without(linted: Linted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZFLINT_CACHE_DIR", os.devnull)
    assert linted() == linted() == ["a.txt", "b.md", "c.txt"]


def test_after_fixing_the_new_text_is_known(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text(DRAFT, encoding="utf-8")
    assert main(["check", "--fix", "-q", "--output-format", "concise"]) == 1
    assert "截至目前" in Path("a.txt").read_text(encoding="utf-8")
    monkeypatch.setattr(check, "check_file", None)
    assert main(["check", "-q", "--output-format", "concise"]) == 1


def test_clean_empties_the_cache_and_nothing_else(linted: Linted, office: Path,
                                                  capsys: pytest.CaptureFixture[str]) -> None:
    linted()
    cache = office.parent / "cache"
    (cache / "mine.txt").write_text("我的", encoding="utf-8")
    assert main(["clean"]) == 0
    assert os.listdir(cache) == ["mine.txt"] and "已清空缓存" in capsys.readouterr().err
    assert main(["clean", "-q"]) == 0
    assert linted() == ["a.txt", "b.md", "c.txt"]
    shutil.rmtree(cache)
    assert main(["clean", "-q"]) == 0


def test_runs_at_the_same_time_do_not_disturb_each_other(office: Path) -> None:
    for number in range(40):
        Path(f"{number}.txt").write_text(f"截止目前，{number}。\n", encoding="utf-8")

    def run(turn: int) -> bytes:
        command = [sys.executable, "-m", "zflint", "check", ".", "--output-format", "json"]
        return subprocess.run(command, capture_output=True, check=False).stdout

    with ThreadPoolExecutor(4) as pool:
        outputs = set(pool.map(run, range(8)))
    assert len(outputs) == 1 and outputs.pop().count(b"t/cutoff") == 40
    assert not [path for path in (office.parent / "cache").iterdir() if path.suffix != ".bin"]


def test_a_shard_stays_small_and_forgets_the_oldest(tmp_path: Path) -> None:
    keys = [bytes([0]) + digest(str(n).encode())[1:] for n in range(5)]
    for key in keys:
        results = Results(str(tmp_path), "stamp")
        results.put(key, Checked("a.txt", (), {1: "长" * (SHARD_SIZE // 8)}, "utf-8"))
        results.save()
    results = Results(str(tmp_path), "stamp")
    assert [results.get(key, "a.txt") is not None for key in keys] == [False, False, False, True, True]


def test_a_cached_run_loads_no_rules(office: Path) -> None:
    Path("a.txt").write_text("全县上下齐心协力。\n", encoding="utf-8")
    code = ("import sys\nfrom zflint.cli import main\nmain(['check', 'a.txt', '--isolated', '-q'])\n"
            "print(*(name for name in sys.modules if name.startswith('zflint.')))")
    runs = [subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
            for _ in range(2)]
    rules = {"zflint.check", "zflint.engine", "zflint.matching", "zflint.rules", "zflint.ready"}
    assert rules <= set(runs[0]) and not rules & set(runs[1])
