"""Checks that need no reading by hand, on every text here: no rubbish in the rows, little that is not understood."""

import re
from pathlib import Path

import pytest
from document import read_document
from document.source import from_markdown
from reading import own_plans

UNSEEN = sorted((Path(__file__).parent / "unseen").glob("*.txt"))
PATHS = [*own_plans(), *UNSEEN]
# Its annex lists the markets to be checked: by its reading those are no rows.
_LISTS_NO_WORK = {"tinh-kiem-tra-cho"}
_CUT = re.compile(
    r"(?:^|\s)(?:và|của|về|các|cho|với|tại|theo|trong|là|do|để|Kế|Xây|Chi cục|Trung tâm|-|–|,)$|^(?:Sở|Ban|Bộ)$"
)


@pytest.fixture(scope="module", params=PATHS, ids=lambda path: path.stem)
def read(request):
    data = request.param.read_bytes()
    return from_markdown(data.decode()).text, read_document(data, request.param.name)


def test_no_row_begins_with_a_mark_or_is_only_a_number(read):
    _, plan = read
    rows = [*plan.targets, *plan.activities, *plan.tasks, *plan.funding]
    bad = [row.text for row in rows if re.match(r"^\s*[-+*•|]|^\W*\d*[.)]?\W*$", row.text) or "**" in row.text]
    assert bad == []


def test_no_name_of_a_unit_ends_in_a_cut_word(read):
    _, plan = read
    assert [unit.name for unit in plan.units if _CUT.search(unit.name) or len(unit.name) < 3] == []


def test_rows_cover_the_text_below_the_preamble(read, request):
    text, plan = read
    start = min((row.line for row in [*plan.targets, *plan.activities, *plan.units, *plan.tasks]), default=1)
    kinds = {"text", "organisation"} | ({"table"} if request.node.callspec.id not in _LISTS_NO_WORK else set())
    unread = [other for other in plan.other if other.line >= start and other.kind in kinds]
    below = len("\n".join(text.split("\n")[start - 1 :]))
    assert sum(other.end - other.start for other in unread) <= 0.1 * below
