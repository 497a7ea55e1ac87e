"""Findings in awkward texts, as every report has to bear them: for the tests of the reports."""

from zflint.model import Edit, Finding, Fix, Rule, Span
from zflint.report import Checked, Look, checked, report

ODD = "通 知, a:b%.txt"
TEXT = (
    "关于开展工作的通知\r\n"
    "　　截止目前，𠮷安县“全区”上下\u200b共排查隐患XX处,整改X处.\n"
    "<script>alert('&')</script>，]]> 和 \"引号\"、| 竖线、`反引号`\n"
    "\n"
    "打赏支持\x07作者\n分享到：\t微信\n"
)


def at(word: str) -> Span:
    start = TEXT.index(word)
    return Span(start, start + len(word))


def fix(*edits: tuple[str, str], applicability: str = "safe") -> Fix:
    return Fix(tuple(Edit(*at(old), new) for old, new in edits), applicability, "改为“" + edits[0][1] + "”")


FINDINGS = [
    Finding(at("截止目前"), "typo/cutoff", "error", "“截止目前”应为“截至目前”", fix(("截止目前", "截至目前"))),
    Finding(at("全区"), "consistency/own-unit", "error", "此处写“全区”，疑为套用旧稿",
            fix(("全区", "全县"), applicability="unsafe"),
            ((at("𠮷安县"), "别处写作“𠮷安县”"), (at("排查"), "又一处"))),
    Finding(Span(at("上下").end, at("上下").end), "punctuation/point", "warning", "这里缺少逗号",
            Fix((Edit(at("上下").end, at("上下").end, "，"),), "safe", "补上“，”")),
    Finding(at("\u200b"), "encoding/invisible", "info", "看不见的字符\u200b", fix(("\u200b", ""))),
    Finding(at("XX处,整改"), "placeholder/overlap", "warning", "两处重叠的第一处"),
    Finding(at(",整改X处."), "punctuation/half", "warning", "半角标点100%", fix((",整", "，整"), ("处.", "处。"))),
    Finding(at("<script>alert('&')</script>"), "residue/html", "error", "<b>HTML</b> & \"残留\"\n第二行\x1b[31m"),
    Finding(Span(at("打赏").start, at("微信").end), "residue/page", "error", "网页残留，共2行",
            fix(("打赏支持\x07作者\n分享到：\t微信", ""))),
]
RULES = {found.rule: Rule(found.rule, "words", "error", None, {"": "“{found}”有误"}, {"": "“{found}” is wrong"},  # type: ignore[arg-type]
                          why="原因 <在此> & 彼。", why_en="Because.", source="《依据》") for found in FINDINGS[:-1]}
FILES = [
    checked(ODD, TEXT, FINDINGS, "gb18030", whole=True),
    Checked("clean.md", (), {}, "utf-8"),
    Checked("missing<&>.txt", (), {}, error="missing<&>.txt：没有这个文件"),
]


def printed(format: str, files: list[Checked] | None = None) -> str:
    return "".join(report(format)(FILES if files is None else files, Look(80, False, RULES)))
