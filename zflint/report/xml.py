"""XML, written by hand: importing a library for three elements would take longer than writing them."""

from __future__ import annotations

from zflint.regexes import lazy

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
SPECIAL = lazy('[&<>"\\t\\n\\r]|[^\\t\\n\\r\\x20-\\uD7FF\\uE000-\\uFFFD\\U00010000-\\U0010FFFF]')
"""What needs an escape, or is no character of XML 1.0 at all."""


def escaped(text: str) -> str:
    """The text for an attribute or an element. What XML cannot hold is written as <U+0007>."""
    return SPECIAL.sub(lambda m: ESCAPES.get(m[0]) or f"&lt;U+{ord(m[0]):04X}&gt;", text)


def tag(name: str, /, **attributes: object) -> str:
    """The inside of a start tag."""
    return " ".join((name, *(f'{key}="{escaped(str(value))}"' for key, value in attributes.items())))
