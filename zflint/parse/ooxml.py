"""The parts of a .docx file: XML in a ZIP archive (ECMA-376, parts 1 and 2). Whatever is wrong is one sentence.

What is unpacked is bounded, and a part that declares a document type is refused: no part has one, and entities, which
can make a few bytes endless, need it.
"""

from __future__ import annotations

import posixpath
import struct
import zlib
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from xml.parsers import expat
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from zflint.errors import InputError
from zflint.messages import pick

LIMIT = 20_000_000
"""So many bytes may the parts that are read come to: a book of a thousand pages, with all its markup."""
BESIDE = ("styles", "numbering", "footnotes", "endnotes")
"""Parts beside the one that holds the text, and how their files usually are called."""
OLE = b"\xd0\xcf\x11\xe0"
"""How files of Word 97 begin, and those with a password, whatever they hold."""
LOCKED = "EncryptedPackage".encode("utf-16-le")
PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w:",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w:",
    "http://schemas.openxmlformats.org/officeDocument/2006/math": "m:",
    "http://purl.oclc.org/ooxml/officeDocument/math": "m:",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp:",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp:",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc:",
}
"""Namespaces, transitional and strict, and what stands for them in `tag`."""


class Package:
    """A .docx file. `main` is the part that holds the text. Raises InputError, as its methods do."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._left = LIMIT
        self._zip = self._opened(data)
        self._parts = {_normal(one.filename): one for one in self._zip.infolist()}
        self.main = self._relations("").get("officeDocument", "word/document.xml")
        if _normal(self.main) not in self._parts:
            raise self.no_text()

    def _opened(self, data: bytes) -> ZipFile:
        if data.startswith(OLE):
            raise self._locked() if LOCKED in data else self._error(
                "这是旧版 Word 文档（.doc），只是后缀名写成了 .docx，请用 Word 或 WPS 打开后另存为 .docx",
                "a document of Word 97 (.doc) under the name .docx; save it as .docx first")
        if not data.startswith(b"PK"):
            raise self._error("不是 Word 文档（.docx），只是后缀名相同，请改正后缀名或另存为 .docx",
                              "no Word document (.docx) but for its name; rename it, or save it as .docx")
        try:
            return ZipFile(BytesIO(data))
        except (BadZipFile, ValueError, OSError, EOFError, NotImplementedError, struct.error):
            raise self._error("文档已损坏或不完整，请用 Word 打开并修复，或重新取得这个文件",
                              "a damaged or incomplete document; let Word repair it, or get the file again") from None

    def related(self) -> dict[str, str]:
        """What belongs to the text, by the last word of its type: styles, numbering, footnotes, endnotes."""
        folder = posixpath.dirname(self.main)
        usual = {word: posixpath.join(folder, f"{word}.xml") for word in BESIDE}
        return {**usual, **self._relations(self.main)}

    def part(self, path: str) -> Element | None:
        """The root of a part, None when there is no such part."""
        info = self._parts.get(_normal(path))
        return None if info is None else self._parsed(self._unpacked(info), info.filename)

    def _relations(self, part: str) -> dict[str, str]:
        """The last word of the type → the path, of the parts that one refers to."""
        folder, file = posixpath.split(part)
        root = self.part(posixpath.join(folder, "_rels", f"{file}.rels"))
        found: dict[str, str] = {}
        for one in children(root):
            if one.get("TargetMode") != "External":
                path = posixpath.join("/", folder, one.get("Target", ""))
                found.setdefault(one.get("Type", "").rpartition("/")[2], posixpath.normpath(path).lstrip("/"))
        return found

    def _unpacked(self, info: ZipInfo) -> bytes:
        if info.flag_bits & 1:
            raise self._locked()
        if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise self.damaged(info.filename)
        try:
            with self._zip.open(info) as file:
                data = file.read(self._left + 1)
        except (BadZipFile, zlib.error, ValueError, OSError, EOFError, RuntimeError, struct.error):
            raise self.damaged(info.filename) from None
        self._left -= len(data)
        if self._left < 0:
            size = LIMIT // 1_000_000
            raise self._error(f"文档太大，正文展开后超过 {size} MB，请拆成几个文件",
                              f"too large: its text unpacks to more than {size} MB; split it into several files")
        return data

    def _parsed(self, data: bytes, part: str) -> Element:
        try:
            _declare_nothing(data)
            return ElementTree.fromstring(data)
        except (ElementTree.ParseError, expat.ExpatError, ValueError, LookupError):
            raise self.damaged(part) from None

    def damaged(self, part: str) -> InputError:
        return self._error(f"文档已损坏：其中的 {part} 不是有效的 XML，请用 Word 打开并修复",
                           f"a damaged document: its {part} is not valid XML; let Word repair it")

    def no_text(self) -> InputError:
        return self._error("里面没有 Word 正文（word/document.xml），不是 .docx 文档，或文档已损坏",
                           "holds no text of a Word document (word/document.xml): another format, or damaged")

    def _locked(self) -> InputError:
        return self._error("文档设有打开密码，读不了，请先去掉密码", "opens with a password only; remove it first")

    def _error(self, chinese: str, english: str) -> InputError:
        return InputError(pick((f"{self.name}：{chinese}", f"{self.name}: {english}")))


def _normal(path: str) -> str:
    """A part's name as names are compared: without regard to case; some programs write \\ for /."""
    return path.replace("\\", "/").lstrip("/").lower()


class _Begun(Exception):
    """The first element is reached."""


def _declare_nothing(data: bytes) -> None:
    """Raises ValueError when a part declares a document type, ExpatError when it is no XML."""
    def declared(*_: object) -> None:
        raise ValueError("a document type")

    def begun(*_: object) -> None:
        raise _Begun

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler, parser.StartElementHandler = declared, begun
    try:
        parser.Parse(data, True)
    except _Begun:
        return


@lru_cache(maxsize=4096)
def _short(name: str) -> str:
    uri, _, local = name.rpartition("}")
    return PREFIXES.get(uri[1:], "") + local


def tag(element: Element) -> str:
    """An element's name with the usual prefix, w:p; without one when its namespace does not matter here."""
    return _short(element.tag)


def attribute(element: Element, name: str) -> str:
    """The value of an attribute, whatever its namespace; "" when there is none."""
    return next((value for key, value in element.items() if key.rpartition("}")[2] == name), "")


def children(element: Element | None) -> Iterable[Element]:
    return () if element is None else element


def child(element: Element | None, name: str) -> Element | None:
    """The first child that `tag` calls so."""
    return None if element is None else next((one for one in element if tag(one) == name), None)


def value(element: Element | None, name: str) -> str | None:
    """The w:val of a child: "" when it says none, None when there is no such child."""
    found = child(element, name)
    return None if found is None else attribute(found, "val")


def switched_on(element: Element | None, name: str) -> bool:
    """Is there a child that switches something on? w:val may say that it does not."""
    return value(element, name) not in (None, "0", "false", "off")


def whole(text: str | None, otherwise: int = -1) -> int:
    """The number that a text is, below ten thousand; `otherwise` when it is none."""
    return int(text) if text and len(text) < 5 and text.isascii() and text.isdigit() else otherwise
