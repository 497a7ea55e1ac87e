"""Word documents made by hand: as little XML as says what a test is about."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
SPACES = (f'xmlns:w="{W}" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
          'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
          'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
          'xmlns:v="urn:schemas-microsoft-com:vml"')
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def part(root: str, inside: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{root} {SPACES}>{inside}</w:{root}>'


def packed(parts: dict[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", method) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return out.getvalue()


def docx(body: str, **others: str) -> bytes:
    """A document of this body; `others` are the insides of its styles, numbering, footnotes and endnotes."""
    parts: dict[str, str | bytes] = {"word/document.xml": part("document", f"<w:body>{body}</w:body>")}
    return packed(parts | {f"word/{name}.xml": part(name, inside) for name, inside in others.items()})


def p(text: str = "", properties: str = "") -> str:
    """A paragraph; `text` may be runs."""
    runs = text if "<" in text else r(text)
    return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"


def r(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def styled(style: str, text: str) -> str:
    return p(text, f'<w:pStyle w:val="{style}"/>')


def listed(text: str, number: int = 1, level: int = 0) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def style(name: str, shown: str, inside: str = "", default: bool = False) -> str:
    said = ' w:default="1"' if default else ""
    return f'<w:style w:type="paragraph" w:styleId="{name}"{said}><w:name w:val="{shown}"/>{inside}</w:style>'


def level(at: int, writing: str, text: str, inside: str = "", start: int = 1) -> str:
    return (f'<w:lvl w:ilvl="{at}"><w:start w:val="{start}"/><w:numFmt w:val="{writing}"/>{inside}'
            f'<w:lvlText w:val="{text}"/></w:lvl>')


def numbering(*levels: str, more: str = "") -> str:
    return (f'<w:abstractNum w:abstractNumId="7">{"".join(levels)}</w:abstractNum>'
            f'<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>{more}')
