"""Words on the screens: one source text has one meaning, a page has a name of its own, days are written in figures."""

import re
from collections import defaultdict
from pathlib import Path
from xml.etree import ElementTree

import polib
import pytest

ADDONS = Path(__file__).parents[1] / "addons"
NAMES = sorted(path.name for path in ADDONS.glob("child_plan*") if (path / "i18n").is_dir())
SAME = {"Deadline", "Day"}  # as a column of a table or a kind of entry they are "Thời hạn", "Ngày", too
FIELD = re.compile(r"^    (\w+) = fields\.(\w+)\(", re.M)


def types_of(addon):
    """Return ``{field: types}`` of the fields that the addon or the core defines, whatever their models."""
    types = defaultdict(set)
    for folder in {ADDONS / addon, ADDONS / "child_plan"}:
        for path in folder.rglob("*.py"):
            for name, kind in FIELD.findall(path.read_text()):
                types[name].add(kind)
    for name in ("create_date", "write_date"):
        types[name].add("Datetime")
    return types


def views(addon):
    for path in (ADDONS / addon).rglob("*.xml"):
        if "static" not in path.parts:
            for record in ElementTree.parse(path).iter("record"):
                if record.get("model") == "ir.ui.view":
                    yield path, record


@pytest.mark.parametrize("addon", NAMES)
def test_one_source_text_has_one_meaning(addon):
    """A text that is the label of a day is neither a choice nor a link: Vietnamese has other words for each."""
    types, uses = types_of(addon), defaultdict(set)
    for entry in polib.pofile(ADDONS / addon / "i18n" / f"{addon}.pot"):
        for place, _line in entry.occurrences:
            if ".selection,name:" in place:
                uses[entry.msgid].add("choice")
            elif "field_description:" in place:
                kinds = types[place.rsplit("__", 1)[-1]]
                if len(kinds) == 1:
                    uses[entry.msgid] |= {"day" if kinds <= {"Date", "Datetime"} else "link"} & (
                        {"day", "link"} if kinds <= {"Date", "Datetime", "Many2one"} else set()
                    )
    for _path, record in views(addon):
        for node in record.iter():
            name = node.get("for") if node.tag == "label" else node.get("name") if node.tag == "field" else None
            if name and node.get("string") and types[name] and types[name] <= {"Date", "Datetime"}:
                uses[node.get("string")].add("day")
    mixed = {
        text: sorted(kinds) for text, kinds in uses.items() if "day" in kinds and len(kinds) > 1 and text not in SAME
    }
    assert not mixed


def test_each_page_has_a_name_of_its_own():
    """Two menus with one Vietnamese name lead to one page."""
    names = defaultdict(set)
    for addon in NAMES:
        for entry in polib.pofile(ADDONS / addon / "i18n" / "vi.po"):
            if any("model:ir.ui.menu,name:" in place for place, _line in entry.occurrences):
                names[entry.msgstr].add(entry.msgid)
    assert not {name: texts for name, texts in names.items() if len(texts) > 1}


@pytest.mark.parametrize("addon", NAMES)
def test_days_are_written_in_figures(addon):
    """Without the option, Odoo writes "6 thg 9"."""
    types = types_of(addon)
    wrong = []
    for path, record in views(addon):
        arch = record.find("field[@name='arch']")
        for view in arch if arch is not None else ():
            if view.tag in ("pivot", "graph", "calendar", "search", "activity"):
                continue
            for node in view.iter("field"):
                name = node.get("name")
                day = types[name] and types[name] <= {"Date", "Datetime"}
                shown = (
                    "1" not in (node.get("invisible"), node.get("column_invisible")) and node.get("position") is None
                )
                plain = node.get("widget") in (None, "daterange") and node.get("interval") is None
                if day and shown and plain and "numeric" not in (node.get("options") or ""):
                    wrong.append(f"{path.relative_to(ADDONS)}: {name}")
    assert not wrong


def test_a_count_of_what_is_left_says_what_it_counts():
    """The words "%s more" alone are worded as milestones, tasks or a rise, and then shown for something else."""
    wrong = {}
    for addon in NAMES:
        for entry in polib.pofile(ADDONS / addon / "i18n" / f"{addon}.pot"):
            places = {place for place, _line in entry.occurrences}
            if re.search(r"%s more\.?$", entry.msgid) and len(places) > 1:
                wrong[entry.msgid] = sorted(places)
    assert not wrong


def test_the_period_of_a_report_is_not_the_time_of_a_plan():
    """An office reports for a "kỳ báo cáo"; "thời gian thực hiện" is when a plan or a task is carried out."""
    for addon in NAMES:
        for entry in polib.pofile(ADDONS / addon / "i18n" / "vi.po"):
            if any(place.endswith("__period_id") for place, _line in entry.occurrences):
                assert entry.msgstr == "Kỳ báo cáo", entry.msgid
