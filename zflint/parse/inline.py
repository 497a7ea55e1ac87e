"""Which characters of a piece of Markdown are markup and not prose.

markdown-it says what inline markup there is but not where; here its rules run one at a time from a known place.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from string import punctuation

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import (
    StateInline,
    autolink,
    backtick,
    emphasis,
    entity,
    escape,
    html_inline,
    image,
    link,
    strikethrough,
)
from markdown_it.rules_inline.state_inline import Scanned
from markdown_it.token import Token

from zflint.model import Span
from zflint.regexes import lazy
from zflint.typed import Any
from zflint.values import dataclass, field

OPENING = frozenset("“‘《（【〈「『〔")
CLOSING = frozenset("”’》）】〉」』〕。，！？；：、…—")
ESCAPED = frozenset(punctuation + "\n")
TAG = lazy(  # what HTML's rule refuses: <Note style={{ width: 1 }}>
    r"</?[A-Za-z][\w.]*(?=[\s/>])(?:[^<>{}\"']|\"[^\"]*\"|'[^']*'|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})*>", re.A)
SIGNS = lazy(
    r"\{/\*[^{]*?\*/\}|\{[#:.][^{}\n]*\}|\[\^[^\]\s]+\]:?|\A\[(?:[ xX]|![A-Z]+)\](?=\s|\Z)"
    r"|^[ \t]*:{3,}[ \t]*[\w-]*(?:\{[^}\n]*\})?|(?<=\n)[ \t]*#{1,6}(?=[ \t])", re.M | re.S)
"""MDX comments and heading ids, footnotes, task boxes, ::: containers, headings inside HTML."""
FOREIGN = lazy(
    r"(?:(?:https?|ftp)://|www\.)[!-~]*[\w/&=#%~+-]|\{\{[ -z|~]*\}\}|\{[\"'][ -z|~]*[\"']\}"
    r"|\$\$[\n -~]+?\$\$|\$[ -~]+?\$", re.A)
"""Bare addresses, template expressions, formulas."""


@dataclass(slots=True)
class Trace:
    """What was seen in one piece. signs: spans that only set off prose (* [ ]( ) tags); foreign: spans that stand for
    something the reader sees and that is no prose (code, images, addresses); code: those of them that are code.

    labels: the texts of links, until they are dealt with; delimiters: tokens of * _ ~ with place and length.
    """

    signs: list[Span]
    foreign: list[Span]
    code: list[Span] = field(default_factory=list)
    labels: list[Span] = field(default_factory=list)
    delimiters: list[tuple[Token, int, int]] = field(default_factory=list)


class State(StateInline):
    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:
        """Chinese writers mean 他说**“好。”**然后 to be bold; CommonMark wants spaces there."""
        seen = super().scanDelims(start, canSplitWord)
        if self.src[start] != "*":
            return seen
        before, after = self.src[start - 1:start], self.src[start + seen.length:start + seen.length + 1]
        return Scanned(seen.can_open or after in OPENING, seen.can_close or before in CLOSING, seen.length)


class Inline(ParserInline):
    """An inline parser that writes down where markup stands. Keeps no state between pieces."""

    def __init__(self) -> None:
        super().__init__()
        self.ruler2.enableOnly(["balance_pairs", "strikethrough", "emphasis"])

    def traced(self, source: str, md: MarkdownIt, references: Any) -> Trace:
        """The markup of a piece; emphasis that is not closed is prose."""
        signs, foreign = ([Span(*m.span()) for m in one.finditer(source)] for one in (SIGNS, FOREIGN))
        trace = Trace(signs, foreign)
        state = State(source, md, {"references": references, "trace": trace}, [])
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        trace.signs.extend(Span(at, at + size) for token, at, size in trace.delimiters if not token.content)
        return trace

    def tokenize(self, state: StateInline) -> None:
        trace: Trace = state.env["trace"]
        trace.labels.append(Span(state.pos, state.posMax))
        while special := SPECIAL.search(state.src, state.pos, state.posMax):
            at = special.start()
            if at > state.pos:
                state.pending = "text"  # becomes a token: runs of * with text between are two runs
            state.pos, size = at, len(state.tokens)
            if RULES[special[0]](state):
                _note(state, special[0], at, size)
            else:
                state.pending, state.pos = "text", at + 1
        state.pos = state.posMax

    def parse(self, src: str, md: Any, env: Any, tokens: list[Any]) -> list[Any]:
        """Called for the description of an image, which is masked with it."""
        return tokens


def _note(state: StateInline, mark: str, at: int, size: int) -> None:
    """Write down what a rule that began at `at` has consumed; `size`: how many tokens there were before."""
    trace: Trace = state.env["trace"]
    match mark:
        case "[":
            label = trace.labels.pop()
            trace.signs.extend((Span(at, label.start), Span(label.end, state.pos)))
        case "\\" if state.src[at + 1:at + 2] in ESCAPED:
            trace.signs.append(Span(at, at + 1))
        case "`":
            if len(state.tokens) > size and state.tokens[-1].type == "code_inline":
                trace.foreign.append(Span(at, state.pos))
                trace.code.append(Span(at, state.pos))
        case "*" | "_" | "~":
            for token in (one for one in state.tokens[size:] if one.content.startswith(mark)):
                trace.delimiters.append((token, at, len(token.content)))
                at += len(token.content)
        case "\\":
            pass
        case "<" if not state.src.startswith(("<http", "<mailto"), at):
            trace.signs.append(Span(at, state.pos))
        case _:
            trace.foreign.append(Span(at, state.pos))


def _tag(state: StateInline) -> bool:
    if autolink(state, False) or html_inline(state, False):
        return True
    m = TAG.match(state.src, state.pos, state.posMax)
    if m:
        state.pending, state.pos = "tag", m.end()
    return m is not None


def _loud(rule: Callable[[StateInline, bool], bool]) -> Callable[[StateInline], bool]:
    return lambda state: rule(state, False)


RULES: dict[str, Callable[[StateInline], bool]] = {
    "\\": _loud(escape), "`": _loud(backtick), "*": _loud(emphasis.tokenize), "_": _loud(emphasis.tokenize),
    "~": _loud(strikethrough.tokenize), "[": _loud(link), "!": _loud(image), "&": _loud(entity), "<": _tag,
}
SPECIAL = lazy("[" + re.escape("".join(RULES)) + "]")
