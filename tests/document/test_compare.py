"""Two versions of a plan are laid side by side."""

from collections import Counter

from document.compare import Item, compare
from hypothesis import given
from hypothesis import strategies as st

OLD = [
    Item(
        "1", "Chủ trì tổ chức tập huấn cho cộng tác viên trước ngày 30/6/2025.", "Phòng Y tế", "III.1", ("2025-06-30",)
    ),
    Item("2", "Tổ chức khám sức khỏe cho trẻ em mồ côi.", "Phòng Y tế", "III.1"),
    Item("3", "Phối hợp tuyên truyền trên hệ thống đài.", "Đài Phát thanh", "III.2"),
]


def kinds(rows):
    return [(row.kind, row.old, row.new) for row in rows]


def test_same_order_aside():
    assert kinds(compare(OLD, OLD[::-1])) == [("same", 2, 0), ("same", 1, 1), ("same", 0, 2)]


def test_changed_words_facts_and_unit():
    for change in (
        {"text": "Chủ trì tổ chức 02 lớp tập huấn cho cộng tác viên trước ngày 30/6/2025."},
        {"facts": ("2025-07-31",)},
        {"unit": "Trung tâm Y tế"},
    ):
        rows = compare(OLD, [OLD[0]._replace(**change), *OLD[1:]])
        assert kinds(rows) == [("changed", 0, 0), ("same", 1, 1), ("same", 2, 2)]


def test_a_section_numbered_anew_is_no_change():
    rows = compare(OLD, [item._replace(section=f"IV.{at}") for at, item in enumerate(OLD)])
    assert {row.kind for row in rows} == {"same"}


def test_added_and_removed():
    fresh = Item("4", "Bố trí kinh phí thực hiện Kế hoạch.", "Phòng Tài chính", "III.3")
    assert kinds(compare(OLD, [fresh, *OLD[1:]])) == [
        ("added", None, 0),
        ("same", 1, 1),
        ("same", 2, 2),
        ("removed", 0, None),
    ]


def test_the_same_words_at_two_units_stay_apart():
    text = "Phối hợp thực hiện Kế hoạch tại đơn vị."
    units = [Item("1", text, "Công an xã", "II.1"), Item("2", text, "Trạm Y tế xã", "II.2")]
    assert kinds(compare(units, units[::-1])) == [("same", 1, 0), ("same", 0, 1)]


words = st.lists(st.sampled_from("tổ chức tuyên truyền khám sức khỏe trẻ em lớp học báo cáo".split()), max_size=7)
items = st.lists(
    st.builds(
        Item,
        st.just(""),
        words.map(" ".join),
        st.sampled_from([None, "Phòng Y tế", "Công an"]),
        st.sampled_from([None, "III.1", "III.2"]),
        st.sampled_from([(), (1,)]),
    ),
    max_size=9,
)


@given(items)
def test_compared_with_itself_all_is_the_same(rows):
    assert kinds(compare(rows, rows)) == [("same", at, at) for at in range(len(rows))]


@given(items, items)
def test_every_index_stands_in_one_row(old, new):
    rows = compare(old, new)
    assert sorted(row.old for row in rows if row.old is not None) == list(range(len(old)))
    assert sorted(row.new for row in rows if row.new is not None) == list(range(len(new)))
    assert all((row.kind == "added") == (row.old is None) for row in rows)
    assert all((row.kind == "removed") == (row.new is None) for row in rows)


@given(items, items)
def test_swapped_sides_swap_added_and_removed(old, new):
    there, back = compare(old, new), compare(new, old)
    assert Counter((r.kind, r.old, r.new) for r in there if r.old is not None and r.new is not None) == Counter(
        (r.kind, r.new, r.old) for r in back if r.old is not None and r.new is not None
    )
    assert Counter(r.old for r in there if r.kind == "removed") == Counter(r.new for r in back if r.kind == "added")
