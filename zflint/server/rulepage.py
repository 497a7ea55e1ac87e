"""A rule as Markdown, for hover and completion: what it finds, why, its source, examples, and how to turn it off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zflint.examples import unmarked
from zflint.model import MASK, Example, Rule
from zflint.server.diagnostics import page as rule_uri

SHOWN = 3
"""So many examples of each sort are enough in a hover."""
LEVELS = {"error": ("错误", "error"), "warning": ("警告", "warning"), "info": ("提示", "note")}
FIXES = {"safe": ("可自动修改", "fixable"), "unsafe": ("可修改，需人工确认", "fixable after a look"),
         "none": ("不自动修改", "no fix")}
TEXT = {
    "on": ("默认启用", "on by default"), "off": ("默认不启用", "off by default"), "listed": ("；", "; "),
    "why": ("原因：", "Why: "), "source": ("依据：", "Source: "), "bad": ("错例", "Wrong"), "good": ("正例", "Right"),
    "page": ("规则说明", "rule page"), "switch": ("在 zflint.toml 中：", "In zflint.toml: "),
}


def page(rule: Rule, english: bool = False, told: bool = False) -> str:
    """Markdown; what the rule's texts hold of its marks is shown as it is. Examples when the rule has them.

    told: beside a finding, whose message says already what the rule's messages say.
    """
    english = english and bool(rule.message_en)
    return "\n\n".join(_parts(rule, english, told))


def _parts(rule: Rule, english: bool, told: bool) -> Iterator[str]:
    yield f"**{rule.id}** · " + TEXT["listed"][english].join((
        LEVELS[rule.level][english], TEXT["on" if rule.default else "off"][english], FIXES[rule.fix][english]))
    messages = rule.message_en if english else rule.message
    if not told:
        yield "\n".join("- " + escaped(re.sub(r"\{[\w-]+\}", "…", one)) for one in dict.fromkeys(messages.values()))
    if why := rule.why_en if english else rule.why:
        yield TEXT["why"][english] + escaped(why)
    if rule.source:
        yield TEXT["source"][english] + escaped(rule.source)
    for sort, examples in (("bad", rule.bad), ("good", rule.good)):
        if examples:
            yield f"{TEXT[sort][english]}：\n" + "\n".join(f"- {_example(one)}" for one in examples[:SHOWN])
    key = "ignore" if rule.default else "extend-select"
    uri = rule_uri(rule.id)
    link = f" · [{TEXT['page'][english]}]({uri})" if uri else ""
    yield f"{TEXT['switch'][english]}`{key} = [\"{rule.id}\"]`{link}"


def _example(example: Example) -> str:
    """The text with what is wrong struck out and what is right in bold."""
    text, expected = unmarked(example.text)
    shown, last = "", 0
    for one in expected:
        shown += escaped(text[last:one.start]) + f"~~{escaped(text[one.start:one.end].strip())}~~"
        shown += f" **{escaped(one.fix.strip())}**" if one.fix and one.fix.strip() else ""
        last = one.end
    lines = (shown + escaped(text[last:])).strip("\n")
    return re.sub(r"\s*\n\s*", "<br>", lines)


def escaped(text: str) -> str:
    """Text that Markdown shows as it is; what cannot be seen by its number."""
    text = re.sub(r"([\\`*_{}\[\]<>#|~])", r"\\\1", text)
    return "".join(one if one == "\n" or one == "\u3000" or one.isprintable() else f"U+{ord(one):04X}" for one in
                   text.replace(MASK, "�"))


def plain(markdown: str) -> str:
    """The same for clients that show no Markdown."""
    text = re.sub(r"\[([^\]]*)\]\(([^)]*)\)", r"\1：\2", markdown.replace("<br>", " "))
    return re.sub(r"\\(.)|\*\*|~~|`", lambda m: m[1] or "", text)
