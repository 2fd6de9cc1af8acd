"""Which file systems tell of all changes, by the table of mounts."""

from __future__ import annotations

from pathlib import Path

import pytest

from vault_companion.filesystem import kinds_below, kinds_of, why_poll

TABLE = """\
22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
23 22 0:21 / /proc rw,nosuid - proc proc rw
30 22 0:44 / /home/mia/nas rw,relatime shared:7 - nfs4 nas:/books rw,vers=4.2
31 22 0:45 / /home/mia/win rw,relatime - cifs //box/share rw,vers=3.1.1
32 22 0:46 / /home/mia/remote rw,nosuid - fuse.sshfs mia@host:/books rw
33 22 0:47 / /mnt/c rw,noatime - 9p C:\\134 rw,dirsync,aname=drvfs
34 22 0:48 / /mnt/d rw,noatime - drvfs D: rw
35 22 8:1 /@home /home/mia/btr rw,relatime shared:9 - btrfs /dev/sda1 rw
36 22 8:2 / /home/mia/xfs rw - xfs /dev/sda2 rw
37 22 0:50 / /tank/books rw,xattr - zfs tank/books rw
38 22 0:51 / /run rw - tmpfs tmpfs rw
39 22 0:52 / /var/lib/box rw - overlay overlay rw,lowerdir=/a,upperdir=/b
40 22 8:3 / /Volumes/Mac rw - apfs /dev/sda3 rw
41 22 8:4 / /home/mia/My\\040Drive rw - fuseblk /dev/sdb1 rw
42 22 0:53 / /mnt/new rw - shinyfs /dev/sdc rw
43 38 8:5 / /run/over rw - nfs nas:/x rw
44 38 8:6 / /run/over rw - ext4 /dev/sdd rw
this line says nothing
"""


@pytest.mark.parametrize(
    ("folder", "kind", "polled"),
    [
        ("/home/mia/vault", "ext4", False),
        ("/home/mia/nas/vault", "nfs4", True),
        ("/home/mia/win", "cifs", True),
        ("/home/mia/remote/a/b", "fuse.sshfs", True),
        ("/mnt/c/Users/mia/vault", "9p", True),
        ("/mnt/d/vault", "drvfs", True),
        ("/home/mia/btr", "btrfs", False),
        ("/home/mia/xfs/vault", "xfs", False),
        ("/tank/books/vault", "zfs", False),
        ("/run/vault", "tmpfs", False),
        ("/var/lib/box/vault", "overlay", False),
        ("/Volumes/Mac/vault", "apfs", False),
        ("/home/mia/My Drive/vault", "fuseblk", True),
        ("/mnt/new/vault", "shinyfs", True),
        ("/home/mia/nasty", "ext4", False),
        ("/run/over/vault", "ext4", False),
    ],
)
def test_the_nearest_mount_tells_the_kind_and_local_kinds_are_not_polled(folder: str, kind: str, polled: bool) -> None:
    kinds = kinds_below(folder, TABLE)

    assert kinds == (kind,)
    assert bool(why_poll(kinds)) is polled
    assert not polled or kind in why_poll(kinds)


def test_a_network_drive_that_is_mounted_inside_a_local_vault_counts() -> None:
    kinds = kinds_below("/home/mia", TABLE)

    assert kinds[0] == "ext4"
    assert "nfs4" in kinds
    assert why_poll(kinds)


def test_where_nothing_is_known_the_vault_is_polled() -> None:
    assert kinds_below("/home", "") == ()
    assert why_poll(()) == "it is not known which file system this is"
    assert kinds_of(Path("/home"), platform="plan9") == ()


@pytest.mark.skipif(not Path("/proc/self/mountinfo").exists(), reason="only Linux has this table")
def test_the_real_table_is_understood() -> None:
    assert kinds_of(Path("/proc"))[0] == "proc"
