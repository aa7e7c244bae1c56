"""Imports point down and never in a circle, nothing heavy is loaded by `import qa`, and the public names stay."""

from __future__ import annotations

import ast
import graphlib
import importlib
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

import qa

ROOT = Path(qa.__file__).parent
LEVELS = [
    {"types", "errors"},
    {"documents", "english", "embedder"},
    {"index"},
    {"engine"},
    {"building", "search", "question", "reader", "keep"},
    {"answer", "collection"},
    {"assistant"},
    {"__init__", "evaluation"},
    {"batch", "saved"},
    {"web", "integrations"},
    {"terminal"},
    {"__main__"},
]
LEVEL = {name: level for level, names in enumerate(LEVELS) for name in names}


def unit(file: Path) -> str:
    """The module of the package that a file belongs to: qa/web/page.py -> web."""
    return file.relative_to(ROOT).parts[0].removesuffix(".py")


def imports(file: Path) -> list[tuple[str, bool]]:
    """(module of ours, whether it stands inside a function) for every import of our own code."""
    found = []
    tree = ast.parse(file.read_text(encoding="utf-8"))
    typing = [node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    at_top = {id(node) for node in [*tree.body, *(inner for node in typing for inner in node.body)]}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "qa":
            parts = node.module.split(".")
            names = [parts[1]] if len(parts) > 1 else [alias.name for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name.split(".")[1] for alias in node.names if alias.name.startswith("qa.")]
        else:
            continue
        found += [(name, id(node) not in at_top) for name in names]
    return found


@pytest.mark.parametrize("file", sorted(ROOT.rglob("*.py")), ids=lambda file: str(file.relative_to(ROOT)))
def test_imports_point_down(file: Path) -> None:
    own = unit(file)
    assert own in LEVEL, f"give {own} a level, here and in ARCHITECTURE.md"
    for name, inside in imports(file):
        if name == own:
            continue
        assert name != "integrations", "a framework is loaded by nobody but whoever asks for it"
        assert LEVEL[name] < LEVEL[own], f"{own} (level {LEVEL[own]}) imports {name} (level {LEVEL[name]})"
        assert not inside or own == "web", f"{file.name} imports {name} inside a function"


def targets(file: Path) -> Iterator[Path]:
    """The files and folders of ours that a file imports, wherever in it that stands."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "qa":
            place = ROOT.joinpath(*node.module.split(".")[1:])
            for alias in node.names:
                inner = place / alias.name
                yield inner if inner.is_dir() or inner.with_suffix(".py").is_file() else place
        elif isinstance(node, ast.Import):
            yield from (ROOT.joinpath(*a.name.split(".")[1:]) for a in node.names if a.name.split(".")[0] == "qa")


@pytest.mark.parametrize(
    "folder",
    [folder for folder in [ROOT, *sorted(ROOT.rglob("*/"))] if (folder / "__init__.py").is_file()],
    ids=lambda folder: str(folder.relative_to(ROOT)),
)
def test_what_lies_in_a_folder_does_not_import_in_a_circle(folder: Path) -> None:
    graph: dict[str, set[str]] = defaultdict(set)
    for file in folder.rglob("*.py"):
        own = file.relative_to(folder).parts[0].removesuffix(".py")
        for target in targets(file):
            if target.is_relative_to(folder):
                inside = target.relative_to(folder).parts
                graph[own].add(inside[0] if inside else "__init__")
        graph[own].discard(own)
    tuple(graphlib.TopologicalSorter(graph).static_order())  # CycleError names the circle


HEAVY = (
    "torch transformers sentence_transformers faiss tantivy gradio sentencex trafilatura pypdfium2 docx pandas "
    "pymilvus grpc"
)


def loaded(code: str, modules: str) -> str:
    """Which of these modules are there once the code has run."""
    code = f"import sys; {code}; print(*(m for m in {modules.split()} if m in sys.modules))"
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip()


def test_import_qa_loads_nothing_heavy() -> None:
    assert loaded("import qa; qa.Assistant, qa.build_index, qa.Collection", HEAVY) == ""
    ours = "qa.assistant qa.index qa.documents qa.building qa.collection qa.search qa.web"
    assert loaded("import qa", f"numpy {ours}") == ""
    assert loaded("from qa.terminal import cli", f"numpy rich {ours}") == ""


def test_the_public_names() -> None:
    assert {"build_index", "Retriever", "Assistant", "BuildReport", "QAError"} <= set(qa.__all__)
    assert all(hasattr(qa, name) for name in qa.__all__)
    assert {*qa.__all__, "find", "names", "quotes", "timeline"} <= set(dir(qa))
    assert not hasattr(qa, "Asistant")


def test_the_public_names_are_those_that_type_checkers_see() -> None:
    """Each name that is loaded when it is asked for is imported for type checkers, from the same home."""
    tree = ast.parse((ROOT / "__init__.py").read_text(encoding="utf-8"))
    (typing,) = [node for node in tree.body if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"]
    seen = {}
    for node in typing.body:
        assert isinstance(node, ast.ImportFrom)
        module = importlib.import_module(node.module or "")
        for alias in node.names:
            home = f"{module.__name__}.{alias.name}"
            seen[alias.name] = importlib.import_module(home) if is_module(home) else getattr(module, alias.name)
    assert seen.keys() == qa._HOMES.keys()
    assert all(getattr(qa, name) is value for name, value in seen.items())


def is_module(name: str) -> bool:
    place = ROOT.joinpath(*name.split(".")[1:])
    return place.is_dir() or place.with_suffix(".py").is_file()


MODULE_LINES, FUNCTION_LINES = 220, 50
FILES = sorted(ROOT.rglob("*.py"))


def definitions(file: Path) -> Iterator[tuple[ast.AST, bool]]:
    """(function or class, whether it is public) of a file, with those in classes."""
    waiting: list[tuple[ast.AST, bool]] = [(ast.parse(file.read_text(encoding="utf-8")), True)]
    while waiting:
        outer, public = waiting.pop()
        for node in getattr(outer, "body", []):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                seen = public and not node.name.startswith("_")
                yield node, seen
                if isinstance(node, ast.ClassDef):
                    waiting.append((node, seen))


@pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(ROOT)))
def test_files_are_short_and_say_what_is_in_them(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(text)), "a file says what is in it"
    assert text.count("\n") <= MODULE_LINES
    for node, public in definitions(file):
        assert isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
        assert not public or ast.get_docstring(node), f"{node.name} does not say what it is"
        if not isinstance(node, ast.ClassDef):
            assert (node.end_lineno or 0) - node.lineno < FUNCTION_LINES, f"{node.name} is too long to be seen at once"


def test_no_two_classes_have_one_name() -> None:
    """Three frameworks call their retriever alike; everything else of ours has a name of its own."""
    found = Counter(
        node.name
        for file in FILES
        if "integrations" not in file.parts
        for node, public in definitions(file)
        if public and isinstance(node, ast.ClassDef)
    )
    assert [name for name, count in found.items() if count > 1] == []
