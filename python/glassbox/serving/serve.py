"""A function from words to scores, served: a line of JSON asks for a batch of words, a line answers."""

import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import IO, Any

import numpy as np

from glassbox.serving.greeting import Greeting, Refusal


def serve(
    function: Callable[[Any], Any],
    *,
    decision: str,
    scores: int,
    letters: Sequence[Any] | None = None,
    numbers: Sequence[Sequence[int]] | None = None,
    answers: Sequence[Any] | None = None,
    name: str | None = None,
    length: int | None = None,
) -> None:
    """Answers `glassbox report --model "python3 this.py"` until its input ends.

    `function` takes an array of words `[word, time]` by the numbers of their letters (`[word, time, stream]` of `numbers`), all
    of one length, and returns scores after every letter `[word, time, score]`, or these and hidden vectors `[word, time, unit]`.
    A PyTorch module may stand in its place: it is given a tensor, in evaluation and without gradients, and only the first part
    of what it returns is taken. The same word has to get the same answers every time.

    Whatever is printed meanwhile appears on standard error. Print nothing to standard output before: its first line is the model's.
    """
    greeting = Greeting(decision, scores, letters, numbers, answers, name, length)
    if hasattr(function, "named_modules"):
        function = _of_module(function)
    with _own_output() as output:
        _say(output, greeting.line())
        for line in sys.stdin:
            _say(output, answer(line, function, greeting))


def answer(line: str, function: Callable[[Any], Any], greeting: Greeting) -> str:
    """The line that answers a line; raises `Refusal` where either is not as the protocol has it."""
    words, wants_states = _question(line, greeting)
    found = function(words)
    keys = ("scores", "states") if wants_states else ("scores",)
    named = dict(zip(keys, found if isinstance(found, tuple) else (found,), strict=False))
    lines: dict[str, Any] = {}
    for key, values in named.items():
        array = np.asarray(values.detach().cpu() if hasattr(values, "detach") else values, np.float64)
        width = greeting.scores if key == "scores" else array.shape[-1] if array.ndim == 3 else "units"
        if array.shape != (*words.shape[:2], width):
            raise Refusal(f"the function gave {key} {list(array.shape)}; expected {[*words.shape[:2], width]}")
        if not np.isfinite(array).all():
            raise Refusal(f"the function gave {key} that are not finite")
        lines[key] = array.tolist()
    return json.dumps(lines)


def _question(line: str, greeting: Greeting) -> tuple[Any, bool]:
    """The words that are asked, and whether hidden vectors are wanted, which most of the time are not."""
    try:
        question = json.loads(line)
        words = np.array(question["words"])
    except (ValueError, TypeError, KeyError):
        raise Refusal(f'the line {line[:60]!r} asks for nothing; expected {{"words": [[0, 1, 1]]}}, all of one length') from None
    if words.ndim != (2 if greeting.numbers is None else 3) or not words.size or words.dtype.kind != "i":
        raise Refusal(f"words of shape {list(words.shape)} were asked for; expected numbers of letters by [word, time]")
    if greeting.letters is not None and not (words.min() >= 0 and words.max() < len(greeting.letters)):
        raise Refusal(f"a letter beyond the {len(greeting.letters)} that there are was asked for")
    return words, question.get("states", True) is not False


def _of_module(module: Any) -> Callable[[Any], Any]:
    """A PyTorch module as a function of arrays."""
    import torch

    module.eval()
    device = next((parameter.device for parameter in module.parameters()), None)

    def scored(words: Any) -> Any:
        with torch.no_grad():
            found = module(torch.tensor(words, device=device))
        return found[0] if isinstance(found, (tuple, list)) else found

    return scored


@contextmanager
def _own_output() -> Iterator[IO[str]]:
    """Standard output for the protocol alone: all others, libraries in C and child processes too, write to standard error."""
    sys.stdout.flush()
    kept = os.dup(1)
    os.dup2(2, 1)
    # Whatever the locale says: names may be in any script.
    output = os.fdopen(kept, "w", encoding="utf-8", newline="\n")
    printed, sys.stdout = sys.stdout, sys.stderr
    try:
        yield output
    except BrokenPipeError:
        # Whoever asked has gone: there is nobody to tell.
        pass
    except Refusal as refusal:
        raise SystemExit(f"glassbox.serve: {refusal}") from None
    finally:
        sys.stdout = printed
        os.dup2(kept, 1)
        with suppress(BrokenPipeError):
            output.close()


def _say(output: IO[str], line: str) -> None:
    output.write(line + "\n")
    output.flush()
