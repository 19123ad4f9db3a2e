"""Which names the variables of a program may have: what Python, or the program's own text, means by a name is none of them."""

import keyword
import re
from collections.abc import Iterable
from typing import Final

from glassbox.check.refusal import Refusal

# Python takes spellings that only NFKC makes one for one name: other letters than ASCII's are none.
_NAME: Final = re.compile(r"[A-Za-z_][A-Za-z0-9_]*", re.ASCII)
_TAKEN: Final = frozenset(["f", "xs", "ys", "abs", "divmod", "int", "max", "min", "TABLE", "__debug__", *keyword.kwlist])


def check_names(names: Iterable[str]) -> None:
    """Raises `Refusal` where one cannot name a variable, or two are one."""
    seen: set[str] = set()
    for name in names:
        if _NAME.fullmatch(name) is None or name in _TAKEN:
            raise Refusal(f"the program has a variable {name!r}; expected a name that Python and the program's text leave free")
        if name in seen:
            raise Refusal(f"the program uses the name {name} twice where Python has one variable")
        seen.add(name)
