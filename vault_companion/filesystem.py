"""Which file system a vault is on, and whether that one tells of all changes.

Word of changes comes from the kernel of this computer, so of a file that another computer changes it knows nothing.
There, and on any file system that is not known here, the vault is looked at every few seconds instead.

What macOS and Windows are asked was written from their documentation and never run.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

LOCAL = frozenset(
    {
        *("ext2", "ext3", "ext4", "btrfs", "xfs", "zfs", "f2fs", "jfs", "reiserfs", "nilfs2", "bcachefs", "ubifs"),
        *("tmpfs", "ramfs", "overlay", "aufs", "ecryptfs"),
        *("vfat", "msdos", "exfat", "ntfs", "ntfs3", "hfs", "hfsplus", "udf", "iso9660", "squashfs"),
        *("apfs", "refs", "fat", "fat32", "fat16", "msdosfs", "ufs"),
    }
)
"""File systems that change only through the kernel of this computer, by their names there."""

NETWORK = frozenset(
    {
        *(
            "nfs",
            "nfs4",
            "cifs",
            "smb",
            "smb2",
            "smb3",
            "smbfs",
            "afs",
            "ncpfs",
            "ncp",
            "coda",
            "9p",
            "drvfs",
            "virtiofs",
        ),
        *("ceph", "glusterfs", "lustre", "gpfs", "ocfs2", "gfs2", "davfs", "webdav", "afpfs", "sshfs"),
        *("vboxsf", "prl_fs", "vmhgfs", "hgfs", "acfs", "beegfs", "orangefs", "autofs"),
    }
)
"""File systems that others may change too: over a network, or from outside a virtual machine."""

_OCTAL = re.compile(r"\\([0-7]{3})")
_DRIVE_REMOTE = 4


@dataclass(frozen=True, slots=True)
class Mount:
    """A file system as it is mounted.

    Attributes:
        place: Where, an absolute path.
        kind: Its name, in lower case.
    """

    place: str
    kind: str


def mounts(mountinfo: str) -> Iterator[Mount]:
    """What a text in the form of `/proc/self/mountinfo` says; lines that say nothing are passed over."""
    for line in mountinfo.splitlines():
        left, dash, right = line.partition(" - ")
        fields = left.split(" ")
        if dash and len(fields) >= 5 and right.split(" ")[0]:
            yield Mount(_OCTAL.sub(lambda code: chr(int(code[1], 8)), fields[4]), right.split(" ")[0].lower())


def kinds_below(root: str, mountinfo: str) -> tuple[str, ...]:
    """The file systems of a folder and of what is mounted inside it, that of the folder first; () if unknown.

    Args:
        root: An absolute path without links.
        mountinfo: What `/proc/self/mountinfo` says. Of two mounts at one place the later one counts.
    """
    here: dict[str, str] = {}
    for mount in mounts(mountinfo):
        here[mount.place] = mount.kind
    around = [place for place in here if _is_in(root, place)]
    if not around:
        return ()
    inside = sorted(place for place in here if place != root and _is_in(place, root))
    return (here[max(around, key=len)], *(here[place] for place in inside))


def why_poll(kinds: tuple[str, ...]) -> str:
    """Why these file systems need to be looked at every few seconds, in words; "" if they do not."""
    for kind in kinds:
        if kind in LOCAL:
            continue
        if kind in NETWORK:
            return f"{kind} does not tell of changes that are made elsewhere"
        if kind == "fuse" or kind.startswith(("fuse.", "fuseblk", "macfuse", "osxfuse")):
            return f"{kind} may not tell of all changes"
        return f"whether {kind} tells of all changes is not known"
    return "" if kinds else "it is not known which file system this is"


def kinds_of(root: Path, platform: str = sys.platform) -> tuple[str, ...]:
    """The file systems of a vault, the vault's own first; () if that cannot be found out. Never raises."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        place = os.path.realpath(root)
        if platform == "linux":
            text = Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape")
            return kinds_below(place, text)
        if platform == "darwin":
            return _on_macos(place)
        if platform == "win32":
            return _on_windows(place)
    return ()


def _is_in(place: str, folder: str) -> bool:
    return place == folder or place.startswith(folder.rstrip("/") + "/")


def _on_macos(place: str) -> tuple[str, ...]:
    """By `statfs`, whose structure with 64-bit inodes has the name of the file system at offset 72. Never run."""
    call = getattr(ctypes.CDLL(None, use_errno=True), "statfs$INODE64", None) or ctypes.CDLL(None).statfs
    told = ctypes.create_string_buffer(4096)
    if call(os.fsencode(place), told):
        return ()
    return (told.raw[72:88].partition(b"\0")[0].decode("ascii", "replace").lower(),)


def _on_windows(place: str) -> tuple[str, ...]:
    """By `GetDriveTypeW` and `GetVolumeInformationW`. Never run."""
    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - it is there on Windows only
    drive = os.path.splitdrive(place)[0] + "\\"
    if drive.startswith("\\\\") or kernel.GetDriveTypeW(drive) == _DRIVE_REMOTE:
        return ("smb",)
    name = ctypes.create_unicode_buffer(64)
    if not kernel.GetVolumeInformationW(drive, None, 0, None, None, None, name, len(name)):
        return ()
    return (name.value.lower(),)
