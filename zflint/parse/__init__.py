"""Text → Document. Never fails: odd input gives a document. One file a format; Markdown's parser loads when needed."""

from __future__ import annotations

from zflint.model import Document
from zflint.parse.plain import parse_plain


def parse(text: str, format: str = "plain") -> Document:
    """`format` is plain or markdown. (Of a .docx file the bytes are read, not a text: `docx.read_docx`.)"""
    if format == "markdown":
        from zflint.parse.markdown import parse_markdown

        return parse_markdown(text)
    return parse_plain(text)


def format_of(filename: str) -> str:
    """The format that a file name's ending says: plain, markdown or docx."""
    name = filename.lower()
    if name.endswith((".md", ".markdown", ".mdown")):
        return "markdown"
    return "docx" if name.endswith(".docx") else "plain"
