"""Why a network cannot be written or served, in one sentence."""


class Refusal(Exception):
    """Says what was found and what is expected."""
