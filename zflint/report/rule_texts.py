"""What reports tell of a rule, in the language in use."""

from __future__ import annotations

from collections.abc import Iterator

from zflint.messages import language, say
from zflint.model import Rule
from zflint.regexes import lazy

FIELD = lazy(r"\{\w+\}")


def summary(rule: Rule) -> str:
    """What the rule says when it finds something, with … for what it found."""
    messages = rule.message_en if language() == "en" and rule.message_en else rule.message
    return FIELD.sub("…", next(iter(messages.values()), rule.id))


def why(rule: Rule) -> str:
    return rule.why_en if language() == "en" and rule.why_en else rule.why


def help_text(rule: Rule) -> str:
    return "\n".join(_help(rule, ""))


def help_markdown(rule: Rule) -> str:
    return "\n\n".join(_help(rule, "`"))


def _help(rule: Rule, code: str) -> Iterator[str]:
    """Why, on whose word, and how to switch the rule off."""
    yield say("why", text=why(rule))
    if rule.source:
        yield say("source", text=rule.source)
    yield say("in-config", text=f'{code}ignore = ["{rule.id}"]{code}')
    yield say("in-text", text=f"{code}<!-- zflint-disable-next-line {rule.id} -->{code}")
