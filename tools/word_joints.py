"""Make rules/typo-joints.tsv: beside which characters a wrong word of two characters is the joint of two right ones.

    pip install jieba
    python tools/word_joints.py [--times 20]

成积 is 成绩 mistyped, but in 造成积水 it is where 造成 and 积水 meet. For each character that begins a wrong word of
typo.tsv the table lists the characters before it in words that end with it (成: 造形完…), for each one that ends a
wrong word those behind it in words that begin with it (积: 水极累…). Words are those of two to four characters in
jieba's dictionary that its texts hold so many times.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import jieba

RULES = Path(__file__).parent.parent / "rules"
HAN = re.compile("[\u4e00-\u9fff]{2,4}")


def wrong_words() -> set[str]:
    """The wrong words of two characters that count wherever they stand but for what a guard forbids."""
    rows = [line.split("\t") for line in (RULES / "typo.tsv").read_text("utf-8").splitlines()[2:]]
    return {row[0] for row in rows if len(row[0]) == 2 and row[2] == "character" and open_ended(row)}


def open_ended(row: list[str]) -> bool:
    """A guard that says what must stand beside the word has no need of joints."""
    guard = row[3] if len(row) > 3 else ""
    return not re.search(r"\(\?<?=|\(\?P<at>", guard)


def beside(words: dict[str, int], wrong: Iterable[str], times: int) -> tuple[dict[str, str], dict[str, str]]:
    """For each first character of a wrong word what may stand before it, for each second one what may follow."""
    wrong = set(wrong)
    firsts, seconds = {word[0] for word in wrong}, {word[1] for word in wrong}
    before: dict[str, Counter[str]] = defaultdict(Counter)
    after: dict[str, Counter[str]] = defaultdict(Counter)
    for word, n in words.items():
        if word[-1] in firsts:
            before[word[-1]][word[-2]] += n
        if word[0] in seconds:
            after[word[0]][word[1]] += n
    return kept(before, times), kept(after, times)


def kept(counts: dict[str, Counter[str]], times: int) -> dict[str, str]:
    return {char: "".join(sorted(c for c, n in some.items() if n >= times)) for char, some in counts.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=20)
    args = parser.parse_args()
    jieba.initialize()
    wrong = wrong_words()
    words = {word: n for word, n in jieba.dt.FREQ.items() if n and HAN.fullmatch(word) and word not in wrong}
    before, after = beside(words, wrong, args.times)
    about = ("# 两个词相接处碰巧写成错词的字：一个字、它前面的哪些字和它组成词尾、它后面的哪些字和它组成词头。"
             "由 tools/word_joints.py 生成。")
    lines = [f"{char}\t{before.get(char, '')}\t{after.get(char, '')}".rstrip()
             for char in sorted(before.keys() | after.keys()) if before.get(char) or after.get(char)]
    (RULES / "typo-joints.tsv").write_text("\n".join([about, "char\tbefore\tafter", *lines]) + "\n", "utf-8")
    print(f"{len(lines)} characters, {sum(map(len, lines))} in all, for {len(wrong)} words")


if __name__ == "__main__":
    main()
