"""Plans that nobody had seen when they were read by hand: how well they are read, and that the readings are sound.

No rule of the reader may be made for one of them: see docs/en/reader-score.md.
"""

import re
import unicodedata
from pathlib import Path
from statistics import mean

import pytest

from devenv.read_score import documents, gold, measure, other_papers, told_apart
from devenv.reading_score import COLUMNS, FIELDS

UNSEEN = Path(__file__).resolve().parent / "unseen"
# A little below what the reader reaches. Raise them with it, never lower them.
MEAN_FLOOR, LOWEST_FLOOR = 0.95, 0.86
PLANS = documents([UNSEEN])
ALLOWED = {
    "comparator": {">=", "<=", "<", ">", "="},
    "role": {"lead", "coordinate", None},
    "recurrence": {"monthly", "quarterly", "half_yearly", "yearly", "regular", None},
    "source": {"state_budget", "mobilised", "other"},
    "frequency": {"once", "monthly", "quarterly", "half_yearly", "yearly", "ad_hoc", None},
}


def bare(text):
    """A text without what a page or a web page puts between its words, and without the lines of page numbers."""
    lines = [line for line in text.splitlines() if not re.fullmatch(r"\s*\d{1,2}\s*", line)]
    joined = unicodedata.normalize("NFC", "\n".join(lines)).replace("–", "-")
    return re.sub(r"[\s|*\\_]+", "", joined).casefold()


def printed(reading):
    """Everything in a reading that stands in the document word for word."""
    found = [reading["title"], *filter(None, [reading["signatory"]["name"]]), *reading["recipients"]]
    found += [row["text"] for key in ("targets", "activities", "tasks", "funding") for row in reading[key]]
    found += [unit["name"] for unit in reading["units"]] + [base["number"] for base in reading["bases"]]
    found += [name for task in reading["tasks"] for name in task.get("coordinating", [])]
    for row in reading["reporting"]:
        found += [part.strip(") ") for part in re.split(r"\((?=qua|thông qua)", row["recipient"] or "")]
    return found


def test_plans_nobody_had_seen_are_read_well_enough():
    scores = {path.stem: measure((path, "text", None))["score"] for path in PLANS}
    assert len(scores) >= 15
    assert mean(scores.values()) >= MEAN_FLOOR, scores
    assert min(scores.values()) >= LOWEST_FLOOR, scores


@pytest.mark.parametrize("other", other_papers(UNSEEN), ids=lambda other: other[1])
def test_other_papers_are_told_to_be_no_plan(other):
    assert told_apart(other)["right"]


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_what_a_reading_quotes_stands_in_the_document(path):
    held = bare(path.read_text("utf-8"))
    assert [text for text in printed(gold(path)) if bare(text) not in held] == []


@pytest.mark.parametrize("path", PLANS, ids=lambda path: path.stem)
def test_readings_are_well_formed(path):
    reading = gold(path)
    assert set(reading) == {*FIELDS, *COLUMNS}
    assert reading["level"] in {"national", "province", "district", "commune", "other"}
    for key, (column, columns) in COLUMNS.items():
        for row in reading[key] if key != "recipients" else []:
            assert set(row) | {"coordinating"} == {*columns, *filter(None, [column])} | {"coordinating"}
            assert all(row[name] in values for name, values in ALLOWED.items() if name in row)
            assert key != "targets" or row["unit"] in {"%", "per_1000", "per_100000", "count"}
    days = [reading["issued_on"], *(task["deadline"] for task in reading["tasks"])]
    days += [base["date"] for base in reading["bases"]]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", day) for day in days if day)
    assert all(re.fullmatch(r"(\d{4}|-)-\d\d-\d\d", row["due"]) for row in reading["reporting"] if row["due"])
    names = {unit["name"] for unit in reading["units"]}
    assert {task["unit"] for task in reading["tasks"]} <= names


def test_every_text_has_a_reading():
    assert {path.stem for path in UNSEEN.glob("*.txt")} == {path.stem for path in (UNSEEN / "gold").glob("*.json")}


def test_the_index_lists_every_other_paper():
    assert {path for path, _ in other_papers(UNSEEN)} == set((UNSEEN / "not-plans").glob("*.txt"))
