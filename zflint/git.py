"""What git knows: which documents changed since a commit, and what they were. Reads only, through git itself."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Sequence

from zflint.errors import ConfigError, InputError
from zflint.messages import say
from zflint.values import NamedTuple

FILES = ("100644", "100755")
"""Modes of what is a file: not a link, not a submodule."""


class Change(NamedTuple):
    """A file that differs. `path` is absolute; `old` and `new` name contents ("": there was none, or it is the one in
    the working folder)."""

    path: str
    old: str
    new: str


class Repository:
    """The repository that a folder belongs to. Raises ConfigError when there is none, or no git.

    `lost`, after `changes`: names of what stood in files that are deleted, or renamed without git's knowledge.
    """

    def __init__(self, folder: str) -> None:
        self.top = folder
        self.lost: list[str] = []
        done = self._run("rev-parse", "--show-toplevel")
        if b"not a git repository" in done.stderr:
            raise ConfigError(say("no-repository", folder=folder))
        if done.returncode:
            raise ConfigError(say("git-failed", text=_told(done)))
        self.top = os.path.realpath(os.fsdecode(done.stdout).rstrip("\n"))

    def changes(self, ref: str, staged: bool) -> list[Change]:
        """The files that the working folder (or the index, if `staged`) has otherwise than `ref` ("": the last commit),
        deleted ones left out.

        Since where this branch left `ref`, when that is known; in a shallow clone, than `ref` itself. Raises
        ConfigError.
        """
        base = self._base(ref) if ref else ""
        staging = ["--cached"] if staged else []
        command = ["diff", "--raw", "-z", "--no-abbrev", "--find-renames", "--no-ext-diff", *staging]
        done = self._run(*command, *([base] if base else []), "--")
        if done.returncode:
            raise ConfigError(say("git-failed", text=_told(done)))
        return list(self._parsed(os.fsdecode(done.stdout).split("\0")))

    def _parsed(self, words: Sequence[str]) -> Iterator[Change]:
        at = 0
        while at < len(words) and words[at]:
            _, mode, old, new, status = words[at].removeprefix(":").split(" ")
            at += 3 if status[0] in "RC" else 2
            if status[0] == "D":
                self.lost.append(old)
            elif status[0] != "U" and mode in FILES:
                path = os.path.join(self.top, *words[at - 1].split("/"))
                yield Change(path, _name(old), _name(new))

    def _base(self, ref: str) -> str:
        done = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        if done.returncode:
            raise ConfigError(say("shallow-ref" if self._shallow() else "no-ref", ref=ref,
                                  branch=ref.removeprefix("origin/")))
        commit = done.stdout.decode().strip()
        common = self._run("merge-base", commit, "HEAD")
        return commit if common.returncode else common.stdout.decode().split("\n")[0]

    def _shallow(self) -> bool:
        return self._run("rev-parse", "--is-shallow-repository").stdout.strip() == b"true"

    def tracked(self) -> set[str]:
        """The absolute paths of all files that git tracks."""
        done = self._run("ls-files", "-z")
        return {os.path.join(self.top, *name.split("/")) for name in os.fsdecode(done.stdout).split("\0") if name}

    def contents(self, names: Sequence[str]) -> list[bytes]:
        """The contents that names of `changes` stand for. One that is not there (a partial clone) is empty."""
        if not names:
            return []
        done = self._run("cat-file", "--batch", data="".join(f"{name}\n" for name in names).encode())
        found, at = [], 0
        for _ in names:
            end = done.stdout.index(b"\n", at)
            head = done.stdout[at:end].split()
            size = int(head[2]) if len(head) == 3 and head[1] == b"blob" else -1
            found.append(done.stdout[end + 1:end + 1 + max(size, 0)])
            at = end + 1 + (size + 1 if size >= 0 else 0)
        return found

    def _run(self, *words: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
        environ = {**os.environ, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
        try:
            return subprocess.run(["git", *words], cwd=self.top, input=data, capture_output=True, check=False,
                                  env=environ)
        except FileNotFoundError:
            raise ConfigError(say("no-git")) from None
        except OSError as error:
            raise InputError(str(error)) from None


def _name(blob: str) -> str:
    return blob if blob.strip("0") else ""


def _told(done: subprocess.CompletedProcess[bytes]) -> str:
    return (done.stderr.decode("utf-8", "replace").strip().splitlines() or ["?"])[0]
