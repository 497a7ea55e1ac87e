"""What the command line says, in Chinese and English. Texts of rules are in the packs, help texts in help.py."""

from __future__ import annotations

from collections.abc import Iterable

LANGUAGES = ("zh", "en")
_language = "zh"

TEXT: dict[str, tuple[str, str]] = {
    "error": ("错误：{text}", "error: {text}"),
    "warning": ("注意：{text}", "note: {text}"),
    "interrupted": ("已中断", "interrupted"),
    "hint": ("，是否想写“{word}”？", "; did you mean “{word}”?"),
    "crash": ("zflint 内部出错{where}：{error}。请把这一行和出错的文件报告给我们；加 -v 可看详细信息",
              "zflint failed{where}: {error}. Please report this line with the file; -v shows the details"),
    "crash-file": ("（检查 {file} 时）", " (checking {file})"),
    "crash-rule": ("（检查 {file} 时，规则 {rule}）", " (checking {file}, rule {rule})"),
    # arguments
    "unknown-command": ("没有“{name}”这个命令{hint}；可用的命令有 {known}",
                        "no command “{name}”{hint}; commands are {known}"),
    "path-as-command": ("没有“{name}”这个命令；要检查它，请用 zflint check {name}",
                        "no command “{name}”; to check it, run zflint check {name}"),
    "unknown-option": ("没有“{name}”这个选项{hint}；zflint {command} --help 列出全部选项",
                       "no option “{name}”{hint}; zflint {command} --help lists them all"),
    "no-value": ("选项 {name} 后面缺少一个值", "option {name} needs a value"),
    "no-value-wanted": ("选项 {name} 不带值，却写了“{value}”", "option {name} takes no value, got “{value}”"),
    "bad-usage": ("命令行有误：{text}", "bad command line: {text}"),
    "too-many": ("多余的参数“{name}”", "unexpected argument “{name}”"),
    "missing-argument": ("缺少参数 {name}", "missing argument {name}"),
    "bad-value": ("{name} 的值“{value}”不对：{text}", "bad value “{value}” for {name}: {text}"),
    "one-of": ("应为 {known} 之一{hint}", "expected one of {known}{hint}"),
    "wants-date": ("应为日期，如 2024-03-01、2024-03 或 2024", "expected a date such as 2024-03-01, 2024-03 or 2024"),
    "wants-unit": ("应为发文单位或其级别，如 青石县 或 县",
                   "expected the issuing unit or its level, such as 青石县 or 县"),
    "wants-jobs": ("应为不小于 0 的整数，0 表示自动", "expected an integer from 0; 0 means automatic"),
    "wants-reason": ("应写明理由，一行，不含 -->", "expected a reason: one line, without -->"),
    "wants-address": ("应为 主机:端口，如 127.0.0.1:2087", "expected HOST:PORT, such as 127.0.0.1:2087"),
    "no-address": ("不能在 {host}:{port} 上等待连接：{text}", "cannot listen on {host}:{port}: {text}"),
    "wants-yes": ("应为 1 或 0", "expected 1 or 0"),
    "isolated-config": ("--isolated 不读取配置文件，不能与 --config {file} 同用",
                        "--isolated reads no configuration file and cannot go with --config {file}"),
    "two-configs": ("--config 只能指定一个配置文件，现在有 {first} 和 {second}",
                    "--config takes one file, got {first} and {second}"),
    "fix-staged": ("--staged 检查的是暂存的内容，不能直接改写；请先 --fix 再暂存，或用 --diff 看补丁",
                   "--staged checks what is staged, which cannot be rewritten; run --fix before staging, or --diff"),
    "stdin-and-git": ("标准输入没有版本历史，不能与 --staged、--diff-from 同用",
                      "standard input has no history: not with --staged or --diff-from"),
    "stdin-and-watch": ("标准输入不能持续监视（--watch）", "standard input cannot be watched"),
    "no-watchfiles": ("--watch 需要 watchfiles：请运行 pip install 'zflint[watch]'",
                      "--watch needs watchfiles: pip install 'zflint[watch]'"),
    # git
    "no-git": ("找不到 git 命令；--staged、--diff-from 需要它", "no git command; --staged and --diff-from need it"),
    "no-repository": ("{folder} 不在 git 仓库中；--staged、--diff-from 只能在仓库中使用",
                      "{folder} is in no git repository, which --staged and --diff-from need"),
    "no-ref": ("--diff-from：仓库中没有“{ref}”这个提交、分支或标签", "--diff-from: no commit, branch or tag “{ref}”"),
    "shallow-ref": ("--diff-from：浅克隆中没有“{ref}”，请先运行 git fetch --depth=1 origin {branch}，再用 FETCH_HEAD",
                    "--diff-from: this shallow clone has no “{ref}”; first run git fetch --depth=1 origin {branch}, "
                    "then use FETCH_HEAD"),
    "git-failed": ("git 报告：{text}", "git says: {text}"),
    "nothing-changed": ("没有改动的文稿", "no document has changed"),
    # the baseline
    "baseline-missing": ("没有 {file} 这个基线文件；请先运行 zflint baseline 生成",
                         "no baseline {file}; zflint baseline makes it"),
    "baseline-json": ("{file} 第 {row} 行：基线文件不是有效的 JSON；请从版本库恢复，或运行 zflint baseline 重新生成",
                      "{file} line {row}: the baseline is not valid JSON; restore it, or make it anew with "
                      "zflint baseline"),
    "baseline-version": ("{file}：基线文件的 version 应为 {version}，现在是 {found}",
                         "{file}: the baseline's version should be {version}, got {found}"),
    "baseline-shape": ("{file}：基线文件中“{place}”一项不完整；请从版本库恢复，或运行 zflint baseline 重新生成",
                       "{file}: the baseline's entry “{place}” is not complete; restore it, or make it anew with "
                       "zflint baseline"),
    "baseline-written": ("已把 {count} 个问题（{files} 个文件）记入 {file}：新增 {added} 个，去掉 {gone} 个",
                         "{count} findings of {files} files recorded in {file}: {added} new, {gone} gone"),
    "baseline-hint": ("要让每次检查都用它，请在 zflint.toml 中写 baseline = \"{file}\"",
                      "to use it in every check, write baseline = \"{file}\" in zflint.toml"),
    "baseline-gone": ("基线中有 {count} 个旧问题已经改好，运行 zflint baseline --prune 可从基线中去掉",
                      "{count} findings of the baseline are gone; zflint baseline --prune takes them out"),
    "baseline-stale": ("{path}：基线中的 {rule}“{text}”有 {count} 处已经改好",
                       "{path}: the baseline's {rule} “{text}” is gone {count} times"),
    # configuration
    "at": ("{where}：{text}", "{where}: {text}"),
    "bad-toml": ("{where}：不是有效的 TOML：{text}", "{where}: not valid TOML: {text}"),
    "toml-line": ("{file} 第 {row} 行第 {column} 列", "{file} line {row} column {column}"),
    "not-read": ("读不了 {file}：{text}", "cannot read {file}: {text}"),
    "ENOENT": ("没有这个文件或文件夹", "no such file or folder"),
    "ENOTDIR": ("路径中间有一段不是文件夹", "part of the path is not a folder"),
    "EISDIR": ("这是文件夹，不是文件", "it is a folder"),
    "EACCES": ("没有权限", "permission denied"),
    "EPERM": ("没有权限", "not permitted"),
    "ENOSPC": ("磁盘已满", "the disk is full"),
    "EROFS": ("所在的磁盘是只读的", "the disk is read-only"),
    "not-utf-8": ("{where}：不是 UTF-8 编码，请用 UTF-8 保存", "{where}: not UTF-8; please save it as UTF-8"),
    "config-missing": ("找不到配置文件 {file}", "no configuration file {file}"),
    "extend-missing": ("{where}：extend 指向的 {file} 不存在", "{where}: extend names {file}, which does not exist"),
    "extend-loop": ("配置文件循环继承：{chain}", "configuration files extend each other in a loop: {chain}"),
    "outside": ("{where}：工作区未受信任，不读取其外的 {file}",
                "{where}: the workspace is not trusted, and {file} lies outside of it"),
    "unknown-key": ("{where}：未知的键“{key}”{hint}；可用的键有 {known}",
                    "{where}: unknown key “{key}”{hint}; keys are {known}"),
    "wrong-type": ("{where}：{key} 应为{wanted}，现在是 {value}", "{where}: {key} should be {wanted}, got {value}"),
    "unknown-rule": ("{key}（{origin}）：没有“{name}”这条规则或规则组{hint}",
                     "{key} ({origin}): no rule or group “{name}”{hint}"),
    "duplicate-rule": ("{pack}：规则 {rule} 与内置规则同名，请换一个编号",
                       "{pack}: rule {rule} exists already; rename it"),
    "default": ("默认", "default"),
    # input and output
    "all-excluded": ("要检查的文件都被排除了", "all files are excluded"),
    "not-written": ("写不了 {file}：{text}", "cannot write {file}: {text}"),
    "progress": ("检查中 {bar} {done}/{all}，发现 {found} 个，每秒 {rate} 个文件",
                 "checking {bar} {done}/{all}, {found} found, {rate} files/s"),
    "found": ("发现 {count} 个问题（{levels}）{fixable}；检查了 {files} 个文件，用时 {seconds} 秒",
              "{count} found ({levels}){fixable}; {files} checked in {seconds} s"),
    "fixable": ("，{count} 个可自动修改", ", {count} fixable"),
    "fixable-of": ("{count} 个可自动修改", "{count} fixable"),
    "fixed": ("已修改 {count} 处；", "{count} fixed; "),
    "would-fix": ("可修改 {count} 处；", "would fix {count}; "),
    "disabled": ("已为 {count} 个问题加上停用说明；", "{count} suppressed; "),
    "word-unchanged": ("{count} 个有问题的 Word 文档没有改写：zflint 不写 .docx，请按报告在 Word 中修改；"
                       "旧问题可用 zflint baseline 记下",
                       "Word documents with findings, left as they are: {count}; zflint never writes .docx; make "
                       "the changes in Word, or record old findings with zflint baseline"),
    "word-from-stdin": ("{file}：zflint 不改写 Word 文档，标准输入的也不能 --fix 或 --add-disable",
                        "{file}: zflint never writes Word documents; no --fix or --add-disable for standard input"),
    "changed-meanwhile": ("{file}：检查期间文件又有改动，没有写入；请再运行一次",
                          "{file}: changed while it was checked and was not written; please run again"),
    "covered": ("；基线中的 {count} 个旧问题没有列出", "; {count} of the baseline not listed"),
    "stopped": ("已中断：检查了 {done}/{all} 个文件，以上是已发现的问题",
                "interrupted: {done} of {all} files checked; what was found so far is above"),
    "clean": ("没有发现问题；检查了 {files} 个文件，用时 {seconds} 秒",
              "nothing found; {files} checked in {seconds} s"),
    "config-used": ("{file}：配置 {origin}", "{file}: configuration {origin}"),
    "no-config": ("（无）", "(none)"),
    # levels
    "level-error": ("错误", "error"),
    "level-warning": ("警告", "warning"),
    "level-info": ("提示", "info"),
    "count-error": ("{count} 错误", "{count} errors"),
    "count-warning": ("{count} 警告", "{count} warnings"),
    "count-info": ("{count} 提示", "{count} notes"),
    "listed": ("，", ", "),
    "and": ("、", ", "),
    # the full report, `rule`, `test`
    "fix": ("修改：{text}", "fix: {text}"),
    "fix-unsafe": ("修改（需人工确认）：{text}", "fix (needs a look): {text}"),
    "why": ("原因：{text}", "why: {text}"),
    "more-related": ("还有 {count} 处：{places}", "{count} more: {places}"),
    "default-on": ("默认启用", "on by default"),
    "default-off": ("默认不启用", "off by default"),
    "can-safe": ("可自动修改", "fixable"),
    "can-unsafe": ("可修改，需人工确认", "fixable after a look"),
    "can-none": ("不自动修改", "no fix"),
    "examples-bad": ("错例", "Wrong"),
    "examples-good": ("正例", "Right"),
    "more-examples": ("（另有 {count} 个，加 -v 显示）", "({count} more, shown with -v)"),
    "source": ("依据：{text}", "source: {text}"),
    "switch-off": ("如何关闭", "How to switch it off"),
    "switch-on": ("如何启用", "How to switch it on"),
    "in-config": ("在 zflint.toml 中：{text}", "in zflint.toml: {text}"),
    "in-text": ("在那一行之前：{text}", "above the line: {text}"),
    "verdict-noisy": ("误报", "noisy"),
    "verdict-missing": ("漏报", "missing"),
    "verdict-wrong": ("不符", "wrong"),
    "verdict-unfixed": ("改后仍有问题", "unfixed"),
    "verdict-passing": ("已通过", "passing"),
    "unfired": ("没有一个错例触发这条规则", "no bad example fires this rule"),
    "examples-hold": ("{rules} 条规则、{examples} 个例文全部通过", "{rules} rules, {examples} examples: all pass"),
    "examples-fail": ("{rules} 条规则、{examples} 个例文，{count} 个不通过",
                      "{rules} rules, {examples} examples: {count} fail"),
    "no-such-rule": ("没有“{name}”这条规则或规则组{hint}", "no rule or group “{name}”{hint}"),
    "watching": ("监视中，文件改动后重新检查；按 Ctrl-C 结束", "watching; Ctrl-C ends"),
    "emptied": ("已清空缓存 {folder}：{count} 个文件，{size} KB",
                "emptied the cache {folder}: {count} files, {size} KB"),
    # `init`, `config`
    "written": ("已写入 {file}", "wrote {file}"),
    "exists": ("{file} 已存在，没有改动", "{file} exists and was left as it is"),
    "selected-rules": ("启用 {count} 条规则", "{count} rules selected"),
}


def use(lang: str) -> None:
    """Speak this language from now on: one language a process, as with gettext."""
    global _language
    _language = lang


def language() -> str:
    return _language


def pick(texts: tuple[str, str]) -> str:
    """The text of a (Chinese, English) pair in the language in use."""
    return texts[_language == "en"]


def say(key: str, /, **values: object) -> str:
    return pick(TEXT[key]).format(**values)


def reason(error: OSError) -> str:
    """Why the system would not do it."""
    from errno import errorcode

    name = errorcode.get(error.errno or 0, "")
    return say(name) if name in TEXT else error.strerror or name


def hint(word: str, known: Iterable[str]) -> str:
    """'，是否想写“X”？' for the closest of `known`, or an empty string."""
    from difflib import get_close_matches

    close = get_close_matches(word, list(known), n=1, cutoff=0.5)
    return say("hint", word=close[0]) if close else ""
