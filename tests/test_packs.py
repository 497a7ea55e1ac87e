"""What a wrong pack is told, and that the cache changes nothing."""

from pathlib import Path
from typing import Any

import pytest

from zflint.errors import PackError
from zflint.packs import builtin_paths, read_packs
from zflint.ready import load
from zflint.rules import load_pack, probes_of

RULE = {
    "id": "cutoff", "kind": "swap", "level": "error", "message": "m", "why": "w", "source": "s",
    "swap": {"截止目前": "截至目前"}, "bad": ["⟦截止目前⟧"], "good": ["截至目前"],
}


def without(key: str) -> dict[str, Any]:
    return {k: v for k, v in RULE.items() if k != key}


@pytest.mark.parametrize(("pack", "parts"), [
    pytest.param({"group": "t", "rules": []}, ["rules", "是否想写“rule”"], id="unknown pack key"),
    pytest.param({"rule": [RULE]}, ["group"], id="no group"),
    pytest.param({"group": "t", "rule": [without("good")]}, ["t/cutoff", "good"], id="no good example"),
    pytest.param({"group": "t", "rule": [{**RULE, "bad": []}]}, ["t/cutoff", "bad"], id="empty bad examples"),
    pytest.param({"group": "t", "rule": [{**RULE, "kind": "swop"}]}, ["kind", "swop", "“swap”"], id="unknown kind"),
    pytest.param({"group": "t", "rule": [{**RULE, "level": "fatal"}]}, ["level", "error"], id="unknown level"),
    pytest.param({"group": "t", "rule": [{**RULE, "swapp": {}}]}, ["swapp", "“swap”"], id="unknown key"),
    pytest.param({"group": "t", "rule": [{**RULE, "swap": ["a"]}]}, ["swap", "字符串到字符串的表"], id="wrong type"),
    pytest.param({"group": "t", "rule": [RULE, RULE]}, ["t/cutoff", "两次"], id="same id twice"),
    pytest.param({"group": "t", "rule": [{**without("swap"), "kind": "pattern"}]}, ["缺少 pattern"], id="missing key"),
    pytest.param({"group": "t", "rule": [{**RULE, "rows-file": "none.tsv"}]}, ["none.tsv"], id="no such table"),
    pytest.param({"group": "t", "rule": [{**RULE, "scope": ["headings"]}]}, ["scope", "“heading”"], id="unknown scope"),
    pytest.param({"group": "t", "rule": [{**RULE, "id": "Bad Id"}]}, ["id"], id="bad id"),
])
def test_wrong_pack_is_told_where(pack: dict[str, Any], parts: list[str]) -> None:
    def table(name: str) -> str:
        raise FileNotFoundError(name)

    with pytest.raises(PackError) as caught:
        load_pack(pack, "p.toml", table)
    assert str(caught.value).startswith("p.toml：") and "\n" not in str(caught.value)
    for part in parts:
        assert part in str(caught.value)


def test_bad_regex_is_told_where() -> None:
    bad = {**without("swap"), "kind": "pattern", "pattern": "全(县"}
    rule, = load_pack({"group": "t", "rule": [bad]}, "p.toml", str)
    with pytest.raises(PackError, match=r"p\.toml：规则 t/cutoff 的正则 '全\(县'"):
        probes_of(rule)


def test_cache_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZFLINT_CACHE_DIR", str(tmp_path))
    first, second = load(builtin_paths(), trusted=True), load(builtin_paths(), trusted=True)
    assert [(r.id, r.check, r.message) for r in first.rules] == [(r.id, r.check, r.message) for r in second.rules]
    assert first.probes() == second.probes()


@pytest.mark.parametrize("junk", [b"", b"\xff\x00junk", b"i\x01\x00\x00\x00"], ids=["empty", "junk", "another type"])
def test_broken_cache_is_ignored(junk: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZFLINT_CACHE_DIR", str(tmp_path))
    load(builtin_paths(), trusted=True)
    kept, = tmp_path.glob("rules-*.bin")
    kept.write_bytes(junk)
    fresh = [rule.id for rule in read_packs(builtin_paths(), trusted=True)]
    assert [rule.id for rule in load(builtin_paths(), trusted=True).rules] == fresh
