"""Files are written whole or not at all."""

from __future__ import annotations

import errno
import os
import resource
import signal
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest

from dataflow.common.files import write_bytes, write_text

if TYPE_CHECKING:
    from collections.abc import Callable

OLD, NEW = "old\n" * 1000, "new and longer\n" * 2000
CALLS = ("open", "fsync", "chmod", "replace")
"""What a write goes through; a writer is killed before and after each."""


def test_a_new_file_is_written_with_the_mode_that_the_umask_leaves(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_text(tmp_path / "a.txt", NEW)
    finally:
        os.umask(before)
    assert (tmp_path / "a.txt").read_text("utf-8") == NEW
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == 0o640
    assert os.listdir(tmp_path) == ["a.txt"]  # noqa: PTH208 - names


def test_an_old_file_keeps_its_mode(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(OLD)
    path.chmod(0o604)
    write_text(str(path), NEW)
    assert path.read_text() == NEW
    assert stat.S_IMODE(path.stat().st_mode) == 0o604


def test_text_is_written_byte_for_byte(tmp_path: Path) -> None:
    write_text(tmp_path / "a.txt", "é\r\n電\n")
    assert (tmp_path / "a.txt").read_bytes() == "é\r\n電\n".encode()


def test_bytes_that_are_no_text_are_written_as_they_are(tmp_path: Path) -> None:
    every = bytes(range(256)) * 300
    (tmp_path / "a.png").write_text(OLD)
    write_bytes(tmp_path / "a.png", every)
    assert (tmp_path / "a.png").read_bytes() == every
    assert os.listdir(tmp_path) == ["a.png"]  # noqa: PTH208 - names


@pytest.mark.parametrize("writes", [write_text, write_bytes])
def test_nothing_is_left_where_nothing_could_be_written(
    writes: Callable[[Path, Any], None], tmp_path: Path
) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        writes(tmp_path / "none" / "a.txt", "" if writes is write_text else b"")
    assert caught.value.filename == str(tmp_path / "none" / "a.txt")
    assert os.listdir(tmp_path) == []  # noqa: PTH208 - names


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text(OLD)
    (tmp_path / "link").symlink_to("real/a.txt")
    write_text(tmp_path / "link", NEW)
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "a.txt").read_text() == NEW


def test_a_name_may_be_as_long_as_the_system_lets_it(tmp_path: Path) -> None:
    path = tmp_path / ("n" * 255)
    write_text(path, NEW)
    assert path.read_text() == NEW


def test_a_device_is_written_to() -> None:
    write_text(os.devnull, NEW)
    assert stat.S_ISCHR(Path(os.devnull).stat().st_mode)


def test_a_pipe_is_written_to(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    handle = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    write_text(path, "through")
    assert os.read(handle, 100) == b"through"
    os.close(handle)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("missing/a.txt", errno.ENOENT), ("folder", errno.EISDIR), ("file/a.txt", errno.ENOTDIR)],
)
def test_an_error_names_the_path_that_was_given(tmp_path: Path, name: str, expected: int) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "file").write_text(OLD)
    with pytest.raises(OSError, match=str(tmp_path)) as caught:
        write_text(tmp_path / name, NEW)
    assert caught.value.errno == expected
    assert caught.value.filename == str(tmp_path / name)
    assert sorted(os.listdir(tmp_path)) == ["file", "folder"]  # noqa: PTH208 - names


def in_child(act: Callable[[], None]) -> int:
    """Run something in a forked process; give its exit code, or minus the signal that ended it."""
    child = os.fork()
    if child == 0:
        try:
            act()
        except OSError as wrong:
            os._exit(wrong.errno or 255)
        except BaseException:  # noqa: BLE001 - a child must never come back into pytest
            os._exit(254)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def nobody() -> None:
    """Give up being root, to whom no folder is read-only."""
    if os.geteuid() == 0:
        os.setgid(65534)
        os.setuid(65534)


def test_a_read_only_folder_is_an_error_and_the_old_file_stays(tmp_path: Path) -> None:
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        folder.chmod(0o755)
    path = tmp_path / "a.txt"
    path.write_text(OLD)
    path.chmod(0o666)
    tmp_path.chmod(0o555)
    try:
        assert in_child(lambda: (nobody(), write_text(path, NEW))[0]) == errno.EACCES
    finally:
        tmp_path.chmod(0o755)
    assert path.read_text() == OLD
    assert os.listdir(tmp_path) == ["a.txt"]  # noqa: PTH208 - names


def test_a_read_only_file_is_not_replaced(tmp_path: Path) -> None:
    for folder in (tmp_path, *list(tmp_path.parents)[:2]):
        folder.chmod(0o755)
    tmp_path.chmod(0o777)
    path = tmp_path / "a.txt"
    path.write_text(OLD)
    path.chmod(0o444)
    assert in_child(lambda: (nobody(), write_text(path, NEW))[0]) == errno.EACCES
    assert path.read_text() == OLD


def test_a_full_disk_is_an_error_and_the_old_file_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(OLD)

    def write_on_full_disk() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000))
        write_text(path, NEW)

    assert in_child(write_on_full_disk) == errno.EFBIG
    assert path.read_text() == OLD
    assert os.listdir(tmp_path) == ["a.txt"]  # noqa: PTH208 - names


def stop_at(
    monkeypatch: pytest.MonkeyPatch, call: str, *, after: bool, act: Callable[[], None]
) -> None:
    """Let something happen at one call of the writer."""
    owner = Path if call in {"chmod", "replace"} else os
    real = getattr(owner, call)

    def acting(*args: object, **named: object) -> object:
        if not after:
            act()
        done = real(*args, **named)
        if after:
            act()
        return done

    monkeypatch.setattr(owner, call, acting)


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("call", CALLS)
def test_a_killed_writer_leaves_the_old_file_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, *, after: bool
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(OLD)

    def write_and_die() -> None:
        stop_at(monkeypatch, call, after=after, act=die)
        write_text(path, NEW)

    assert in_child(write_and_die) == -signal.SIGKILL
    assert path.read_text() == (NEW if (call, after) == ("replace", True) else OLD)


def test_a_writer_killed_at_any_moment_leaves_the_old_file_or_the_new(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    found = set()
    for number in range(200):
        path.write_text(OLD)
        reader, writer = os.pipe()
        child = os.fork()
        if child == 0:
            _write_for_ever(path, writer)
        os.close(writer)
        # the child says when it begins: it is killed in its first, second, … write, or between
        for _ in range(1 + number % 4):
            os.read(reader, 1)
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(reader)
        text = path.read_text()
        assert text in {OLD, NEW}
        found.add(text)
    assert NEW in found


def _write_for_ever(path: Path, writer: int) -> NoReturn:
    try:
        while True:
            os.write(writer, b".")
            write_text(path, NEW)
    finally:
        os._exit(1)


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("call", CALLS)
def test_an_interrupted_writer_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, *, after: bool
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(OLD)

    def interrupt() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        stop_at(patch, call, after=after, act=interrupt)
        with pytest.raises(KeyboardInterrupt):
            write_text(path, NEW)
    assert path.read_text() == (NEW if (call, after) == ("replace", True) else OLD)
    assert os.listdir(tmp_path) == ["a.txt"]  # noqa: PTH208 - names


def test_two_writers_at_once_leave_one_of_both(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    children = []
    for text in (OLD, NEW):
        child = os.fork()
        if child == 0:
            try:
                for _ in range(50):
                    write_text(path, text)
            finally:
                os._exit(0)
        children.append(child)
    for child in children:
        os.waitpid(child, 0)
    assert path.read_text() in {OLD, NEW}
    assert os.listdir(tmp_path) == ["a.txt"]  # noqa: PTH208 - names
