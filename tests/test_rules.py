"""Every built-in rule keeps what its examples promise."""

import dataclasses

import pytest

from zflint.engine import ruleset
from zflint.examples import failures, run, unmarked
from zflint.model import Rule
from zflint.packs import builtin_paths, read_packs

RULES = read_packs(builtin_paths(), trusted=True)
LISTS = [
    pytest.param(rule, name, i, id=f"{rule.id}-{name}-{i}")
    for rule in RULES
    for name in ("pattern", "words")
    for i in range(len(getattr(rule.check, name, ())))
    if len(getattr(rule.check, name)) > 1
]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples_hold(rule: Rule) -> None:
    assert failures(rule) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_rule_speaks_both_languages(rule: Rule) -> None:
    assert set(rule.message_en) == set(rule.message)
    assert rule.why_en


@pytest.mark.parametrize(("rule", "name", "i"), LISTS)
def test_each_pattern_is_held_by_an_example(rule: Rule, name: str, i: int) -> None:
    values = getattr(rule.check, name)
    without = dataclasses.replace(rule.check, **{name: values[:i] + values[i + 1:]})  # type: ignore[type-var]
    weaker = ruleset([dataclasses.replace(rule, check=without)])
    assert any(
        len(run(weaker, one, unmarked(one.text)[0])) < len(unmarked(one.text)[1]) for one in rule.bad
    ), f"no bad example of {rule.id} needs {values[i]!r}"


def test_no_good_example_offends_another_default_rule_of_its_group() -> None:
    for group in sorted({rule.group for rule in RULES}):
        mine = [rule for rule in RULES if rule.group == group and rule.default]
        rules = ruleset(mine)
        for rule in mine:
            for one in rule.good:
                assert run(rules, one, one.text) == (), f"{rule.id}: {one.text}"
