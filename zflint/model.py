"""The values everything else passes around: frozen, comparable, picklable, without behaviour.

Offsets are code points into the decoded text, half open. The small values that exist by the thousand are named tuples
(a frozen dataclass takes three times as long to make); the others are frozen dataclasses.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from zflint.typed import Any, ClassVar, Literal, Protocol
from zflint.values import NamedTuple, dataclass, field

Level = Literal["error", "warning", "info"]
Applicability = Literal["safe", "unsafe", "none"]

MARKED_UP = ("markdown", "html")
"""Formats in which markup, and what surrounds a text on a page, is the author's own."""

MASK = "\ufffc"
"""What readers put in place of markup, one for each character, so that offsets stay true."""


class Span(NamedTuple):
    """A half-open range of code points."""

    start: int
    end: int


class Block(NamedTuple):
    """One heading, paragraph, list item, table cell or quotation, without its position: equal blocks are equal values.

    `kind` is one of BLOCK_KINDS, `depth` the level of a heading or list item from 1 (0 for anything else). Markup
    inside `text` is replaced by as many MASK characters. A block never holds a line end in plain text; in Markdown a
    paragraph of several source lines is one block.
    """

    kind: str
    text: str
    depth: int = 0


BLOCK_KINDS = ("title", "heading", "paragraph", "item", "cell", "quote")


class Place(NamedTuple):
    """Where a block stands: what judges may know. `line` counts from 0 and may skip (blank lines have no block)."""

    kind: str
    depth: int
    span: Span
    line: int


class Directive(NamedTuple):
    """A suppression comment. `action` is disable, enable, disable-line, disable-next-line, disable-file, or unknown."""

    span: Span
    action: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Document:
    """A text and its blocks in reading order; `places[i]` is where `blocks[i]` stands."""

    text: str
    blocks: tuple[Block, ...]
    places: tuple[Place, ...]
    directives: tuple[Directive, ...] = ()
    declared_date: str = ""
    """An ISO date, month or year that the text itself declares: front matter `date`, or a zflint-as-of directive."""
    format: str = "plain"


class Edit(NamedTuple):
    """Replace the characters from start to end with `content`."""

    start: int
    end: int
    content: str


class Related(NamedTuple):
    """Another place that belongs to a finding; `key` is what stands there."""

    start: int
    end: int
    key: str


class Mark(NamedTuple):
    """What a rule saw. `scan` gives positions relative to the block; the engine shifts them and sets `at`.

    key: the text seen, or what a judge needs to know of it. fix: the replacement of the whole span (None: no fix).
    edits: instead of `fix`, several edits. case: which message of the rule, for rules with a table of messages.
    says: further fields for the message. related: other places. at: index of the block in the document.
    """

    start: int
    end: int
    key: str = ""
    fix: str | None = None
    case: str = ""
    says: tuple[tuple[str, str], ...] = ()
    edits: tuple[Edit, ...] = ()
    related: tuple[Related, ...] = ()
    at: int = -1


class Hit(NamedTuple):
    """One match of a probe in a block. `match` is a regex match (None for a literal probe)."""

    start: int
    end: int
    probe: int
    match: Any


class Probe(NamedTuple):
    """What a kind looks for: a literal, or a regex in `re` syntax. Its index in probes() comes back in Hit.probe.

    excuse: what it finds says only that other probes found nothing wrong; where they found nothing, it is not run.
    """

    pattern: str
    literal: bool = False
    excuse: bool = False


class DateRange(NamedTuple):
    """The document's date, as precisely as it is known: ISO dates, both ends included. `source`: where it was found."""

    first: str
    last: str
    source: str


class Name(NamedTuple):
    """A name declared in the configuration: the right form and the wrong ones."""

    right: str
    wrong: tuple[str, ...]


@dataclass(frozen=True)
class Options:
    """What command line and configuration say about the documents; it overrides what the text seems to say."""

    as_of: str = ""
    own_unit: str = ""
    names: tuple[Name, ...] = ()
    lang: str = "zh"


@dataclass(frozen=True)
class Context:
    """What is known of the whole document when rules are judged. `facts`: all marks of each fact, by its name."""

    places: tuple[Place, ...]
    options: Options
    facts: Mapping[str, Sequence[Mark]] = field(default_factory=dict)
    date: DateRange | None = None
    own_unit: str = ""
    """The level word of the document's own unit: 省 自治区 市 州 盟 县 区 旗 镇 乡 …, or empty when it is not known."""
    format: str = "plain"
    """The document's: what a judge needs to leave markup alone where markup belongs."""


class Kind(Protocol):
    """An algorithm with its parameters as fields of a frozen dataclass.

    `always` kinds scan every block; others only blocks in which one of their probes was hit. `needs` names the facts
    that `judge` reads from the context. Neither method may keep state.
    """

    always: ClassVar[bool]
    needs: ClassVar[tuple[str, ...]]

    def probes(self) -> Sequence[Probe]: ...

    def scan(self, block: Block, hits: Sequence[Hit]) -> Iterable[Mark]: ...

    def judge(self, marks: Sequence[Mark], context: Context) -> Iterable[Mark]: ...


class Example(NamedTuple):
    """A text of a rule's bad, good or todo list, with ⟦found→fix⟧ or ⟦found⟧ where findings are expected."""

    text: str
    as_of: str = ""
    own_unit: str = ""
    names: tuple[Name, ...] = ()
    format: str = "plain"


@dataclass(frozen=True)
class Rule:
    """A check and what to say about it. Texts are Chinese; the *_en fields hold the English ones.

    `message` maps a mark's case to a template; the case "" is the ordinary one. Templates know {found}, {fix} and the
    mark's `says`. `yields` names groups or rules: where one of those finds something, this rule stays silent.
    `trusted` is False for rules of users' packs, whose patterns run under a time limit.
    """

    id: str
    kind: str
    level: Level
    check: Kind
    message: Mapping[str, str]
    message_en: Mapping[str, str]
    why: str = ""
    why_en: str = ""
    source: str = ""
    fix: Applicability = "none"
    default: bool = True
    scope: frozenset[str] = frozenset()
    yields: tuple[str, ...] = ()
    related: str = ""
    related_en: str = ""
    pack: str = ""
    trusted: bool = True
    bad: tuple[Example, ...] = ()
    good: tuple[Example, ...] = ()
    todo: tuple[Example, ...] = ()

    @property
    def group(self) -> str:
        return self.id.partition("/")[0]


@dataclass(frozen=True, order=True)
class Fix:
    """Edits that belong together. They never overlap and are sorted."""

    edits: tuple[Edit, ...]
    applicability: str
    message: str


@dataclass(frozen=True, order=True)
class Finding:
    """What every printer and the editor get. Sorted by place, then rule."""

    span: Span
    rule: str
    level: str
    message: str
    fix: Fix | None = None
    related: tuple[tuple[Span, str], ...] = ()
