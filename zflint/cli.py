"""Interim command line."""

from __future__ import annotations

import argparse
import json
import os
import sys


def main(argv: list[str] | None = None) -> int:
    from zflint.engine import lint, ruleset
    from zflint.packs import builtin_paths, read_packs
    from zflint.parse import format_of, parse
    from zflint.rules import select

    p = argparse.ArgumentParser()
    p.add_argument("cmd")
    p.add_argument("paths", nargs="*")
    p.add_argument("--output-format", default="concise")
    p.add_argument("--isolated", action="store_true")
    p.add_argument("--select", default="")
    a = p.parse_intermixed_args(argv)
    rules = read_packs(builtin_paths(), True)
    rules = select(rules, [s for s in a.select.split(",") if s], [], [])
    rs = ruleset(rules)
    out = []
    for path in a.paths:
        text = open(path, encoding="utf-8-sig", newline="").read()
        doc = parse(text, format_of(path))
        starts = [0]
        for i, c in enumerate(text):
            if c == "\n":
                starts.append(i + 1)
        import bisect

        def loc(at: int) -> dict[str, int]:
            row = bisect.bisect_right(starts, at)
            return {"row": row, "column": at - starts[row - 1] + 1}

        for f in lint(rs, doc):
            if a.output_format == "json":
                out.append({"filename": path, "code": f.rule, "level": f.level, "message": f.message,
                            "location": loc(f.span.start), "end_location": loc(f.span.end), "fix": None,
                            "related": [], "url": ""})
            else:
                at = loc(f.span.start)
                print(f"{os.path.basename(path)}:{at['row']}:{at['column']} {f.level} {f.rule} "
                      f"[{text[f.span.start:f.span.end]}] {f.message}")
    if a.output_format == "json":
        json.dump(out, sys.stdout, ensure_ascii=False)
    return 0
