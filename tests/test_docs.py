"""What the guides and the repository say is what there is."""

import ast
import re
from xml.etree import ElementTree

import polib
import pytest

from devenv import base, venv

ADDONS = [manifest.parent for manifest in sorted(base.ADDONS.glob("*/__manifest__.py"))]
IMPORTED_AS = {"python-docx": "docx"}
GUIDES = {"en": base.ROOT / "docs" / "en" / "administrator.md", "vi": base.ROOT / "docs" / "vi" / "quan-tri.md"}


def jobs():
    """(name, Vietnamese name) of every scheduled job of the addons."""
    catalogues = [polib.pofile(str(path)) for path in base.ADDONS.glob("*/i18n/vi.po")]
    translated = {entry.msgid: entry.msgstr for catalogue in catalogues for entry in catalogue}
    for path in base.ADDONS.glob("*/data/**/*.xml"):
        for record in ElementTree.parse(path).iter("record"):
            if record.get("model") == "ir.cron":
                name = record.findtext("field[@name='name']")
                yield name, translated[name]


def test_both_guides_list_every_job():
    found = list(jobs())
    assert len(found) >= 8
    for language, names in zip(GUIDES, zip(*found, strict=True), strict=True):
        rows = re.findall(r"^\| ([^|]+) \|", GUIDES[language].read_text("utf-8").lower(), re.MULTILINE)
        assert {name.partition(": ")[2].lower() for name in names} - set(rows) == set(), language


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_what_an_addon_needs_stands_in_its_manifest_and_in_both_guides(addon):
    manifest = ast.literal_eval((addon / "__manifest__.py").read_text())
    locked = set(re.findall(r"^([a-z0-9-]+)==", (base.ROOT / "requirements.txt").read_text(), re.MULTILINE))
    for name in manifest.get("external_dependencies", {}).get("python", []):
        assert name.lower() in locked
        for guide in GUIDES.values():
            assert name in guide.read_text("utf-8")


@pytest.mark.parametrize("addon", ADDONS, ids=lambda addon: addon.name)
def test_libraries_that_odoo_does_not_need_are_declared(addon):
    """Imports of the addon itself, its tests left out, against what the manifests of it and below it name."""
    declared, waiting = set(), [addon.name]
    while waiting:
        manifest = ast.literal_eval((base.ADDONS / waiting.pop() / "__manifest__.py").read_text())
        declared.update(manifest.get("external_dependencies", {}).get("python", []))
        waiting += [name for name in manifest["depends"] if (base.ADDONS / name).is_dir()]
    ours = {"openpyxl", "pdfplumber", "pypdfium2", "rapidfuzz", "docx", "weasyprint", "hypothesis", "freezegun"}
    imported = set()
    for path in addon.rglob("*.py"):
        if "tests" in path.relative_to(addon).parts:
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module] if isinstance(node, ast.ImportFrom) and node.module and not node.level else []
            imported.update(name.partition(".")[0] for name in names)
    assert (imported & ours) - {IMPORTED_AS.get(name, name) for name in declared} == set()


@pytest.mark.parametrize("folder", [base.ROOT, *ADDONS], ids=lambda folder: folder.name)
def test_the_licence_lies_beside_what_it_covers(folder):
    assert (folder / "LICENSE").read_text().lstrip().startswith("GNU LESSER GENERAL PUBLIC LICENSE")


def test_libraries_of_tests_are_not_installed_in_production():
    production, tests = (
        set(re.findall(r"^([a-z0-9-]+)==", (base.ROOT / file).read_text(), re.MULTILINE))
        for file in venv.REQUIREMENTS["run"]
    )
    only_tests = {"freezegun", "hypothesis", "pytest", "pytest-odoo", "websocket-client", "aiosmtpd"}
    assert only_tests <= tests
    assert not only_tests & production
