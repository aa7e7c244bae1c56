"""YAML of strangers -> names and texts. Tags make nothing, aliases, which can stand for gigabytes, are refused, and
every value stays the text it is: `2022-03-11`, `no` and `1e3` too."""

from __future__ import annotations

from typing import Any

from qa.errors import DocumentError


def pairs(text: str) -> list[tuple[str, Any]]:
    """The names and values of a mapping, in order, a name as often as it stands there: texts, lists, mappings, and None
    where there is none. [] for an empty text. Raises DocumentError for anything else."""
    import yaml

    class Plain(yaml.BaseLoader):
        """Refuses aliases."""

        def compose_node(self, parent: Any, index: Any) -> Any:
            if self.check_event(yaml.AliasEvent):
                raise yaml.YAMLError("aliases are not read")
            return super().compose_node(parent, index)

    try:
        loader = Plain(text)
        root = loader.get_single_node()
        if root is None:
            return []
        if not isinstance(root, yaml.MappingNode):
            raise DocumentError("no lines of `name: value`")
        return [(str(_value(loader, name)), _value(loader, value)) for name, value in root.value]
    # ValueError and OverflowError: of a character that is none, "\UFFFFFFFF".
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        raise DocumentError("no YAML: look for a colon in a value without quotes, or lines that are shifted") from error


def _value(loader: Any, node: Any) -> Any:
    if node.id == "scalar" and node.style is None and node.value in ("", "~", "null", "Null", "NULL"):
        return None
    return loader.construct_object(node, deep=True)
