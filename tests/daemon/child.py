"""A watch in a process of its own, with the core and the short times of `watching.py`."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from tests.daemon.watching import SETTINGS, TIMES, Watched, fake_build, until
from tests.helpers import ROOT
from vault_companion import daemon
from vault_companion.status import read_status


class Child(Watched):
    """A watch in another process, of which only what it wrote is known.

    Attributes:
        process: The process.
    """

    def __init__(self, root: Path, process: subprocess.Popen[bytes]) -> None:
        super().__init__(root)
        self.process = process


@contextmanager
def child(root: Path, *before: str, **times: float) -> Iterator[Child]:
    """Watch until the block is left; when it is entered the first run is over.

    Args:
        root: The vault.
        before: A command that runs another one.
        times: Waits, by their names in `Times`.
    """
    command = [*before, sys.executable, "-m", "tests.daemon.child", str(root), json.dumps(times)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        try:
            until(lambda: process.poll() is not None or _has_run(root), 30.0)
            yield Child(root, process)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.kill(process.pid, signal.SIGCONT)
            process.kill()
            process.communicate()


def _has_run(root: Path) -> bool:
    status = read_status(root)
    return status is not None and status.last_run is not None


if __name__ == "__main__":
    sys.exit(
        daemon.watch(Path(sys.argv[1]), SETTINGS, times=replace(TIMES, **json.loads(sys.argv[2])), build=fake_build)
    )
