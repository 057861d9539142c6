"""`REV:path` → a file as git has it, with what it includes from the same state.

Git is asked for names of objects and for their content; nothing of the repository is run, checked
out or written.
"""

from __future__ import annotations

import os
import posixpath
import re
import shutil
import subprocess
from contextlib import suppress
from dataclasses import field
from typing import TYPE_CHECKING, Final, NamedTuple

from dataflow.common.files import Identity, identify, note_meant, note_read
from dataflow.common.values import dataclass
from dataflow.reading.characters import show
from dataflow.reading.disk import Included, Opened, OpeningError, read_bounded, refuse_outside

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from pathlib import Path

    from dataflow.problems import Pickled

_NAME: Final = re.compile(r"((?:[^:{\0]|\{[^}\0]*\})+):(?!//)([^\0]*)", re.DOTALL)
"""A revision and a path; braces, as in `HEAD@{10:00}`, may hold a colon. Not an address."""

_FOLDER: Final = "040000"

_FILES: Final = ("100644", "100755", "100664")
"""The modes of regular files; git once wrote the last one."""

_KINDS: Final = {
    _FOLDER: ("a folder", "name a file in it"),
    "120000": ("a symbolic link", "name the file that it leads to"),
    "160000": ("a repository of its own (a submodule)", "ask in that repository"),
}

_QUIET: Final = {"LC_ALL": "C", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
"""What keeps git from translating its errors, from the network, and from asking."""


class GitError(OpeningError):
    """Git refused; `reason` is what it says."""

    def __init__(self, reason: str) -> None:
        """Take what git says."""
        super().__init__("unreadable", f"git: {reason}")
        self.reason = reason

    def __reduce__(self) -> Pickled:
        return type(self), (self.reason,), self.__dict__


class Entry(NamedTuple):
    """What stands in a tree of git under a name."""

    mode: str
    object: str


def find_state(name: str, root: str | Path | None) -> tuple[Commit, Included] | None:
    """Return the file that `REV:path` names; None where a name is no such thing, but of a file.

    A path counts from the top of the repository, as git has it; `REV:./path` from the current
    folder. How far includes may go, `root` says; None: the folder of that file.

    Raises:
        OpeningError: git is missing, or knows no such revision here, or no such path in it.
    """
    named = _NAME.fullmatch(name)
    if named is None or os.path.lexists(name):
        return None
    revision, rest = named.groups()
    tree = _find_tree(name, revision)
    top, prefix = _find_work()
    beside = posixpath.normpath(posixpath.join(prefix, rest))
    path = beside if rest.startswith(("./", "../")) else posixpath.normpath(rest or os.curdir)
    commit = Commit(revision, tree, _find_root(path, root, top), top)
    if commit.find(path) is None:
        raise _no_such_path(commit, path, beside)
    return commit, Included(path, path)


@dataclass(frozen=True, slots=True, eq=False)
class Commit:
    """Files as git has them at a revision; paths are from the top of the repository.

    Attributes:
        revision: as it was named.
        tree: the object's name.
        root: the folder that no file may lie outside of; empty for the top.
        top: the folder of the disk that is the top; None where there is none.
    """

    revision: str
    tree: str
    root: str
    top: str | None
    _listed: dict[str, dict[str, Entry]] = field(default_factory=dict)

    def name(self, path: str) -> str:
        """Name a file so that `git show` understands it."""
        return f"{self.revision}:{path}"

    def note(self, path: str) -> None:
        """Note the file of the disk at a path, if there are folders at all."""
        if self.top is not None:
            note_meant(os.path.join(self.top, path), self.name(path))

    def place(self, path: str) -> str:
        """Make sure that a path lies inside the root.

        Raises:
            OpeningError: it lies outside.
        """
        inside = not self.root or path == self.root or path.startswith(f"{self.root}/")
        if not inside or path.split("/", 1)[0] == os.pardir:
            raise refuse_outside(self.name(path), "leaves")
        return path

    def list(self, folder: str) -> Iterator[tuple[str, bool]]:
        """Go through the names in a folder; there are none where it is no folder."""
        entry = self.find(self.place(posixpath.normpath(folder)))
        for name, inner in (self._list(entry) if entry else {}).items():
            yield name, inner.mode == _FOLDER

    def open(self, file: Included, known: Container[Identity]) -> Opened:
        """Read a regular file.

        Raises:
            OpeningError: there is none, or it is too large.
        """
        path, name = file.path, self.name(file.path)
        entry = self.find(path)
        if entry is None:
            raise OpeningError("no-such-file", f"there is no file {show(name, 200)}", _CHECK)
        if entry.mode not in _FILES:
            kind, advice = _KINDS.get(entry.mode, ("something else", "name a file"))
            message = f"{show(name, 200)} is {kind}, not a file"
            raise OpeningError("not-a-file", message, advice)
        identity = (self.tree, path)
        self._note_kept(file)
        return Opened(b"" if identity in known else _read(entry.object, name), identity)

    def find(self, path: str) -> Entry | None:
        """Return what stands at a path; `.` is the top."""
        entry: Entry | None = Entry(_FOLDER, self.tree)
        for part in path.split("/") if path != os.curdir else ():
            entry = self._list(entry).get(part) if entry else None
        return entry

    def _list(self, entry: Entry) -> dict[str, Entry]:
        """List a folder, once; empty for what is none."""
        if entry.mode != _FOLDER:
            return {}
        if entry.object not in self._listed:
            self._listed[entry.object] = _list_tree(entry.object)
        return self._listed[entry.object]

    def _note_kept(self, file: Included) -> None:
        """Note the file that is there now: no answer is written over that either."""
        if self.top is not None:
            with suppress(OSError, ValueError):
                status = os.stat(os.path.join(self.top, file.path))
                note_read(identify(status), self.name(file.path), "kept")


_CHECK: Final = "check the path; it counts from the top of the repository"


def _find_tree(name: str, revision: str) -> str:
    """Return the name of a revision's tree; what begins with `-` never reaches git."""
    missing = f"there is no file {show(name, 200)}"
    if shutil.which("git") is None:
        advice = "check the path, or install git"
        raise OpeningError("no-such-file", f"{missing}, and git is not there to look", advice)
    with suppress(GitError):
        if not revision.startswith("-"):
            tree = _ask("rev-parse", "--verify", "--quiet", f"{revision}^{{tree}}")
            if re.fullmatch("[0-9a-f]{40,64}", tree):  # no `^` before it
                return tree
    try:
        _ask("rev-parse", "--git-dir")
    except GitError as error:
        reason = error.reason
        if "not a git repository" in reason:
            reason = "the current folder is in no git repository"
        message = f"{missing}, and {reason}"
        raise OpeningError("no-such-file", message, "check the path, or go there") from None
    message = f"{missing}, and git knows no revision {show(revision, 80)} here"
    raise OpeningError("no-such-file", message, "`git log --oneline` lists them")


def _find_work() -> tuple[str | None, str]:
    """Return the folder of the disk that is the top, and the path from there to the current one."""
    with suppress(GitError):
        top, _, prefix = _ask("rev-parse", "--show-toplevel", "--show-prefix").partition("\n")
        return os.path.realpath(top), prefix
    return None, ""  # a bare repository has no folders


def _find_root(path: str, root: str | Path | None, top: str | None) -> str:
    """Return the folder of the repository that includes stay in."""
    if root is None or top is None:
        return "" if root else posixpath.dirname(path)
    below = os.path.relpath(os.path.realpath(root), top).replace(os.sep, "/")
    return "" if below == os.curdir or below.split("/", 1)[0] == os.pardir else below


def _no_such_path(commit: Commit, path: str, beside: str) -> OpeningError:
    message = f"git has no file {show(path, 200)} in {show(commit.revision, 80)}"
    if beside != path and commit.find(beside):
        return OpeningError("no-such-file", message, f"did you mean `{commit.name(beside)}`?")
    return OpeningError("no-such-file", message, _CHECK)


def _list_tree(tree: str) -> dict[str, Entry]:
    entries = {}
    for line in _run("ls-tree", "-z", "--full-tree", tree).split(b"\0"):
        head, tab, name = line.partition(b"\t")
        if tab:
            mode, _, object_id = head.decode().split()
            entries[os.fsdecode(name)] = Entry(mode, object_id)
    return entries


def _read(blob: str, name: str) -> bytes:
    """Read the content of a file; raise OpeningError if it is too large, or git has lost it."""
    with _start("cat-file", "blob", blob) as git:
        assert git.stdout is not None
        try:
            data = read_bounded(git.stdout.read, name)
        except OpeningError:
            git.kill()
            raise
    if git.returncode:
        raise OpeningError("unreadable", f"{show(name, 200)} cannot be read: git has lost it")
    return data


def _ask(*words: str) -> str:
    return os.fsdecode(_run(*words)).removesuffix("\n")


def _run(*words: str) -> bytes:
    """Run git, and return what it prints; raise GitError if it failed."""
    with _start(*words) as git:
        out, errors = git.communicate()
    if git.returncode:
        reason = errors.decode("utf-8", "replace").strip()
        raise GitError(reason.partition("\n")[0].removeprefix("fatal: "))
    return out


def _start(*words: str) -> subprocess.Popen[bytes]:
    """Start git; raise GitError if it cannot be started."""
    try:
        return subprocess.Popen(  # noqa: S603 - no word is an option: `_find_tree` sees to it
            [shutil.which("git") or "git", "--no-pager", *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **_QUIET},
        )
    except (OSError, ValueError) as error:
        raise GitError(f"cannot be started: {error}") from None
