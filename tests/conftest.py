"""What every test may count on: a home, a state folder, a time zone and a locale of its own."""

from __future__ import annotations

import contextlib
import gc
import importlib
import itertools
import os
import pickle
import sys
import tempfile
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register `--update-golden`, which writes expected files anew."""
    parser.addoption("--update-golden", action="store_true", help="write the expected pages anew, through a real sync")


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than there are cores: tests of the watch mostly wait, and another can run meanwhile."""
    return (os.cpu_count() or 1) + 1


def pytest_configure(config: pytest.Config) -> None:
    """What one worker compiles no other has to: where nothing compiled is kept, they keep it among themselves."""
    if _is_worker() and sys.dont_write_bytecode:
        sys.pycache_prefix = str(Path(config.option.basetemp).parent / "compiled")
        sys.dont_write_bytecode = False


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection(session: pytest.Session) -> Generator[None, object, object]:
    """What is collected stays to the end: it is not looked through for garbage, neither now nor later."""
    gc.disable()
    if _is_worker():
        _compile_a_share(session.config)
    done = yield
    gc.freeze()
    gc.enable()
    return done


def _compile_a_share(config: pytest.Config) -> None:
    """Each worker first imports its share of the tests, and then finds those of the others compiled.

    A module that fails here fails again when it is collected a moment later, and is reported then as any other: told
    here, it would be one worker's error before the tests have names.
    """
    number, count = int(os.environ["PYTEST_XDIST_WORKER"][2:]), int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    folders = [Path(given) for given in config.args if Path(given).is_dir()]
    modules = sorted({path for folder in folders for path in folder.absolute().rglob("test_*.py")})
    for path in modules[number::count]:
        with contextlib.suppress(Exception, pytest.skip.Exception):
            importlib.import_module(".".join(path.relative_to(config.rootpath).with_suffix("").parts))


def _is_worker() -> bool:
    return "PYTEST_XDIST_WORKER" in os.environ


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be written anew."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Folders for a test each: a number is cheaper than a look at thousands of names for a free one."""
    base = tmp_path_factory.mktemp("homes")
    return (base / str(number) for number in itertools.count())


@pytest.fixture(scope="session", autouse=True)
def unflushed() -> Iterator[None]:
    """In this process no file waits for the disk: that would matter to a power cut, and no test is one.

    That the right files are flushed at the right time is asked of the calls above it, and processes do it really.
    """
    with patch.object(os, "fsync", lambda _fd: None):
        yield


@pytest.fixture(scope="session")
def emptied() -> list[Path]:
    """The home that the last test left as it found it, for the next one."""
    return []


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """Where the processes that tests start keep what they compiled: the first compiles a module, and no other.

    None where this process keeps what it compiles in the usual place: there they find it.
    """
    if sys.pycache_prefix:
        return Path(sys.pycache_prefix)
    return tmp_path_factory.getbasetemp() / "compiled" if sys.dont_write_bytecode else None


@pytest.fixture(autouse=True)
def hermetic(
    homes: Iterator[Path], emptied: list[Path], compiled: Path | None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[None]:
    """Nothing of the machine is seen, and nothing of it is written to."""
    home = emptied.pop() if emptied else next(homes)
    home.mkdir(exist_ok=True)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("VAULT_COMPANION_STATE", str(home / "state"))
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.delenv("VAULT_COMPANION_VAULT", raising=False)
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
    if compiled:
        monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(compiled))
    monkeypatch.chdir(home)
    before = os.umask(0o022)
    yield
    os.umask(before)
    if home.is_dir() and not any(home.iterdir()):
        emptied.append(home)


@pytest.fixture
def as_nobody() -> Callable[[Callable[[], Any]], Any]:
    """Runs a function as a user without rights over files of root, in a child process; gives its result."""

    def run(function: Callable[[], Any]) -> Any:
        if not hasattr(os, "fork"):
            pytest.skip("permissions of this kind are not known here")
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            answer: tuple[bool, Any]
            try:
                if os.geteuid() == 0:
                    os.setgroups([])
                    os.setgid(65534)
                    os.setuid(65534)
                answer = True, function()
            except BaseException as error:  # noqa: BLE001 - told to the parent, which raises it
                answer = False, repr(error)
            os.write(writing, pickle.dumps(answer))
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading, "rb") as pipe:
            good, result = pickle.loads(pipe.read())  # noqa: S301 - our own child wrote it
        os.waitpid(child, 0)
        assert good, result
        return result

    return run


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user may enter and write to, unlike `tmp_path`."""
    with tempfile.TemporaryDirectory(prefix="vault-") as name:
        folder = Path(name)
        folder.chmod(0o777)
        yield folder
        for path in folder.rglob("*"):
            if not path.is_symlink():
                path.chmod(0o777)
