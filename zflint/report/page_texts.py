"""What the html and markdown reports say themselves, in Chinese and English."""

from __future__ import annotations

from zflint.messages import pick

Texts = tuple[str, str]

LEVEL: dict[str, Texts] = {"error": ("错误", "error"), "warning": ("警告", "warning"), "info": ("提示", "note")}
LEVELS: dict[str, Texts] = {"error": ("错误", "errors"), "warning": ("警告", "warnings"), "info": ("提示", "notes")}

TEXTS: dict[str, Texts] = {
    "title": ("校对单", "Proofreading sheet"),
    "one-file": ("{title}：{file}", "{title}: {file}"),
    "many-files": ("{title}：{count} 个文件", "{title}: {count} files"),
    "file-count": ("{count} 个文件", "{count} files"),
    "count": ("{count} 处", "{count} found"),
    "made": ("由 zflint {version} 检出，请人工复核。", "Found by zflint {version}; please check by eye."),
    "comma": ("、", ", "),
    "colon": ("：", ": "),
    "clean": ("没有发现问题", "Nothing found"),
    "filters": ("筛选", "Filter"),
    "level": ("级别", "Level"),
    "group": ("类别", "Group"),
    "files": ("文件", "Files"),
    "reset": ("显示全部", "Show all"),
    "shown": ("显示 {shown}／{all} 处", "{shown} of {all} shown"),
    "only-rows": ("只看有问题的段落", "Only paragraphs with findings"),
    "theme": ("深色／浅色", "Dark / light"),
    "print": ("打印", "Print"),
    "previous": ("上一处", "Previous"),
    "next": ("下一处", "Next"),
    "keys": ("快捷键：J 下一处，K 上一处", "Keys: J next, K previous"),
    "row": ("第{row}行", "line {row}"),
    "paragraph": ("第{row}段", "paragraph {row}"),
    "why": ("原因", "Why"),
    "source": ("依据：{text}", "Source: {text}"),
    "safe": ("可自动修改", "fixable"),
    "unsafe": ("改前请确认", "needs a look"),
    "delete": ("删去", "delete"),
    "done": ("已处理", "Done"),
    "related": ("另见", "See also"),
    "more": ("等 {count} 处", "… {count} in all"),
    "clean-files": ("没有问题的文件（{count} 个）", "Files without findings ({count})"),
    "failed": ("未能检查", "Could not be checked"),
    "number": ("序号", "No."),
    "place": ("位置", "Place"),
    "found": ("原文", "Text"),
    "problem": ("问题", "Finding"),
    "proposal": ("建议", "Proposal"),
    "verdict": ("处理", "Verdict"),
    "accept": ("□ 改　□ 不改", "□ yes □ no"),
    "rule": ("规则", "Rule"),
    "reasons": ("说明", "Reasons"),
    "original": ("附：原文", "The text"),
    "proofreader": ("校对", "Proofread by"),
    "reviewer": ("复核", "Reviewed by"),
    "date": ("日期", "Date"),
    "md-title": ("zflint 校对结果", "zflint"),
    "md-clean": ("检查了 {files} 个文件，没有发现问题。", "{files} files checked, nothing found."),
    "md-found": ("检查了 {files} 个文件，{with_some} 个有问题，共 {count} 处。",
                 "{count} found in {with_some} of {files} files."),
    "md-more": ("另有 {count} 处没有列出。", "{count} more are not listed."),
}


def text(key: str, /, **values: object) -> str:
    return pick(TEXTS[key]).format(**values)
