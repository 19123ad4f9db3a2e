"""Seeds as a plan writes them: `1`, `1..3`, `1 5 9`."""

import re

from sweep import bounds
from sweep.refusal import Place

_PART = re.compile(r"([0-9]{1,20})(?:\.\.([0-9]{1,20}))?")


def read_seeds(text: str, place: Place) -> tuple[int, ...]:
    """The seeds, in the order written."""
    seeds: list[int] = []
    for part in text.replace(",", " ").split():
        first, last = _range(part, text, place)
        if len(seeds) + last - first + 1 > bounds.SEEDS_OF_A_ROW:
            raise place.refuse("seeds", text, f"at most {bounds.SEEDS_OF_A_ROW:,} seeds", "split the row")
        seeds.extend(range(first, last + 1))
    if not seeds:
        raise place.refuse("seeds", text, "at least one seed", "write for example 1..3")
    if len(set(seeds)) < len(seeds):
        raise place.refuse("seeds", text, "each seed once", "leave out what is there twice")
    return tuple(seeds)


def _range(part: str, text: str, place: Place) -> tuple[int, int]:
    match = _PART.fullmatch(part)
    if match is None:
        raise place.refuse(
            "seeds", text, "numbers and ranges such as 1..3, with blanks or commas between", "write for example 1..3"
        )
    first, last = int(match[1]), int(match[2] or match[1])
    if first > last or last > bounds.SEED:
        raise place.refuse("seeds", text, "a range that rises, within 0 and 2^64 - 1", "write for example 1..3")
    return first, last
