"""Colours, and text made safe for a terminal."""

from __future__ import annotations

from zflint.report import Look

LEVELS = {"error": "1;31", "warning": "1;33", "info": "1;36"}
CODE, DIM, BOLD, GOOD = "35", "2", "1", "32"


def ink(text: str, color: str, look: Look) -> str:
    return f"\x1b[{color}m{text}\x1b[0m" if look.color else text


def plain(text: str) -> str:
    """The text on one line, without characters that would disturb a terminal: <U+200B> stands for those."""
    return text if text.isprintable() else "".join(map(_shown, text))


def _shown(one: str) -> str:
    if one in "\t\n\r":
        return " "
    return one if one.isprintable() or one == "\u3000" else f"<U+{ord(one):04X}>"
