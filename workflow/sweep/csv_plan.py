"""A plan as CSV: a header of columns, then a row for each subject."""

import csv
import io
from collections.abc import Iterator

from sweep import bounds
from sweep.refusal import Place
from sweep.row_cells import COLUMNS, Cells


def csv_cells(text: str, file: str) -> Iterator[Cells]:
    """The rows, in order; blank lines do not count."""
    rows = _rows(text, file)
    place, header = next(rows, (Place(file, 1), []))
    columns = _columns(header, place)
    for count, (place, row) in enumerate(rows, 1):
        if count > bounds.ROWS:
            raise place.refuse_all(f"there are more than {bounds.ROWS:,} rows", "split the plan")
        if len(row) > len(columns):
            mend = "quote a cell that has a comma in it, or take the last one out"
            raise place.refuse_all(f"the row has {len(row):,} cells, but the header has {len(columns)}", mend)
        # A row may end early: what is left out has its default.
        yield Cells(place, dict(zip(columns, row, strict=False)))


def _rows(text: str, file: str) -> Iterator[tuple[Place, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    previous = csv.field_size_limit(bounds.CELL_LETTERS)
    try:
        while True:
            place = Place(file, reader.line_num + 1)
            try:
                row = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                raise place.refuse_all(
                    f"this is no CSV ({error})", "close what is quoted, and double quotes within quotes"
                ) from None
            if any(cell.strip() for cell in row):
                yield place, row
    finally:
        csv.field_size_limit(previous)


def _columns(header: list[str], place: Place) -> list[str]:
    columns = [cell.strip() for cell in header]
    known = ", ".join(COLUMNS)
    for column in columns:
        if column not in COLUMNS:
            raise place.refuse("a column", column, f"one of {known}", "correct the header, which is the first line")
        if columns.count(column) > 1:
            raise place.refuse("a column", column, "each column once", "take one of the two out")
    if "subject" not in columns:
        raise place.refuse_all("there is no column subject", "begin with a header such as subject,seeds,options")
    return columns
