"""A plan as YAML: subjects × seeds × variants, each scalar taken as it is written."""

import shlex
from collections.abc import Iterator

import yaml

from sweep import bounds
from sweep.refusal import Place, Refusal
from sweep.row_cells import Cells

_TOP = ("subjects", "seeds", "variants", "options", "threads", "minutes", "memory")
_OF_A_SUBJECT = ("subject", "seeds", "options", "threads", "minutes", "memory")


def yaml_cells(text: str, file: str) -> Iterator[Cells]:
    """A row for each subject and variant, in order."""
    top = _mapping(_composed(text, file), file, "the plan", _TOP)
    if "subjects" not in top:
        raise Place(file, 1).refuse_all("there is no key subjects", "list them under it")
    common = {key: _scalar(node, file, key) for key, node in top.items() if key not in ("subjects", "variants")}
    variants = _variants(top.get("variants"), file)
    subjects = _items(top["subjects"], file, "subjects")
    if len(subjects) * len(variants) > bounds.ROWS:
        raise Place(file, 1).refuse_all(f"subjects × variants are more than {bounds.ROWS:,}", "split the plan")
    for node in subjects:
        place = _place(node, file)
        own = _subject(node, file)
        for variant, options in variants.items():
            texts = common | own | {"variant": variant}
            texts["options"] = " ".join((common.get("options", ""), own.get("options", ""), options)).strip()
            yield Cells(place, texts)


def _composed(text: str, file: str) -> yaml.Node:
    try:
        depth = 0
        # Before anything recurses: events come one by one.
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > bounds.NESTING or isinstance(event, yaml.AliasEvent):
                line = event.start_mark.line + 1 if event.start_mark else 1
                problem = "an alias" if isinstance(event, yaml.AliasEvent) else f"more than {bounds.NESTING} levels"
                raise Place(file, line).refuse_all(f"there is {problem}, which no plan needs", "write it out")
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Place(file, line).refuse_all(f"this is no YAML ({error.problem})", "correct it there or shortly before") from None
    except yaml.YAMLError:
        raise Refusal(f"{file}: there are control characters in it; take them out.") from None
    if node is None:
        raise Refusal(f"{file}: there is no subject in it; list some under subjects.")
    return node


def _place(node: yaml.Node, file: str) -> Place:
    return Place(file, node.start_mark.line + 1)


def _mapping(node: yaml.Node, file: str, what: str, known: tuple[str, ...] | None) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        raise _place(node, file).refuse_all(f"{what} is no mapping", "write keys with colons")
    found: dict[str, yaml.Node] = {}
    for key, value in node.value:
        name = key.value if isinstance(key, yaml.ScalarNode) else ""
        if known is not None and name not in known:
            raise _place(key, file).refuse("a key", name, f"one of {', '.join(known)}", "correct it")
        if name in found:
            raise _place(key, file).refuse("a key", name, "each key once", "take one of the two out")
        found[name] = value
    return found


def _items(node: yaml.Node, file: str, what: str) -> list[yaml.Node]:
    if not isinstance(node, yaml.SequenceNode):
        raise _place(node, file).refuse_all(f"{what} is no list", "begin each line with a dash")
    items: list[yaml.Node] = node.value
    return items


def _scalar(node: yaml.Node, file: str, what: str) -> str:
    """Text as written, so that 01 stays 01; the words of a list with blanks between, those of options quoted."""
    if isinstance(node, yaml.ScalarNode):
        return str(node.value)
    words = [_word(item, file, what) for item in _items(node, file, what)]
    return shlex.join(words) if what == "options" else " ".join(words)


def _word(node: yaml.Node, file: str, what: str) -> str:
    if not isinstance(node, yaml.ScalarNode):
        raise _place(node, file).refuse_all(f"in {what} there is a list or a mapping", "write plain values")
    return str(node.value)


def _subject(node: yaml.Node, file: str) -> dict[str, str]:
    if isinstance(node, yaml.ScalarNode):
        return {"subject": str(node.value)}
    found = _mapping(node, file, "a subject", _OF_A_SUBJECT)
    return {key: _scalar(value, file, key) for key, value in found.items()}


def _variants(node: yaml.Node | None, file: str) -> dict[str, str]:
    if node is None:
        return {"": ""}
    found = _mapping(node, file, "variants", None)
    if not 1 <= len(found) <= bounds.VARIANTS:
        raise _place(node, file).refuse_all(f"there are {len(found):,} variants", f"name 1 to {bounds.VARIANTS:,}")
    for name, value in found.items():
        if not name:
            raise _place(value, file).refuse("a variant", name, "a name", "write for example quick")
    return {name: _scalar(value, file, "options") for name, value in found.items()}
