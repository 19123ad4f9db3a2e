"""What a report from anyone may have at most. Nothing that a file states is used before it was held against these."""

from typing import Final

AUDIT_BYTES: Final = 8 << 20
FILE_BYTES: Final = {"program.py": 1 << 20, "network.safetensors": 1 << 20, "machine.json": 8 << 20, "machine.dot": 8 << 20}
EXAMPLE_BYTES: Final = 64 << 20

JSON_DEPTH: Final = 192
"""Brackets within brackets; an honest ``audit.json`` has some twenty."""

CLAIMS: Final = 32
REPORTS: Final = 10_000
"""Folders of a site that are looked at."""

PARAMETERS: Final = 1 << 13
HIDDEN_UNITS: Final = 128
LAYERS: Final = 16

LETTER_VALUE: Final = 1 << 32
"""The greatest magnitude of an input."""
POSITIONS: Final = 1024
"""Of a sequence of the trained length, times its width."""
EXPLORED_LETTERS: Final = 4096
"""With more inputs at one position they are not tried one by one."""

MACHINE_ENTRIES: Final = 1 << 17
"""States of a machine times its letters."""
LOOKUP_CELLS: Final = 1 << 22
"""Of a table that finds letters, or a program's transitions, by their numbers."""
PRODUCT_PAIRS: Final = 1 << 14
"""Pairs of a program's and a machine's state that are visited."""

PROGRAM_LINES: Final = 200
"""Of ``f``, without its table."""
LINE_LENGTH: Final = 4096
LINE_OPERATORS: Final = 400
"""Of one line: ``ast`` recurses once for each."""
BRACKET_DEPTH: Final = 50
EXPRESSION_NODES: Final = 4096
"""Of all expressions of a program."""
EXPRESSION_DEPTH: Final = 150
TABLE_ENTRIES: Final = 1 << 16
VARIABLES: Final = 64

VALUE: Final = 1 << 62
"""Every integer that a program comes to is below this in magnitude, so that no sum of two leaves 64 bits."""

NUMBERS_AT_ONCE: Final = 1 << 22
"""Numbers of a sample: sequences times positions times width."""
ROWS_AT_ONCE: Final = 1 << 13
"""Sequences that are run side by side."""
