"""Who may know whom: areas of the core those below them, addons what they depend on, pure parts nothing of Odoo.

Read from the code: what is imported, and which models are named. See ARCHITECTURE.md.
"""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ADDONS = Path(__file__).parents[1] / "addons"
CORE = ADDONS / "child_plan"
AREAS = ("unit", "plan", "work", "notice", "report", "steering")  # each may know those before it
LAYERS = ("models", "wizard")  # models open no dialogs; dialogs add the methods that open them
MODEL = re.compile(r"child\.plan(?:\.[a-z]+)*")
PURE = ("lib", "document", "sheet")


def sources(folder, *suffixes):
    skipped = {"migrations", "i18n", "tests", "demo"}
    return [
        path
        for path in sorted(folder.rglob("*"))
        if path.suffix in suffixes and skipped.isdisjoint(path.relative_to(folder).parts) and path.name != "upgrade.py"
    ]


@cache
def strings(path):
    """The string constants of a Python file that are the name of a model, with their lines."""
    tree = ast.parse(path.read_text())
    return [
        (node.lineno, node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and MODEL.fullmatch(node.value)
    ]


@cache
def defined():
    """``{model: the file that defines it}``: a class with that name which does not extend it."""
    found = {}
    for path in (path for addon in addons() for path in sources(addon, ".py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                values = {
                    target.id: ast.literal_eval(statement.value)
                    for statement in node.body
                    if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Constant | ast.List)
                    for target in statement.targets
                    if isinstance(target, ast.Name) and target.id in ("_name", "_inherit")
                }
                name, parents = values.get("_name"), values.get("_inherit", ())
                if name and name not in ([parents] if isinstance(parents, str) else parents):
                    found[name] = path
    return found


def addons():
    return [path.parent for path in sorted(ADDONS.glob("*/__manifest__.py"))]


@cache
def known_to(addon):
    """The addon and all addons of the repository that it depends on."""
    manifest = ast.literal_eval((addon / "__manifest__.py").read_text())
    below = [ADDONS / name for name in manifest["depends"] if (ADDONS / name).is_dir()]
    return {addon}.union(*(known_to(other) for other in below))


def addon_of(path):
    return ADDONS / path.relative_to(ADDONS).parts[0]


def place(path):
    """(layer, area) of a file of the core, as numbers; None for files that belong to none."""
    parts = path.relative_to(CORE).parts
    if len(parts) > 2 and parts[0] in LAYERS and parts[1] in AREAS:
        return LAYERS.index(parts[0]), AREAS.index(parts[1])
    return None


def imported(path):
    """Files of the same addon that a Python file imports by relative imports."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level:
            folder = path.parents[node.level - 1].joinpath(*(node.module or "").split("."))
            yield from (
                file
                for name in node.names
                for file in (folder.with_suffix(".py"), folder / f"{name.name}.py")
                if file.exists()
            )


def test_every_model_file_of_the_core_lies_in_an_area():
    stray = [
        path
        for layer in LAYERS
        for path in sources(CORE / layer, ".py")
        if path.name != "__init__.py" and place(path) is None
    ]
    assert not stray, stray


def test_areas_know_only_what_is_below_them():
    wrong = []
    for path in (path for path in sources(CORE, ".py") if place(path)):
        layer, area = place(path)
        others = [(line, name, defined().get(name)) for line, name in strings(path)]
        others += [(0, file.name, file) for file in imported(path)]
        for line, name, other in others:
            there = other and other.is_relative_to(CORE) and place(other)
            if there and (there[0] > layer or there[1] > area):
                wrong.append(f"{path.relative_to(CORE)}:{line} knows {name} of {other.relative_to(CORE)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("addon", addons(), ids=lambda addon: addon.name)
def test_addons_know_only_what_they_depend_on(addon):
    known, wrong = known_to(addon), []
    for path in sources(addon, ".py", ".xml", ".csv", ".js"):
        text = path.read_text()
        names = {name for name in MODEL.findall(text) if name in defined()}
        wrong += [f"{path.relative_to(ADDONS)}: {name}" for name in names if addon_of(defined()[name]) not in known]
        strangers = [other.name for other in addons() if other not in known and re.search(rf"\b{other.name}\b", text)]
        wrong += [f"{path.relative_to(ADDONS)}: {name}" for name in strangers]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("folder", [a / name for a in addons() for name in PURE if (a / name).is_dir()], ids=str)
def test_pure_packages_import_no_odoo(folder):
    wrong = [
        f"{path.relative_to(ADDONS)}:{node.lineno}"
        for path in sources(folder, ".py")
        for node in ast.walk(ast.parse(path.read_text()))
        if (isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "odoo")
        or (isinstance(node, ast.Import) and any(name.name.split(".")[0] == "odoo" for name in node.names))
    ]
    assert not wrong, "\n".join(wrong)


def test_private_parts_of_odoo_are_named_in_one_module():
    private = re.compile(
        r"\bodoo\.(orm|tools\.lru|addons\.(?!child_plan)\w+\.models)\b|\b_compute_domain(_context_values)?\(|registry\.__dict__"
    )
    wrong = [
        path.relative_to(ADDONS)
        for addon in addons()
        for path in sources(addon, ".py")
        if path != CORE / "compat.py" and private.search(path.read_text())
    ]
    assert not wrong, wrong
