"""The exceptions raised on purpose: each is a run that cannot be done, with one line and a hint.

CompanionError          exit 2
├─ VaultError           the folder is not there, or cannot be read at all
├─ UnknownNameError          a character was asked for by a name nobody has
└─ BusyError            exit 4: another companion is writing to this vault
   └─ LockLostError     the lock of a watch is another one's by now
"""


class CompanionError(Exception):
    """A run that cannot be done.

    Attributes:
        message: One line, for the person at the terminal.
        hint: What to do about it, or "".
        exit_code: What the process ends with.
    """

    exit_code = 2

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class VaultError(CompanionError):
    """The vault is not there, is not a folder, or cannot be listed. Nothing was written."""


class UnknownNameError(CompanionError):
    """Nobody in the vault has the name asked for; the hint holds the nearest names."""


class BusyError(CompanionError):
    """Another companion is at work on this vault. Nothing was written."""

    exit_code = 4


class LockLostError(BusyError):
    """A watch has no lock any more, for its file was taken away; it ends. Nothing was written since."""
