"""Make rules/typo-input.tsv: what an input method makes of the words of official writing when one character slips.

    pip install jieba pypinyin
    python tools/input_slips.py --texts DIR [DIR ...] [--silent DIR ...] [--words FILE ...] [--rows 6000]

The words are those of the texts, which should be published official writing by the ten million characters; jieba
cuts them. Each gets its slips: one character for another of the same sound (pypinyin) or of like shape
(near_shapes.txt). A slip is kept when it can be nothing else:

- it is no word of jieba's, pypinyin's or the given lists, nor part of one, and stands nowhere in the texts, nor in
  those of --silent;
- a model of character pairs (Witten and Bell 1991, method C) does not expect it in as much text; where it does, it
  counts only beside characters that follow the right word and were never seen beside the wrong character;
- it is no pair that good writers confuse for a reason (KEPT_APART), and does not look like somebody's name.

Of what is left, the table takes the slips of the most frequent words.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import jieba
from ahocorasick_rs import AhoCorasick
from pypinyin import lazy_pinyin
from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

HERE = Path(__file__).resolve().parent
HAN = re.compile("[\u4e00-\u9fff]+")
FEWEST, COMMON, RAREST = 30, 300, 3.0
"""A word counts from so many occurrences on, a character from so many, a slip from so many expected ones."""
ALONE, TOGETHER = 2e-4, 5e-2
"""How often a slip may be expected in the texts by chance: when it stands for itself, and with all its neighbours."""
SHOWN = 12
"""How many neighbours a row lists."""
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任"
    "姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文向齐施严安鲁季洪洛古柳牛章时")
GIVEN = frozenset(
    "建国华军伟志明文平新海春林永德庆福生成玉红梅兰英丽秀芳荣光辉强勇涛超波杰鹏飞宇浩然俊金凤云霞燕萍娟敏静洁颖琳晶欣佳雪莹洋"
    "阳晨旭东升启立学义忠信诚仁礼智勤俭家齐治正祥瑞吉安康宁泰和顺兴旺盛昌隆发达进步前先高远大力山川江河湖水木火土天地日月星亮景"
    "长胜利民权主业绩思维修良友谊清白雅贤慧惠淑贞洪宏弘程城尚振铭鸣铁钢锋鑫博才材树森源泉")
APART = (
    "定订 交缴 连联 作做 他它 他她 帐账 份分 象像 制治 利力 至致 须需 记纪 工公 型形 的地 的得 "
    "地得 度渡 查察 含涵 启起 倍备 复覆 画划 藉借 坐座 采彩 辩辨 合和 实适 原源 身生 树竖 才材 "
    "供公 共公 副付 期其 预豫 唯惟 沉沈 粘黏 振震 决绝 反返 会汇 消销 练炼 气汽 飘漂 磨摩 功工 "
    "嘉佳 带戴 长常 漫慢 座做 建健 式试 试实 戒界 进近 沟构 截节 事势 式示 词辞 板版 执值 城县 "
    "域城 时实 使事 营盈 赢营 密秘 妨防 暴爆 幅副 州洲 直值 洪宏 弘宏 弘洪 题提 化花 仿访 支枝")
KEPT_APART = frozenset(map(frozenset, APART.split()))
"""Pairs that other rules or other texts part for a reason."""

RIGHT = frozenset(["应勇", "身入", "把我", "太糊", "以车", "却认", "南韭", "变吏", "有杈"])
"""What published texts outside the given ones hold: names, 身入基层, words that meet (把我团团围住, 改变吏治)."""


class Slip(NamedTuple):
    """What is written for `right`, and, where it takes one, the character that must stand before or after it."""

    wrong: str
    right: str
    score: float
    before: str = ""
    after: str = ""


class Model:
    """How often characters and pairs of them stand in the texts, and so how often a string may be expected there."""

    def __init__(self) -> None:
        self.single: Counter[str] = Counter()
        self.double: Counter[str] = Counter()
        self.words: Counter[str] = Counter()
        self.after: dict[str, Counter[str]] = defaultdict(Counter)
        self.before: dict[str, Counter[str]] = defaultdict(Counter)

    def read(self, texts: Iterable[str]) -> None:
        for run in (run for text in texts for run in HAN.findall(text)):
            framed = f"^{run}$"
            self.single.update(framed)
            self.double.update(map("".join, pairwise(framed)))
            words = jieba.lcut(run, HMM=False)
            self.words.update(words)
            for one, next_one in pairwise(words):
                self.after[one][next_one[0]] += 1
                self.before[next_one][one[-1]] += 1
        self.total = self.single.total()
        self.kinds = Counter(pair[0] for pair in self.double)
        self.common = {c for c, n in self.single.items() if n >= COMMON and HAN.match(c)}

    def expected(self, string: str) -> float:
        rate = float(self.single[string[0]])
        for a, b in pairwise(string):
            kinds = self.kinds[a]
            rate *= (self.double[a + b] + kinds * self.single[b] / self.total) / (self.single[a] + kinds)
        return rate


def sound(char: str) -> str:
    """The first reading of a character, without its tone."""
    reading = PINYIN_DICT.get(ord(char), "").split(",")[0].replace("ü", "v")
    return "".join(c for c in unicodedata.normalize("NFD", reading) if not unicodedata.combining(c))


def shapes() -> dict[str, set[str]]:
    like: dict[str, set[str]] = defaultdict(set)
    for group in (HERE / "near_shapes.txt").read_text("utf-8").split():
        for char in group:
            like[char] |= set(group) - {char}
    return like


Like = dict[str, set[str]]


def slips_of(word: str, model: Model, sounds: dict[str, list[str]], like: Like) -> Iterator[tuple[str, float]]:
    """Each slip of a word and its share of them: common characters slip in more easily."""
    for i, (char, reading) in enumerate(zip(word, lazy_pinyin(word), strict=True)):
        same = {c: model.single[c] ** .5 for c in sounds[reading] if c != char}
        shares = {c: .5 * n / sum(same.values()) for c, n in same.items()}
        for other in like[char] & model.single.keys():
            shares[other] = shares.get(other, 0) + .35 / len(like[char])
        for other, share in shares.items():
            if frozenset((char, other)) not in KEPT_APART:
                yield word[:i] + other + word[i + 1:], share / len(word)


def slip(word: str, wrong: str, share: float, model: Model, known: set[str]) -> Slip | None:
    """The row for a slip, or None where it may be right."""
    at = next(i for i, char in enumerate(word) if char != wrong[i])
    edge = at in (0, len(word) - 1)
    torn = len(word) > 2 and ((at == 0 and word[1:] in known) or (at == len(word) - 1 and word[:-1] in known))
    if model.expected(wrong) < (ALONE if edge else ALONE * 5) and not torn:
        return Slip(wrong, word, model.words[word] * share)
    if not edge:
        return None
    beside = model.after[word] if at else model.before[word]
    chosen, spent, times = "", 0.0, 0
    for char, n in beside.most_common(60):
        rate = model.expected(wrong + char if at else char + wrong)
        pair = wrong[-1] + char if at else char + wrong[0]
        if char in model.common and not model.double[pair] and spent + rate < TOGETHER and len(chosen) < SHOWN:
            chosen, spent, times = chosen + char, spent + rate, times + n
    return Slip(wrong, word, times * share, "" if at else chosen, chosen if at else "") if chosen else None


def like_a_name(one: Slip) -> bool:
    short = len(one.wrong) == 2
    first = one.wrong[0] in SURNAMES and (one.wrong[0] != one.right[0] or (short and not one.before + one.after))
    return (len(one.wrong) <= 3 and first) or (short and set(one.wrong) <= GIVEN)


def texts_in(folders: Iterable[Path]) -> Iterator[str]:
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.suffix in (".txt", ".md", ".json"):
                yield path.read_text("utf-8", errors="replace")


def standing(slips: dict[str, Slip], texts: Iterable[str]) -> set[str]:
    """Those that a text holds, with the neighbours they need."""
    words = list(slips)
    find, found = AhoCorasick(words).find_matches_as_indexes, set()
    for text in texts:
        for which, start, end in find(text, overlapping=True):
            one = slips[words[which]]
            if (not one.before or text[start - 1:start] in set(one.before)) and (
                    not one.after or text[end:end + 1] in set(one.after)):
                found.add(one.wrong)
    return found


def listed() -> set[str]:
    """The wrong words that the other tables have."""
    lines = [line for name in ("typo.tsv", "typo-pairs.tsv", "typo-variants.tsv")
             for line in (HERE.parent / "rules" / name).read_text("utf-8").splitlines()]
    return {line.split("\t")[0] for line in lines if not line.startswith("#")}


def made(model: Model, known: set[str]) -> dict[str, Slip]:
    sounds: dict[str, list[str]] = defaultdict(list)
    for char in sorted(model.common):
        sounds[sound(char)].append(char)
    like, others, best = shapes(), [one for one in listed() if len(one) > 1], dict[str, Slip]()
    for word, times in model.words.items():
        usual = 2 <= len(word) <= 5 and times >= FEWEST and word in known and set(word) <= model.common
        if not usual or word[0] == "第":
            continue
        for wrong, share in slips_of(word, model, sounds, like):
            if times * share < RAREST or wrong in known or wrong in RIGHT:
                continue
            one = slip(word, wrong, share, model, known)
            if one and one.score >= RAREST and not like_a_name(one) and (
                    wrong not in best or best[wrong].score < one.score):
                best[wrong] = one
    near = {wrong for wrong in best if any(other in wrong or wrong in other for other in others)}
    return {wrong: one for wrong, one in best.items() if wrong not in near}


def row(one: Slip) -> str:
    return f"{one.wrong}\t{one.right}\t{one.before}\t{one.after}"


def write(slips: Iterable[Slip]) -> None:
    about = ("# 输入时选错的字：错误写法、正确写法、紧挨在前面和后面的应当是哪些字（空则不限）。"
             "由 tools/input_slips.py 生成。")
    lines = [about, "wrong\tright\tbefore\tafter", *sorted(map(row, slips))]
    (HERE.parent / "rules" / "typo-input.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", nargs="+", type=Path, required=True)
    parser.add_argument("--silent", nargs="*", type=Path, default=[])
    parser.add_argument("--words", nargs="*", type=Path, default=[])
    parser.add_argument("--rows", type=int, default=6_000)
    args = parser.parse_args()
    jieba.initialize()
    known = {word for word, times in jieba.dt.FREQ.items() if times and len(word) > 1} | set(PHRASES_DICT)
    for path in args.words:
        known |= {line.split()[0] for line in path.read_text("utf-8").splitlines() if line.strip()}
    model = Model()
    model.read(texts_in(args.texts))
    slips = made(model, known)
    bad = standing(slips, texts_in([*args.texts, *args.silent])) | standing(slips, known)
    kept = sorted((one for one in slips.values() if one.wrong not in bad), key=lambda one: (-one.score, one.wrong))
    write(kept[:args.rows])
    print(f"{len(kept[:args.rows])} rows of {len(kept)}, {len(bad)} dropped because they stand somewhere")


if __name__ == "__main__":
    main()
