"""Whole plans: every layout written for the tests is read exactly, the project's own five above their floors."""

import importlib.util

import pytest
from document import read_document
from document.fold import key
from document.lines import printed_lines
from document.source import from_markdown
from reading import SHARED, differences, facts, gold, own_plans, shared_plans

FLOORS = {"long-bien-2024-ocr": 0.88}


@pytest.mark.parametrize("path", own_plans(), ids=lambda p: p.stem)
def test_plan_is_read_as_a_careful_person_reads_it(path):
    assert differences(facts(read_document(path.read_bytes(), path.name)), gold(path)) == {}


@pytest.mark.parametrize("path", shared_plans(), ids=lambda p: p.stem)
def test_known_plan_scores_above_its_floor(path):
    scorer = importlib.util.spec_from_file_location("score_plan", SHARED / "tools" / "score_plan.py")
    module = importlib.util.module_from_spec(scorer)
    scorer.loader.exec_module(module)
    result = module.score_document(read_document(path.read_bytes(), path.name).as_dict(), gold(path))
    assert result["score"] >= FLOORS.get(path.stem, 0.97)


@pytest.mark.parametrize("path", own_plans() + shared_plans(), ids=lambda p: p.stem)
def test_no_line_is_dropped(path):
    """The words of every printed line stand in some row, field or other text."""
    source = from_markdown(path.read_text("utf-8"))
    plan = read_document(path.read_bytes(), path.name)
    rows = [*plan.targets, *plan.activities, *plan.units, *plan.tasks, *plan.funding, *plan.other]
    covered = set()
    for row in rows:
        covered.update(range(source.text.count("\n", 0, row.start) + 1, source.text.count("\n", 0, row.end) + 2))
    lost = [line.text for line in printed_lines(source) if line.number not in covered and key(line.text)]
    assert lost == []


@pytest.mark.parametrize("path", own_plans(), ids=lambda p: p.stem)
def test_rows_point_at_their_text(path):
    source = from_markdown(path.read_text("utf-8"))
    plan = read_document(path.read_bytes(), path.name)
    for row in [*plan.tasks, *plan.activities]:
        words = key(source.text[row.start : row.end])
        assert key(row.text)[:30] in words
        assert 0 < row.sure <= 1
        assert row.line == source.text.count("\n", 0, row.start) + 1


def test_report_is_no_plan():
    text = "UBND XÃ A\nSố: 4/BC-UBND\n\nBÁO CÁO\nKết quả công tác trẻ em năm 2024\n\nI. KẾT QUẢ\n- Xã có 40 trẻ em.\n"
    plan = read_document(text.encode())
    assert not plan.is_plan
    assert plan.doubts[0].code == "no_plan"


def test_letter_to_a_friend_is_no_plan():
    assert not read_document("Chào bạn,\nLâu rồi không gặp. Hẹn gặp bạn vào thứ bảy nhé.\n".encode()).is_plan


def test_two_parts_of_one_number_are_a_doubt():
    path = next(p for p in own_plans() if p.stem == "truong-tieu-hoc")
    text = path.read_text("utf-8").replace("IV. NỘI DUNG", "III. NỘI DUNG")
    assert "double_number" in {d.code for d in read_document(text.encode()).doubts}
