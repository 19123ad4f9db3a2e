"""How many states of a machine behave differently: classes are parted, and then only those states are looked at again from which a
step leads to a state whose class is a new one.

All but the largest part of a class get a new one, so that each state does so a few times (Hopcroft 1971): long chains of states
that only their ends tell apart take no longer than other machines.
"""

from glassbox.check.deadline import Deadline


class Behaviours:
    """A partition of states that is made finer until the steps from states of one class lead to one class for each letter."""

    def __init__(self, transitions: list[list[int]], classes: list[int]) -> None:
        """`transitions` are next states `[state][letter]`; `classes` tell states apart by what they answer, from 0 on."""
        self._transitions = transitions
        self._class = classes
        self._members: list[set[int]] = [set() for _ in range(max(classes) + 1)]
        self._sources: list[set[int]] = [set() for _ in transitions]
        for state, row in enumerate(transitions):
            self._members[classes[state]].add(state)
            for target in row:
                self._sources[target].add(state)

    def count(self, deadline: Deadline) -> int:
        """How many classes there are in the end."""
        moved = list(range(len(self._transitions)))
        while moved:
            deadline.look()
            # What leads to no moved state is, in its class, as it was.
            signatures: dict[int, dict[tuple[int, ...], list[int]]] = {}
            for state in {source for target in moved for source in self._sources[target]}:
                signature = tuple(self._class[target] for target in self._transitions[state])
                signatures.setdefault(self._class[state], {}).setdefault(signature, []).append(state)
            moved = [state for name, parts in signatures.items() for state in self._part(name, list(parts.values()))]
        return len(self._members)

    def _part(self, name: int, parts: list[list[int]]) -> list[int]:
        """Parts a class, whose largest part keeps its name; returns the states of the others."""
        members = self._members[name]
        rest = len(members) - sum(map(len, parts))
        parts.sort(key=len)
        if rest < len(parts[-1]):
            kept = parts.pop()
            if rest:
                parts.append(list(members.difference(kept, *parts)))
        moved: list[int] = []
        for part in parts:
            for state in part:
                self._class[state] = len(self._members)
            self._members.append(set(part))
            members.difference_update(part)
            moved.extend(part)
        return moved
