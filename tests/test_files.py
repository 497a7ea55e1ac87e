"""Reading in any encoding, finding the files to check, writing back."""

import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zflint.encoding import BinaryError, Source, decode, encode, guess
from zflint.errors import InputError
from zflint.files import read, replace, walk
from zflint.messages import use

GENRES = {
    "notice": "各乡镇人民政府：为切实做好今年的防汛抗旱工作，经县政府同意，现就有关事项通知如下，请认真执行。",
    "speech": "同志们，今天我们召开这次会议，主要任务是总结去年的工作，分析当前形势，动员大家鼓足干劲。",
    "novel": "老人坐在门口的石头上抽烟，望着山那边慢慢落下去的太阳，一句话也不说。孩子们跑来跑去。",
    "technical": "打开命令行窗口，输入安装命令后按回车键；如果提示网络错误，请检查代理设置，然后重新运行一次。",
    "law": "第三条　公民、法人和其他组织依照本条例的规定，有权提出申请。行政机关应当自受理之日起二十日内作出决定。",
}
TRADITIONAL = {
    "notice": "各鄉鎮公所及有關單位：為切實做好今年的防汛工作，現將有關事項通知如下，請認真執行。",
    "novel": "老人坐在門口的石頭上抽煙，望著山那邊慢慢落下去的太陽，一句話也不說。孩子們跑來跑去。",
    "law": "第三條　人民依照本條例之規定，有權向行政機關提出申請。行政機關應於受理之日起二十日內作成決定。",
}
MANY = [
    *((text, encoding) for text in GENRES.values() for encoding in ("gb18030", "utf-16-le", "utf-16-be")),
    *((text, encoding) for text in TRADITIONAL.values() for encoding in ("gb18030", "cp950", "utf-16-le", "utf-16-be")),
]


@pytest.mark.parametrize("size", [200, 20, 10, 5])
def test_legacy_encodings_are_told_apart(size: int) -> None:
    rolled = random.Random(size)
    for text, encoding in MANY * 40:
        if size == 5 and encoding.startswith("utf-16"):
            continue
        long = "\n".join([text] * 5)
        start = rolled.randrange(len(long) - size)
        piece = long[start:start + size].strip("\n")
        assert decode(piece.encode(encoding), "a.txt").text == piece, (piece, encoding)


@pytest.mark.parametrize("text, encoding", [
    pytest.param("Report 2024\n" * 3000 + "附件一：名单\n", "gb18030", id="long-english-start"),
    pytest.param("abc\r\ndef\r\n", "utf-16-le", id="ascii-in-utf-16"),
    pytest.param("2024年\n", "utf-16-be", id="little-text-in-utf-16"),
    pytest.param("赵钱孙李，周吴郑王。冯陈褚卫，蒋沈韩杨。", "gb18030", id="surnames"),
    pytest.param("㐀𠀀与常用字在一起的报告", "gb18030", id="four-byte-characters"),
    pytest.param("政府公告\n─────\n│姓名│\n", "gb18030", id="box-drawing"),
    pytest.param("囍", "gb18030", id="one-rare-character"),
])
def test_odd_texts(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), "a.txt") == Source("a.txt", text, encoding)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["", "甲\ufeff乙\r\n𠀀\r", "a"], ids=repr)
def test_byte_order_marks(encoding: str, text: str) -> None:
    data = ("\ufeff" + text).encode(encoding)
    source = decode(data, "a.txt")
    assert source == Source("a.txt", text, encoding, True)
    assert encode(source, text) == data


@given(st.text(st.characters(codec="gb18030", exclude_characters="\0")), st.booleans())
def test_utf_8_round_trip(text: str, bom: bool) -> None:
    data = (b"\xef\xbb\xbf" if bom or text.startswith("\ufeff") else b"") + text.removeprefix("\ufeff").encode()
    source = decode(data, "a.txt")
    assert encode(source, source.text) == data and "\ufeff" not in source.text[:1]


@given(st.sampled_from(MANY), st.text("甲乙\r\n,，a1", max_size=20))
def test_legacy_round_trip(one: tuple[str, str], more: str) -> None:
    data = (one[0] + more).encode(one[1])
    source = decode(data, "a.txt")
    assert (source.encoding, encode(source, source.text)) == (one[1], data)


def test_every_gbk_code_survives() -> None:
    for lead in range(0x81, 0xFF):
        for trail in range(0x40, 0xFF):
            try:
                text = bytes((lead, trail)).decode("gb18030")
            except UnicodeDecodeError:
                continue
            assert text.encode("gb18030") == bytes((lead, trail))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        source = decode(data, "a.txt")
    except InputError as error:
        assert str(error).startswith("a.txt：") and "\n" not in str(error)
    else:
        assert not source.exact or encode(source, source.text) == data


BIG5_TWICE = "這是一份報告，內容如下。".encode("cp950") + b"\xa2\xcc"


def test_what_would_not_survive_is_not_written() -> None:
    with pytest.raises(InputError, match="一字两码"):
        encode(decode(BIG5_TWICE, "a.txt"), "好")
    with pytest.raises(InputError, match="Big5 里没有“农”"):
        encode(Source("a.txt", "", "cp950"), "农")


@pytest.mark.parametrize("data, said", [
    pytest.param("全县上下\n齐心协力，共同努力。".encode("gb18030")[:-1],
                 "第 2 行（第 28 字节）不是有效的 GB18030 (GBK) 文本，文件在这里被截断", id="gbk-cut-off"),
    pytest.param("全县上下\n齐心".encode()[:-1],
                 "第 2 行（第 17 字节）不是有效的 UTF-8 文本，文件在这里被截断", id="utf-8-cut-off"),
    pytest.param("全县上下\n".encode() + b"\xb9\xab" + "齐心协力".encode(),
                 "第 2 行（第 14 字节）不是有效的 UTF-8 文本，文件已损坏", id="utf-8-damaged"),
    pytest.param(b"\xff\xfe" + "全县\n上下".encode("utf-16-le")[:-1],
                 "第 2 行（第 11 字节）不是有效的 UTF-16-LE 文本", id="utf-16-cut-off"),
    pytest.param("全县上下一起努力\n上".encode("utf-16-le")[:-1],
                 "第 2 行（第 19 字节）不是有效的 UTF-16-LE", id="no-mark-cut-off"),
    pytest.param(b"\xef\xbb\xbf\xb9\xab", "第 1 行（第 4 字节）不是有效的 UTF-8", id="wrong-mark"),
    pytest.param("全县\n上\0下".encode(), "第 2 行有空字符", id="nul"),
    pytest.param("Où ça était? Déjà vu à l'été.".encode("latin-1"), "认不出是什么编码", id="french"),
    pytest.param("これはテストです。".encode("shift-jis"), "认不出是什么编码", id="japanese"),
])
def test_damaged_texts_are_named(data: bytes, said: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(data, "目录/a.txt")
    assert str(caught.value).startswith("目录/a.txt：") and said in str(caught.value)
    assert not isinstance(caught.value, BinaryError)


@pytest.mark.parametrize("data, said", [
    (b"PK\x03\x04" + bytes(30), "Word/ZIP"), (b"\xd0\xcf\x11\xe0" + bytes(9), "Word 97/WPS"),
    (b"%PDF-1.4\n%\xe2", "PDF"), (b"\x89PNG\r\n\x1a\n", "PNG"), (b"{\\rtf1\\ansi", "RTF"),
    (bytes(range(256)), "不是文本文件"), (b"\x7fELF\2\1\1\0\0\xff\xfe", "不是文本文件"),
], ids=lambda value: value if isinstance(value, str) else "")
def test_binary_files_are_refused(data: bytes, said: str) -> None:
    with pytest.raises(BinaryError, match=said):
        decode(data, "a.txt")


def test_messages_speak_english_too() -> None:
    use("en")
    try:
        with pytest.raises(BinaryError, match=r"^a\.txt: a PDF file and no text"):
            decode(b"%PDF-1.4", "a.txt")
        with pytest.raises(InputError, match=r"^no\.txt: no such file"):
            read("no.txt")
    finally:
        use("zh")


def test_guess_has_no_answer_for_noise() -> None:
    assert guess(bytes(range(128, 256)) * 10) == ""


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Makes files (with a little text) below a fresh current folder."""
    monkeypatch.chdir(tmp_path)

    def make(*names: str, **contents: str) -> Path:
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("好\n", encoding="utf-8")
        for name, content in contents.items():
            (tmp_path / name.replace("__", "/").replace("_", ".")).write_text(content, encoding="utf-8")
        return tmp_path

    return make


Tree = Callable[..., Path]


def test_walk_finds_documents_in_order(tree: Tree) -> None:
    tree("b.txt", "a/d.MD", "a/c.markdown", "a.md", "a/e.py")
    tree(".hidden.txt", ".git/x.txt", "node_modules/y.md", "~$z.txt")
    assert walk(["."]) == ["a/c.markdown", "a/d.MD", "a.md", "b.txt"]
    assert walk(["a"]) == walk(["a/"]) == walk(["./a"]) == ["a/c.markdown", "a/d.MD"]


def test_walk_takes_named_files_as_they_are(tree: Tree) -> None:
    tree("b.log", "a.txt", ".hidden/c.txt")
    assert walk(["b.log", "./a.txt", ".", "a.txt", ".hidden/c.txt"]) == ["b.log", "./a.txt", ".hidden/c.txt"]
    assert walk([".hidden"]) == [".hidden/c.txt"]


def test_walk_with_absolute_paths(tree: Tree) -> None:
    home = tree("a/b.txt")
    assert walk([str(home / "a")]) == [str(home / "a/b.txt")]


@pytest.mark.parametrize("paths, said", [
    pytest.param(["c.txt"], "c.txt：没有这个文件或文件夹，是否想写“a.txt”？", id="missing"),
    pytest.param(["none/a.txt"], "none/a.txt：没有这个文件或文件夹", id="missing-folder"),
    pytest.param(["empty"], "empty：文件夹里没有要检查的文件（.txt .md .markdown .docx，且未被排除）",
                 id="nothing-to-check"),
    pytest.param(["a\0b"], "没有这个文件", id="impossible-name"),
])
def test_walk_refuses(tree: Tree, paths: list[str], said: str) -> None:
    (tree("a.txt", "empty/x.py") / "empty/.git").mkdir()
    with pytest.raises(InputError) as caught:
        walk(paths)
    assert said in str(caught.value)


def test_walk_and_links(tree: Tree) -> None:
    home = tree("a/b.txt", "c/d.txt")
    os.symlink(home / "a", home / "a/loop")
    os.symlink(home / "a/b.txt", home / "c/again.txt")
    os.symlink(home / "nowhere", home / "c/broken.txt")
    assert walk(["."]) == ["a/b.txt", "c/d.txt"]
    assert walk(["a/loop"]) == ["a/loop/b.txt"]
    assert walk(["c", "a"]) == ["c/again.txt", "c/d.txt"]


@pytest.mark.parametrize("exclude, left", [
    pytest.param(["b.txt"], ["a/c/d.txt"], id="a-name-anywhere"),
    pytest.param(["/b.txt"], ["a/b.txt", "a/c/d.txt"], id="from-the-root"),
    pytest.param(["a/"], ["b.txt"], id="a-folder"),
    pytest.param(["a/**", "!a/b.txt"], ["a/b.txt", "b.txt"], id="kept-again"),
    pytest.param(["**/c"], ["a/b.txt", "b.txt"], id="a-folder-below"),
    pytest.param(["[ab].txt", "# 注释", ""], ["a/c/d.txt"], id="a-set"),
    pytest.param(["[a", "*.tx?"], [], id="a-broken-set"),
])
def test_exclude(tree: Tree, exclude: list[str], left: list[str]) -> None:
    tree("a/b.txt", "a/c/d.txt", "b.txt")
    if left:
        assert walk(["."], exclude) == left
    assert walk(["a/b.txt", "b.txt", "a/c/d.txt"], exclude) == ["a/b.txt", "b.txt", "a/c/d.txt"]
    assert sorted(walk(["a/b.txt", "b.txt", "a/c/d.txt"], exclude, force_exclude=True)) == left


def test_exclude_is_relative_to_the_root(tree: Tree) -> None:
    tree("p/a.txt", "p/b.txt", "a.txt")
    assert walk(["p"], ["/a.txt"], root="p") == ["p/b.txt"]
    assert walk(["p"], ["/a.txt"]) == ["p/a.txt", "p/b.txt"]
    assert walk(["p", "a.txt"], ["p/"], force_exclude=True) == ["a.txt"]


def test_gitignore(tree: Tree) -> None:
    tree("out/a.txt", "b.txt", "sub/c.txt", "sub/keep.txt")
    tree(_gitignore="out/\n*.txt\n!b.txt\n", sub___gitignore="!keep.txt\n")
    assert walk(["."]) == ["b.txt", "sub/keep.txt"]
    assert len(walk(["."], respect_gitignore=False)) == 4
    assert walk(["out/a.txt"]) == ["out/a.txt"]


def test_gitignore_above_holds_in_a_repository(tree: Tree) -> None:
    home = tree("sub/a.txt", "sub/b.txt", _gitignore="a.txt\n")
    assert walk(["sub"]) == ["sub/a.txt", "sub/b.txt"]
    (home / ".git/info").mkdir(parents=True)
    assert walk(["sub"]) == ["sub/b.txt"]
    (home / ".git/info/exclude").write_text("b.txt\n", encoding="utf-8")
    with pytest.raises(InputError, match="且未被排除"):
        walk(["sub"])


LINES = [
    "a", "*.txt", "!a.txt", "/a", "a/", "b/*.txt", "**/ab", "ab/**", "a/**/b", "文*", "?", "[ab]", "!doc/",
    "#c", "\\#x", "*", "!*/", "x.y/", "[!a]*", "a\\ b", "**", "!**/b.txt", "*.t[x]t", "a/b", "/*/b",
    "**/a/", "\\[q]*", "a b  ", "***", "a**b", "[]x]",
]


@pytest.mark.skipif(not shutil.which("git"), reason="git is the judge")
@pytest.mark.parametrize("seed", range(12))
def test_gitignore_means_what_git_means(tree: Tree, seed: int) -> None:
    rolled = random.Random(seed)
    names = ["a", "b", "ab", "doc", "x.y", "文件", "a b", "[q]", "#x"]
    home = tree(*("/".join(rolled.choices(names, k=rolled.randint(1, 3))) + ".txt" for _ in range(25)))
    subprocess.run(["git", "init", "-q", "."], check=True)
    folders = sorted(path for path in home.glob("[!.]*") if path.is_dir())
    for folder in [home, *rolled.sample(folders, 2)]:
        (folder / ".gitignore").write_text("\n".join(rolled.sample(LINES, 4)), encoding="utf-8")
    command = ["git", "ls-files", "-oz", "--exclude-standard"]
    listed = subprocess.run(command, check=True, capture_output=True, encoding="utf-8")
    try:
        found = walk(["."])
    except InputError:
        found = []
    assert sorted(found) == sorted(name for name in listed.stdout.split("\0") if name.endswith(".txt"))


def test_read_keeps_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes("甲\r\n乙\r丙\n".encode("gb18030"))
    assert read(str(tmp_path / "a.txt")).text == "甲\r\n乙\r丙\n"


def test_read_refuses(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有这个文件"):
        read(str(tmp_path / "a.txt"))
    with pytest.raises(InputError, match="这是文件夹"):
        read(str(tmp_path))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user without all rights")
def test_what_may_not_be_read_or_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("好", encoding="utf-8")
    path.chmod(0o400)
    with pytest.raises(InputError, match="没有权限"):
        replace(str(path), b"")
    path.chmod(0)
    with pytest.raises(InputError, match="没有权限"):
        read(str(path))


def test_replace_keeps_mode_and_link(tmp_path: Path) -> None:
    path, link = tmp_path / "a.txt", tmp_path / "b.txt"
    path.write_text("旧", encoding="utf-8")
    path.chmod(0o640)
    link.symlink_to(path)
    replace(str(link), "新".encode())
    assert link.is_symlink() and path.read_text(encoding="utf-8") == "新"
    assert path.stat().st_mode & 0o777 == 0o640
    assert sorted(os.listdir(tmp_path)) == ["a.txt", "b.txt"]


def test_replace_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("旧", encoding="utf-8")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(InputError, match=r"a\.txt：磁盘已满"):
        replace(str(path), "新".encode())
    assert path.read_text(encoding="utf-8") == "旧" and os.listdir(tmp_path) == ["a.txt"]


def test_what_a_killed_run_left_beside_is_removed(tmp_path: Path) -> None:
    from zflint.files import BESIDE

    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    path, mine, gone, old = (tmp_path / name for name in (
        "a.txt", f"{BESIDE}{os.getppid()}.tmp", f"{BESIDE}{ended.pid}.tmp", f"{BESIDE}1.tmp"))
    for one in (path, mine, gone, old):
        one.write_text("半", encoding="utf-8")
    os.utime(old, (0, 0))
    replace(str(path), "新".encode())
    assert sorted(tmp_path.iterdir()) == sorted([path, mine, *([gone] if os.name == "nt" else [])])


def test_replace_needs_a_file(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        replace(str(tmp_path / "none.txt"), b"")
