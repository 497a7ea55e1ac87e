"""What the built-in groups are called where people read of them; the packs say the same."""

from __future__ import annotations

from zflint.messages import pick

TITLES: dict[str, tuple[str, str]] = {
    "placeholder": ("占位符和漏填", "Unfilled placeholders"),
    "consistency": ("前后一致", "Consistency"),
    "region": ("行政区划", "Administrative divisions"),
    "residue": ("网页残留", "Leftovers of a web page"),
    "pairing": ("成对标点", "Marks that come in pairs"),
    "punctuation": ("标点符号", "Punctuation"),
    "outdated": ("过时与超前", "Stale and premature"),
    "typo": ("错别字", "Wrong characters and words"),
    "repetition": ("重复", "Repetition"),
    "structure": ("层次结构", "Structure"),
    "date": ("日期与数字", "Dates and figures"),
    "encoding": ("字符编码", "Characters and encodings"),
    "privacy": ("个人信息", "Personal data"),
    "suppression": ("屏蔽注释", "Suppression comments"),
}


def title(group: str) -> str:
    """The group's title, or its name when it is a user's."""
    return pick(TITLES[group]) if group in TITLES else group
