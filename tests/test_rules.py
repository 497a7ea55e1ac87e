"""Every built-in rule keeps what its examples promise."""

import dataclasses

import pytest

from zflint.engine import ruleset
from zflint.examples import failures, run, unmarked
from zflint.finders import engines
from zflint.kinds.words import Swap
from zflint.model import Example, Rule
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


@pytest.mark.parametrize("engine", engines())
def test_every_engine_finds_the_same(engine: str) -> None:
    chosen, fastest = ruleset(RULES, engine=engine), ruleset(RULES)
    for one in {example for rule in RULES for example in (*rule.bad, *rule.good)}:
        text = unmarked(one.text)[0]
        assert run(chosen, one, text) == run(fastest, one, text), text


@pytest.mark.parametrize("rule", [r for r in RULES if r.kind == "swap"], ids=lambda rule: rule.id)
def test_every_listed_word_is_found_and_no_right_form_is(rule: Rule) -> None:
    ready = ruleset([rule])
    assert isinstance(rule.check, Swap)
    rows = [*rule.check.swap.items(), *((r["wrong"], r["right"]) for r in rule.check.rows if not r.get("guard"))]
    missed = [wrong for wrong, _ in rows if not run(ready, Example(f"（{wrong}）"), f"（{wrong}）")]
    noisy = [right for _, right in rows if run(ready, Example(f"（{right}）"), f"（{right}）")]
    assert (missed, noisy) == ([], [])
