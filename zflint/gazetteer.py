"""The divisions of China by name: which province, prefecture and county there is, or was since 1980, and where.

Made from rows with the columns province, prefecture, until (the last year of that prefecture, empty: today's),
counties (today's) and former (names with the last year of each). Pure; each table is built when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from zflint.regexes import lazy
from zflint.values import NamedTuple

PEOPLES = (
    "维吾尔|哈萨克|柯尔克孜|蒙古|朝鲜|土家|布依|哈尼|傈僳|仡佬|布朗|撒拉|纳西|锡伯|达斡尔|鄂温克|鄂伦春|保安|裕固|塔吉克"
    "|毛南|仫佬|普米|拉祜|景颇|独龙|各|回|藏|壮|苗|彝|瑶|侗|傣|白|羌|黎|畲|满|水|佤|怒|土|东乡"
)
AUTONOMOUS = lazy(rf"(.{{2,}}?)(?:(?:{PEOPLES})族?)+自治([州县旗])")
FORMER = lazy(r"([^\d ]+)(\d{4})")
TODAY = 9999


class Home(NamedTuple):
    """Where a unit lies: its province, its prefecture ("" when there is none), and the year it was last there."""

    province: str
    prefecture: str
    until: int


def short(name: str) -> str:
    """恩施土家族苗族自治州 → 恩施州; "" for a name that has no such form."""
    m = AUTONOMOUS.fullmatch(name) if "自治" in name else None
    return m[1] + m[2] if m else ""


class Gazetteer:
    """All names of three levels, full ones and the short ones of autonomous units."""

    def __init__(self, rows: Sequence[Mapping[str, str]]) -> None:
        self._rows = rows
        self._below: dict[str, dict[str, int]] = {}

    @cached_property
    def provinces(self) -> frozenset[str]:
        return frozenset(row["province"] for row in self._rows)

    @cached_property
    def prefectures(self) -> frozenset[str]:
        """Every name that a prefecture has today, short ones too; names of two characters are left out."""
        names = {row["prefecture"] for row in self._rows if not row["until"]}
        return frozenset(name for name in {*names, *map(short, names)} if len(name) > 2)

    @cached_property
    def homes(self) -> dict[str, list[Home]]:
        """Prefecture or county → where it lies, today's places first."""
        found: dict[str, list[Home]] = {}
        for row in self._rows:
            for name, home in _units(row):
                found.setdefault(name, []).append(home)
        for homes in found.values():
            homes.sort(key=lambda home: -home.until)
        return found

    def below(self, outer: str) -> dict[str, int]:
        """The names under a province or prefecture, each with the year it was last there."""
        if outer not in self._below:
            under: dict[str, int] = {}
            for row in self._rows:
                if outer in (row["province"], row["prefecture"]) or outer == short(row["prefecture"]):
                    for name, home in _units(row):
                        under[name] = max(home.until, under.get(name, 0))
            self._below[outer] = under
        return self._below[outer]

    def begins(self, names: Mapping[str, object], text: str, at: int) -> str:
        """The longest of the names that stands at `at`, or ""."""
        for size in range(min(16, len(text) - at), 1, -1):
            if text[at:at + size] in names:
                return text[at:at + size]
        return ""


def _units(row: Mapping[str, str]) -> Iterable[tuple[str, Home]]:
    """The prefecture and the counties of a row, each under its full and its short name."""
    province, prefecture = row["province"], row["prefecture"]
    if prefecture:
        last = int(row["until"] or TODAY)
        yield from _named(prefecture, Home(province, "", last))
    for name in row["counties"].split():
        yield from _named(name, Home(province, prefecture, TODAY))
    for name, year in FORMER.findall(row["former"]):
        yield from _named(name, Home(province, prefecture, int(year)))


def _named(name: str, home: Home) -> Iterable[tuple[str, Home]]:
    yield name, home
    if shorter := short(name):
        yield shorter, home
