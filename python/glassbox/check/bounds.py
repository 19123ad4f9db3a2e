"""What a report from anyone may have at most. Nothing that a file states is used before it was held against these."""

from typing import Final

AUDIT_BYTES: Final = 8 << 20
FILE_BYTES: Final = {"program.py": 1 << 20, "network.safetensors": 1 << 20, "machine.json": 8 << 20, "machine.dot": 8 << 20}
FOREIGN_NETWORK_BYTES: Final = 1 << 25
"""Of ``network.safetensors`` where somebody else trained it."""
HEADER_BYTES: Final = 1 << 20
"""Of what a file of tensors says of them."""
EXAMPLE_BYTES: Final = 64 << 20

JSON_DEPTH: Final = 192
"""Brackets within brackets; an honest ``audit.json`` has some twenty."""

CLAIMS: Final = 32
OBSERVATIONS: Final = 64
"""Rates that stand beside a claim."""
SHOWN_POSITIONS: Final = 10_240
"""Of a word that is shown."""
KEPT_LENGTH: Final = 4096
"""Up to which a network may be said to keep to its program."""
REPORTS: Final = 10_000
"""Folders of a site that are looked at."""

PARAMETERS: Final = 1 << 13
HIDDEN_UNITS: Final = 128
LAYERS: Final = 16

FOREIGN_PARAMETERS: Final = 1 << 18
FOREIGN_HIDDEN_UNITS: Final = 1024
"""Numbers in the state of all layers."""
FOREIGN_POSITIONS: Final = 64
"""Of the words that somebody else's network was trained on."""
NAMES: Final = 64
"""Letters that have names, and answers."""
NAME_BYTES: Final = 256
RECORDED_NUMBERS: Final = 1 << 21
"""Of recorded words and scores, each."""

LETTER_VALUE: Final = 1 << 32
"""The greatest magnitude of an input."""
POSITIONS: Final = 1024
"""Of a sequence of the trained length, times its width."""
NAMED_POSITIONS: Final = 1 << 12
"""The same where letters may have names, each of which is an integer of its own."""
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
