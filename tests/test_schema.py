"""The schemas in schemas/ are current, and say yes and no where the loaders do."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from zflint.configfile import parsed
from zflint.kinds import KINDS
from zflint.packs import builtin_paths
from zflint.rules import COMMON, PACK_KEYS
from zflint.schema import ABOUT, CONFIG, PACK_ABOUT, config_schema, pack_schema

ROOT = Path(__file__).parent.parent
COMMANDS = {"zflint": "zflint config --schema", "pack": "zflint test --schema"}


@pytest.mark.parametrize("name", COMMANDS)
def test_schemas_are_current(name: str) -> None:
    kept = json.loads((ROOT / f"schemas/{name}.schema.json").read_text(encoding="utf-8"))
    made = {"zflint": config_schema, "pack": pack_schema}[name]()
    assert kept == made, f"{COMMANDS[name]} > schemas/{name}.schema.json"


@pytest.mark.parametrize("schema", [config_schema(), pack_schema()], ids=["zflint", "pack"])
def test_schemas_are_schemas(schema: dict[str, Any]) -> None:
    jsonschema.Draft7Validator.check_schema(schema)


@pytest.mark.parametrize("path", builtin_paths(), ids=lambda path: Path(path).stem)
def test_built_in_packs_follow_the_schema(path: str) -> None:
    jsonschema.validate(parsed(Path(path).read_bytes(), path), pack_schema())


GOOD = {"id": "x", "kind": "words", "level": "error", "message": "m", "why": "w", "source": "s", "words": ["甲"],
        "bad": ["⟦甲⟧", {"text": "⟦甲⟧", "as-of": "2024"}], "good": ["乙"]}


@pytest.mark.parametrize("rule", [
    pytest.param(GOOD, id="a list in the pack"),
    pytest.param({**{k: v for k, v in GOOD.items() if k != "words"}, "words-file": "x.tsv"}, id="a list in a table"),
])
def test_good_rules_pass(rule: dict[str, Any]) -> None:
    jsonschema.validate({"group": "t", "rule": [rule]}, pack_schema())


@pytest.mark.parametrize("rule", [
    pytest.param({**GOOD, "swap": {}}, id="a key of another kind"),
    pytest.param({**GOOD, "level": "fatal"}, id="no level"),
    pytest.param({k: v for k, v in GOOD.items() if k != "words"}, id="a key is missing"),
    pytest.param({k: v for k, v in GOOD.items() if k != "good"}, id="no good example"),
    pytest.param({**GOOD, "words": 3}, id="of another type"),
    pytest.param({**GOOD, "kind": "nothing"}, id="no kind"),
])
def test_bad_rules_do_not(rule: dict[str, Any]) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"group": "t", "rule": [rule]}, pack_schema())


@pytest.mark.parametrize(("config", "good"), [
    pytest.param({"select": ["ALL", "typo/x"], "levels": {"typo": "off"}, "as-of": "2024-03"}, True, id="usual"),
    pytest.param({"per-file": {"*.md": ["typo"], "a/*": {"as-of": "2019"}}}, True, id="per file"),
    pytest.param({"slect": []}, False, id="unknown key"),
    pytest.param({"levels": {"typo": "fatal"}}, False, id="no level"),
    pytest.param({"per-file": {"*.md": {"select": []}}}, False, id="a key that is not for files"),
])
def test_configuration(config: dict[str, Any], good: bool) -> None:
    assert jsonschema.Draft7Validator(config_schema()).is_valid(config) == good


def test_every_key_is_described() -> None:
    assert set(ABOUT) == set(COMMON) and set(PACK_ABOUT) == set(PACK_KEYS)
    assert set(CONFIG) | {"per-file"} == set(config_schema()["properties"])
    assert set(KINDS) <= set(pack_schema()["definitions"])
