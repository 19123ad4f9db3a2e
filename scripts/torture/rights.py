"""What needs a right: mounts and process numbers of a command's own."""

import os
import shutil
import subprocess
from functools import cache

from ledger import CannotBeTried


@cache
def unshare(*kinds: str) -> tuple[str, ...]:
    """What runs a command in namespaces of its own, such as `mount` or `pid`, in which it may mount.

    Raises `CannotBeTried` where neither root nor a user namespace is to be had.
    """
    if not shutil.which("unshare"):
        raise CannotBeTried("unshare is not installed")
    options = [f"--{kind}" for kind in kinds] + (["--fork", "--mount-proc"] if "pid" in kinds else [])
    prefixes = [["unshare", *options]] if os.geteuid() == 0 else []
    prefixes.append(["unshare", "--user", "--map-root-user", *options])
    probe = "mount -t tmpfs tmpfs /mnt" if "mount" in kinds else "true"
    for prefix in prefixes:
        tried = subprocess.run([*prefix, "sh", "-c", probe], check=False, stdin=subprocess.DEVNULL, capture_output=True)
        if tried.returncode == 0:
            return tuple(prefix)
    raise CannotBeTried(f"this needs root, or a user namespace, for unshare {' '.join(options)}")


def in_namespace(script: str, *values: str) -> list[str]:
    """What runs a command in a shell script that mounts things which only that command sees; `values` come before it."""
    return [*unshare("mount"), "sh", "-c", script, "sh", *values]
