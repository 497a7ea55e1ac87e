"""Write docs/rules/*.md, one page a group, from the packs.

    python tools/rule_pages.py [--check]

--check writes nothing and exits 1 when a page is not what the packs say.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from zflint.examples import unmarked
from zflint.model import Example, Rule
from zflint.packs import builtin_paths, pack_data, read_pack

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "rules"
LEVELS = {"error": "错误", "warning": "警告", "info": "提示"}
FIXES = {"safe": "可自动修改", "unsafe": "可修改，需人工确认", "none": "不自动修改"}
MOST = 6
"""So many examples of each sort are enough for a page."""


def pages() -> dict[str, str]:
    """File name → text, for every group and the index."""
    found = {}
    index = ["# 规则", "", "| 组 | 查什么 | 规则 |", "|---|---|--:|"]
    for path in builtin_paths():
        data, rules = pack_data(path), read_pack(path, trusted=True)
        group = data["group"]
        found[f"{group}.md"] = "\n".join(_page(data.get("title", group), rules)) + "\n"
        index.append(f"| [{group}]({group}.md) | {data.get('title', '')} | {len(rules)} |")
    found["README.md"] = "\n".join(index) + "\n"
    return found


def _page(title: str, rules: Iterable[Rule]) -> Iterator[str]:
    yield f"# {title}"
    for rule in rules:
        name = rule.id.partition("/")[2]
        on = "默认启用" if rule.default else "默认关闭"
        yield from ("", f'<a id="{name}"></a>', "", f"## {rule.id}", "",
                    f"{LEVELS[rule.level]}；{on}；{FIXES[rule.fix]}。", "")
        for message in dict.fromkeys(rule.message.values()):
            yield "- `" + re.sub(r"\{\w+\}", "…", message).replace("`", "'") + "`"
        yield from ("", f"原因：{rule.why}", "", f"依据：{rule.source}", "")
        yield from _examples("错例", rule.bad)
        yield from _examples("正例", rule.good)
        key = "ignore" if rule.default else "extend-select"
        yield f"{'关闭' if rule.default else '启用'}：`{key} = [\"{rule.id}\"]`"


def _examples(title: str, examples: tuple[Example, ...]) -> Iterator[str]:
    yield from (f"{title}（⟦ ⟧ 内为问题所在）：" if title == "错例" else f"{title}：", "", "```text")
    for example in examples[:MOST]:
        yield _marked(example) + (f"    （文稿日期 {example.as_of}）" if example.as_of else "")
    yield from ("```", "")


def _marked(example: Example) -> str:
    text, expected = unmarked(example.text)
    for one in reversed(expected):
        fix = f" → {one.fix}" if one.fix else ""
        text = f"{text[:one.start]}⟦{text[one.start:one.end]}{fix}⟧{text[one.end:]}"
    return "".join(map(_visible, text.rstrip("\n"))).replace("```", "'''")


def _visible(char: str) -> str:
    """The character, or its number where a page would show nothing or hide it."""
    return char if char in "\n\u3000" or char.isprintable() else f"\\u{ord(char):04X}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    wanted = pages()
    there = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    if args.check:
        stale = sorted(name for name in {*wanted, *there} if wanted.get(name) != there.get(name))
        print("\n".join(f"docs/rules/{name} is not what the packs say" for name in stale), end="\n" if stale else "")
        return int(bool(stale))
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name in there.keys() - wanted.keys():
        (FOLDER / name).unlink()
    for name, text in wanted.items():
        (FOLDER / name).write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
