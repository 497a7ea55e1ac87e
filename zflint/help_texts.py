"""What the help says of commands and flags, in Chinese and English; help.py lays it out."""

from __future__ import annotations

Texts = tuple[str, str]

ABOUT: dict[str, Texts] = {
    "": ("zflint：公文校对。查找稿件中的占位符、套用旧稿的痕迹、网页残留、不成对的标点、过时提法和错别字。",
         "zflint proofreads Chinese official documents: placeholders, traces of older drafts, web residue, unbalanced "
         "marks, outdated phrases and wrong words."),
    "check": ("检查文件或文件夹（默认为当前文件夹；- 表示标准输入）。",
              "Check files or folders (default: the current one; - is standard input)."),
    "rule": ("说明规则：查什么、为什么、例子、依据、如何关闭。不写编号则列出全部规则。",
             "Explain rules: what, why, examples, source, how to switch them off. Without an ID: list them."),
    "test": ("运行规则包自带的例文（默认为内置规则包），并指出没有例文触发的规则。",
             "Run the examples that packs carry (default: the built-in packs), and name rules that none fires."),
    "config": ("显示对某个文件或文件夹生效的设置，以及每一项的出处。",
               "Show the settings in effect for a file or folder, and where each comes from."),
    "baseline": ("把现有的问题记入基线文件，以后检查只报告新的问题。已有基线时按现状更新。",
                 "Record what is found now, so that checks report only what is new. An existing baseline is updated."),
    "clean": ("清空缓存。", "Empty the cache."),
    "init": ("在文件夹中写一份带注释的 zflint.toml，从不覆盖已有的文件。",
             "Write a commented zflint.toml into a folder; never overwrites one."),
    "server": ("启动语言服务器，供编辑器边写边查（默认经标准输入输出通信）。",
               "Run the language server, by which editors check while you type (on stdio unless told otherwise)."),
    "version": ("显示版本。", "Show the version."),
}
GROUPS: dict[str, Texts] = {
    "fixing": ("修改", "Fixing"), "old": ("旧问题", "Old findings"),
    "rules": ("规则", "Rules"), "output": ("输出", "Output"), "files": ("文件", "Files"),
    "settings": ("设置", "Settings"), "commands": ("命令", "Commands"), "examples": ("示例", "Examples"),
    "variables": ("环境变量", "Variables"), "exit": ("退出码", "Exit codes"), "usage": ("用法", "Usage"),
    "connection": ("连接", "Connection"),
}
FLAGS: dict[str, Texts] = {
    "select": ("只用这些规则：组、编号或 ALL，以逗号分隔", "use only these rules: groups, ids or ALL, comma-separated"),
    "ignore": ("停用这些规则", "leave out these rules"),
    "extend-select": ("另外启用这些规则", "use these rules as well"),
    "as-of": ("文件的成文日期，如 2024-03-01、2024-03", "date of the documents, such as 2024-03-01 or 2024-03"),
    "own-unit": ("发文单位或其级别，如 青石县、县", "the issuing unit or its level, such as 青石县 or 县"),
    "fix": ("改正能可靠自动改正的问题，其余照常报告", "apply the safe fixes and report the rest"),
    "unsafe-fixes": ("--fix、--diff 时也用需人工确认的修改", "with --fix or --diff, apply those that need a look too"),
    "diff": ("不改文件，输出修改的补丁（可用 git apply）", "change nothing, print a patch that git apply takes"),
    "add-disable": ("为报告的问题写入停用注释，注明理由", "write suppression comments with this reason"),
    "baseline": ("基线文件：其中记录的旧问题不再报告（--no-baseline 不用基线）",
                 "findings recorded in this file are not reported (--no-baseline: do without)"),
    "strict-baseline": ("基线中有已改好的旧问题时以 1 退出（用于 CI）",
                        "exit with 1 when findings of the baseline are gone (for CI)"),
    "prune": ("只从基线中去掉已改好的问题，不记入新问题", "only take out what is gone, record nothing new"),
    "diff-from": ("只报告 git 提交 REF 以来改动的行", "report only lines changed since this git commit or branch"),
    "staged": ("只检查 git 暂存的内容，只报告改动的行", "check what is staged in git, report only lines changed"),
    "watch": ("文件改动后重新检查（需要 watchfiles）", "check again whenever a file changes (needs watchfiles)"),
    "output-format": ("输出格式：{formats}（默认 {default}）", "one of {formats} (default {default})"),
    "output-file": ("写入文件，不输出到屏幕", "write to a file instead of the screen"),
    "statistics": ("只按规则汇总数量", "only count findings by rule"),
    "exit-zero": ("发现问题时也以 0 退出", "exit with 0 even when something was found"),
    "color": ("颜色：auto、always、never（auto 遵守 NO_COLOR）", "auto, always or never (auto honours NO_COLOR)"),
    "lang": ("语言：zh、en", "zh or en"),
    "quiet": ("只输出问题，不输出汇总和进度", "findings only, no summary or progress"),
    "verbose": ("输出更多细节", "say more"),
    "exclude": ("不检查的文件，写法同 .gitignore，以逗号分隔", "files to leave out, as in .gitignore, comma-separated"),
    "force-exclude": ("对直接给出的文件也执行排除", "leave them out even when they are named"),
    "respect-gitignore": ("是否跳过 .gitignore 中的文件（默认是；--no-respect-gitignore 关闭）",
                          "leave out what .gitignore names (default; --no-respect-gitignore turns it off)"),
    "stdin-filename": ("标准输入的文件名，决定格式和配置", "name of standard input: decides format and configuration"),
    "config": ("配置文件，或一项设置，如 as-of=2024（可重复）",
               "a file, or one setting such as as-of=2024 (repeatable)"),
    "isolated": ("不读取任何配置文件", "read no configuration file"),
    "jobs": ("进程数，0 为自动", "number of processes, 0: automatic"),
    "no-cache": ("不用缓存", "do not use the cache"),
    "all": ("说明全部规则", "explain all rules"),
    "tcp": ("在这个地址等待一个编辑器连接，如 127.0.0.1:2087",
            "wait for one editor at an address such as 127.0.0.1:2087"),
    "log-level": ("写到标准错误的日志：error、warning、info、debug（默认 {default}）",
                  "what is logged to standard error: error, warning, info or debug (default {default})"),
    "schema": ("输出 JSON Schema，供编辑器补全", "print the JSON Schema, for editors"),
}
EXAMPLES: dict[str, tuple[tuple[str, Texts], ...]] = {
    "": (
        ("zflint check 讲话稿.txt", ("检查一个文件", "check a file")),
        ("zflint check", ("检查当前文件夹", "check the current folder")),
        ("zflint rule typo", ("看一组规则", "read about a group of rules")),
    ),
    "check": (
        ("zflint check 讲话稿.txt --own-unit 县", ("县里的稿子", "a county's draft")),
        ("zflint check . --ignore structure,typo/cutoff-date", ("停用一组和一条规则", "without a group and a rule")),
        ("zflint check . --as-of 2024-03-01 --statistics", ("按当时的日期检查，只看汇总", "as of a date, counts only")),
        ("zflint check . --fix", ("改正能自动改正的", "apply safe fixes")),
        ("zflint check --diff-from main", ("只看本分支改动的行", "lines changed on this branch")),
        ("zflint check - --stdin-filename a.md < a.md", ("从标准输入读取", "from standard input")),
    ),
    "rule": (("zflint rule typo/cutoff-date", ("说明一条规则", "explain one rule")),),
    "baseline": (
        ("zflint baseline", ("记下当前文件夹的全部旧问题", "record all findings of the folder")),
        ("zflint baseline --prune", ("去掉已改好的", "take out what is gone")),
    ),
    "test": (("zflint test 本单位.toml", ("检查自己的规则包", "test a pack of your own")),),
    "config": (("zflint config 讲话稿.txt -v", ("连同启用的规则一起显示", "with the rules in use")),),
}
VARIABLES: Texts = (
    "每个选项都可以用环境变量给出：ZFLINT_ 加大写的选项名，如 ZFLINT_SELECT、ZFLINT_OUTPUT_FORMAT、ZFLINT_NO_CACHE=1；"
    "命令行优先。缓存目录：ZFLINT_CACHE_DIR。",
    "Every option has a variable, ZFLINT_ and its name in capitals: ZFLINT_SELECT, ZFLINT_OUTPUT_FORMAT, "
    "ZFLINT_NO_CACHE=1; the command line wins. ZFLINT_CACHE_DIR is where the cache is.")
OPTIONS: Texts = ("选项", "OPTIONS")
MORE: Texts = ("zflint 命令 --help 显示该命令的选项；--lang en 用英文。",
               "zflint COMMAND --help lists the options of a command; --lang zh speaks Chinese.")
EXIT: Texts = ("0 没有错误和警告；1 有错误或警告；2 无法运行。", "0: no error or warning; 1: some; 2: could not run.")
