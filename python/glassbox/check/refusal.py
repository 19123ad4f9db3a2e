"""Why something cannot be read or checked, in one sentence."""


class Refusal(Exception):
    """A sentence for people; whatever of it came from a file is cleaned where it is printed."""


class NoReport(Refusal):
    """The folder holds no report: there is nothing to say of its claims."""


class TooLarge(Refusal):
    """A number of the program leaves the 62 bits of this check, where Python would go on."""


class OutOfTime(Refusal):
    """The time that one report may take is up."""
