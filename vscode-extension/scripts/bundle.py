"""Lay out what the bundled engine runs: zflint, its packs, and the pure-Python packages that its server needs.

    python scripts/bundle.py FOLDER

The packages are those installed beside this interpreter, so nothing is downloaded. Prints, as JSON, the name, version,
licence and licence text of each, for the third-party notices. Compiled modules are refused: WebAssembly runs none.
"""

from __future__ import annotations

import json
import shutil
import sys
from importlib.metadata import Distribution, distribution
from pathlib import Path, PurePosixPath

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("pygls", "lsprotocol", "attrs", "cattrs", "typing_extensions", "markdown-it-py", "mdurl",
            "tomlkit")
COMPILED = (".so", ".pyd", ".dylib", ".dll")
LICENCES = ("LICENSE", "LICENCE", "COPYING", "NOTICE")


def copy_package(found: Distribution, target: Path) -> None:
    """Copy the modules of one installed package, without its metadata, tests and scripts."""
    for file in found.files or ():
        inside = PurePosixPath(file)
        if ".." in inside.parts or inside.parts[0].endswith(".dist-info") or "__pycache__" in inside.parts:
            continue
        if inside.suffix in COMPILED:
            raise SystemExit(f"{found.name}: {inside} is compiled and cannot run in WebAssembly")
        if inside.suffix in (".py", ".json") or inside.name == "entities.json":
            place = target / inside
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(Path(str(found.locate_file(file))), place)


def notice(found: Distribution) -> dict[str, str]:
    """Name, version, licence and licence text of a package."""
    about = found.metadata
    texts = [Path(str(found.locate_file(file))).read_text("utf-8") for file in found.files or ()
             if PurePosixPath(file).parts[0].endswith(".dist-info")
             and PurePosixPath(file).name.upper().startswith(LICENCES)]
    licence = about.get("License-Expression") or about.get("License") or _classified(about.get_all("Classifier") or [])
    if not texts:
        raise SystemExit(f"{found.name}: no licence text beside the package")
    return {"name": found.name, "version": found.version, "licence": licence, "text": "\n\n".join(texts)}


def _classified(classifiers: list[str]) -> str:
    return next((one.rpartition(" :: ")[2] for one in classifiers if one.startswith("License ::")), "")


def copy_zflint(target: Path) -> None:
    """The package as the wheel has it: modules, and the packs inside."""
    ignore = shutil.ignore_patterns("__pycache__", "*.pyc")
    shutil.copytree(ROOT / "zflint", target / "zflint", ignore=ignore)
    shutil.copytree(ROOT / "rules", target / "zflint" / "packs", ignore=ignore)


def main(target: Path) -> None:
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    copy_zflint(target)
    found = [distribution(name) for name in PACKAGES]
    for one in found:
        copy_package(one, target)
    json.dump([notice(one) for one in found], sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
