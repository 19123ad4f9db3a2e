"""Reads the files of a folder that anybody may have made: regular ones, within bounds, and nothing behind a link."""

import errno
import os
import stat
from pathlib import Path

from glassbox.check.refusal import Refusal


class UntrustedFolder:
    """A folder that was named by the user; links on the way to it are the user's, links in it are not followed."""

    def __init__(self, path: Path) -> None:
        """Opens the folder; raises `Refusal` where there is none."""
        self.path = path
        try:
            self._descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        except (OSError, ValueError) as error:
            raise Refusal(f"{path} is no folder that can be read ({_reason(error)})") from None

    def __enter__(self) -> "UntrustedFolder":
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def names(self) -> set[str]:
        """The names of all that is in the folder."""
        return set(os.listdir(self._descriptor))  # noqa: PTH208 - of a descriptor, which no link can exchange

    def read(self, name: str, most: int) -> bytes:
        """The bytes of the regular file `name`; raises `Refusal` where it is none, or has more than `most`."""
        try:
            # A pipe that nobody writes to would else keep open() waiting.
            flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY
            descriptor = os.open(name, flags, dir_fd=self._descriptor)
        except FileNotFoundError:
            raise Refusal(f"{name} is missing") from None
        except (OSError, ValueError) as error:
            raise Refusal(f"{name} cannot be read: {_reason(error)}") from None
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise Refusal(f"{name} is no regular file")
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                data = file.read(most + 1)
        except OSError as error:
            raise Refusal(f"{name} cannot be read: {_reason(error)}") from None
        finally:
            os.close(descriptor)
        if len(data) > most:
            raise Refusal(f"{name} has more than {most:,} bytes")
        return data


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, OSError) and error.strerror:
        return "it is a link" if error.errno == errno.ELOOP else error.strerror
    return "its name is none"
