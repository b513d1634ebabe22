"""A part is read again by what a person said of one of its lines."""

import pytest
from document.reader import read_plan
from document.source import Source

HEAD = """\
UBND XÃ NÀ HOA

Số: 12/KH-UBND
Nà Hoa, ngày 02 tháng 3 năm 2026

KẾ HOẠCH
Phòng chống đuối nước năm 2026

I. MỤC ĐÍCH
Không để trẻ em bị đuối nước.

"""
ENDING = "\nTrên đây là Kế hoạch phòng chống đuối nước năm 2026./.\n"
NUMBERED = """\
II. CÁC VIỆC CẦN LÀM
1. Nhóm bơi an toàn
- Dạy bơi cho học sinh lớp 3.
- Cắm biển cảnh báo trước ngày 31/5/2026.
2. Bãi tắm Suối Mơ
- Rào ao sâu.
3. Kinh phí
- Ngân sách xã.
III. CHẾ ĐỘ BÁO CÁO
Báo cáo UBND huyện trước ngày 15/12/2026.
"""
BULLETS = """\
II. CÁC VIỆC CẦN LÀM
Nhóm bơi an toàn
- Dạy bơi cho học sinh lớp 3.
Trạm y tế xã
- Tập huấn sơ cứu.
"""
DEEP = """\
II. NHIỆM VỤ
1. Trên cạn
a) Nhóm bơi an toàn
- Dạy bơi cho học sinh lớp 3.
b) Nhóm canh ao
- Rào ao sâu.
2. Dưới nước
- Thả phao ở bến đò.
"""


def read(body, **hints):
    """The plan; ``hints``: ``{what it is said to be: the beginning of the line}``."""
    text = HEAD + body + ENDING
    return read_plan(Source(text), {text.index(words): said for said, words in hints.items()})


def given(plan):
    return [(task.unit, task.text.split()[0]) for task in plan.tasks]


def test_nothing_is_assigned_without_a_hint():
    for body in (NUMBERED, DEEP):
        assert read(body).tasks == []


def test_a_line_that_is_a_unit_makes_the_part_an_assigning_one():
    plan = read(NUMBERED, unit="1. Nhóm bơi")
    assert given(plan) == [
        ("Nhóm bơi an toàn", "Dạy"),
        ("Nhóm bơi an toàn", "Cắm"),
        ("Bãi tắm Suối Mơ", "Rào"),
    ]
    assert [(unit.section, unit.name) for unit in plan.units] == [
        ("II.1", "Nhóm bơi an toàn"),
        ("II.2", "Bãi tắm Suối Mơ"),
    ]
    assert plan.tasks[1].deadline == "2026-05-31"
    assert [row.text for row in plan.funding] == ["Ngân sách xã."], "a head that says what it is stays that"
    assert [report.due for report in plan.reporting] == ["2026-12-15"]


def test_a_heading_without_a_number_is_a_unit_with_what_follows():
    assert ("Nhóm bơi an toàn", "Dạy") not in given(read(BULLETS))
    assert given(read(BULLETS, unit="Nhóm bơi")) == [("Nhóm bơi an toàn", "Dạy"), ("Trạm y tế xã", "Tập")]


def test_a_unit_deep_inside_changes_only_the_heads_beside_it():
    plan = read(DEEP, unit="b) Nhóm canh")
    assert given(plan) == [("Nhóm bơi an toàn", "Dạy"), ("Nhóm canh ao", "Rào")]
    assert [activity.text for activity in plan.activities] == ["Thả phao ở bến đò."]


@pytest.mark.parametrize(
    ("said", "rows"),
    [
        ("assigning", "units"),
        ("activities", "activities"),
        ("targets", "targets"),
        ("funding", "funding"),
        ("reporting", "reporting"),
        ("nothing", "other"),
    ],
)
def test_a_part_is_what_it_is_said_to_be(said, rows):
    body = "II. BỐN ĐIỀU\n1. Trạm y tế xã\n- Dạy bơi cho 90% học sinh, báo cáo Huyện ủy trước ngày 15/12/2026.\n"
    plan = read(body, **{said: "II. BỐN"})
    assert any("Dạy bơi" in getattr(row, "text", row.section) or said == "assigning" for row in getattr(plan, rows))
    if said == "nothing":
        assert not (plan.tasks or plan.activities or plan.targets or plan.funding)


def test_a_heading_that_was_taken_for_text_begins_a_part():
    body = "II. GIẢI PHÁP\n1. Dạy bơi cho học sinh.\nGiao cho những ai\n1. Trạm y tế xã\n- Tập huấn sơ cứu.\n"
    text = HEAD + body + ENDING
    plan = read(body, assigning="Giao cho")
    assert given(plan) == [("Trạm y tế xã", "Tập")]
    assert text.index("Giao cho") in plan.parts
