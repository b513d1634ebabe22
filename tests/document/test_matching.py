"""Printed names are matched to the units of the issuer's tree, surely, as a proposal, or not at all."""

import unicodedata

import pytest
from document.fold import fold
from document.matching import MATCHED, PROPOSED, Known, match_names
from document.unit_words import splits
from hypothesis import given, settings
from hypothesis import strategies as st

TREE = [
    Known(1, "Chính phủ", (), "authority", "national"),
    Known(2, "Bộ Y tế", ("BYT",), "department", "national", 1),
    Known(10, "UBND tỉnh Sông Lam", ("UBND tỉnh",), "authority", "province", 1),
    Known(11, "Sở Y tế", ("SYT",), "department", "province", 10),
    Known(12, "Công an tỉnh", (), "department", "province", 10),
    Known(20, "UBND huyện Đông Hòa", ("huyện Đông Hòa",), "authority", "district", 10),
    Known(21, "Phòng Lao động - Thương binh và Xã hội", (), "department", "district", 20),
    Known(22, "Phòng Y tế", (), "department", "district", 20),
    Known(23, "Trung tâm Y tế huyện", (), "facility", "district", 20),
    Known(24, "Phòng Văn hóa và Thông tin", (), "department", "district", 20),
    Known(25, "Phòng Tài chính - Kế hoạch", (), "department", "district", 20),
    Known(26, "Phòng Giáo dục và Đào tạo", (), "department", "district", 20),
    Known(27, "Công an huyện", (), "department", "district", 20),
    Known(28, "Bảo hiểm xã hội huyện", (), "department", "district", 20),
    Known(29, "Ủy ban Mặt trận Tổ quốc Việt Nam huyện", (), "organisation", "district", 20),
    Known(30, "Hội Liên hiệp Phụ nữ huyện", (), "organisation", "district", 20),
    Known(31, "Đoàn TNCS Hồ Chí Minh huyện", (), "organisation", "district", 20),
    Known(32, "Liên đoàn Lao động huyện", (), "organisation", "district", 20),
    Known(33, "Văn phòng HĐND và UBND huyện", (), "department", "district", 20),
    Known(34, "UBND các xã, thị trấn", (), "collective", "district", 20),
    Known(35, "Các trường học trên địa bàn huyện", (), "collective", "district", 20),
    Known(36, "Các phòng, ban, ngành huyện", (), "collective", "district", 20),
    Known(37, "Phòng Tư pháp", (), "department", "district", 20),
    Known(38, "Phòng Nội vụ", (), "department", "district", 20),
    Known(39, "Trường THCS Sơn Trà", (), "facility", "district", 26),
    Known(40, "UBND xã Mai Lâm", (), "authority", "commune", 20),
    Known(41, "Trạm Y tế xã", (), "facility", "commune", 40),
    Known(42, "Công an xã", (), "department", "commune", 40),
    Known(50, "UBND thị trấn Đông Hòa", (), "authority", "commune", 20),
    Known(51, "Trạm Y tế thị trấn", (), "facility", "commune", 50),
    Known(52, "Công an thị trấn", (), "department", "commune", 50),
    Known(60, "UBND huyện Tây Hòa", (), "authority", "district", 10),
    Known(61, "Phòng Dân tộc", (), "department", "district", 60),
]
DISTRICT, COMMUNE = 20, 40
SURE = {
    "Phòng Y tế": (22,),
    "Phòng Y tế huyện": (22,),
    "PHÒNG Y TẾ HUYỆN ĐÔNG HÒA": (22,),
    "Trung tâm Y tế": (23,),
    "TTYT huyện": (23,),
    "Phòng LĐ-TB&XH huyện": (21,),
    "Phòng LĐTBXH": (21,),
    "Phòng Lao động - TB&XH": (21,),
    "Phòng Lao động, Thương binh và Xã hội": (21,),
    "TC-KH": (25,),
    "Phòng TCKH huyện": (25,),
    "Phòng VHTT": (24,),
    "Phòng Văn hoá và Thông tin": (24,),
    "Phòng GD&ĐT": (26,),
    "Công an": (27,),
    "CA huyện": (27,),
    "Đề nghị BHXH huyện": (28,),
    "Đề nghị UBMTTQ huyện": (29,),
    "Ủy ban MTTQ Việt Nam huyện": (29,),
    "Mặt trận Tổ quốc huyện": (29,),
    "Hội LHPN huyện": (30,),
    "Huyện đoàn": (31,),
    "ĐTN huyện": (31,),
    "Đoàn Thanh niên Cộng sản Hồ Chí Minh huyện": (31,),
    "LĐLĐ huyện": (32,),
    "Văn phòng HĐND và UBND huyện": (33,),
    "VP HĐND-UBND": (33,),
    "UBND các xã, thị trấn": (34,),
    "UBND các xã": (34,),
    "Các trường học trên địa bàn": (35,),
    "Các nhà trường": (35,),
    "các phòng, ban, ngành": (36,),
    "Trường THCS Sơn Trà": (39,),
    "UBND xã Mai Lâm": (40,),
    "Trạm Y tế xã Mai Lâm": (41,),
    "UBND thị trấn Đông Hòa": (50,),
    "UBND huyện Đông Hòa": (20,),
    "UBND huyện": (20,),
    "UBND tỉnh": (10,),
    "Sở Y tế": (11,),
    "Công an tỉnh": (12,),
    "Bộ Y tế": (2,),
    "Phòng Y tế, Trung tâm Y tế huyện": (22, 23),
    "Phòng Tư pháp, Nội vụ": (37, 38),
    "Các Phòng: Tư pháp, Nội vụ, Văn hóa và Thông tin": (37, 38, 24),
    "Ủy ban MTTQ Việt Nam huyện, Hội LHPN huyện và Huyện đoàn": (29, 30, 31),
    "UBND các xã, thị trấn và các trường học": (34, 35),
}


def one(name, issuer=DISTRICT, tree=TREE):
    return match_names([name], tree, issuer)[name]


@pytest.mark.parametrize("name", SURE)
def test_sure(name):
    match = one(name)
    assert match.units == SURE[name]
    assert match.sure >= MATCHED
    assert match.how in ("exact", "abbreviation", "joined", "collective")


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("Phòng Y tế huyện", "exact"),
        ("BHXH huyện", "abbreviation"),
        ("UBND các xã, thị trấn", "collective"),
        ("Phòng Y tế và Công an huyện", "joined"),
    ],
)
def test_how(name, how):
    assert one(name).how == how


def test_a_unique_exact_name_has_no_doubt():
    assert one("Phòng Y tế").sure == 1.0


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("Phòng Lao động - Thương binh", 21),
        ("Phéng Gido duc va Dao tao huyén", 26),
        ("Bao hiém xi h6i huyén", 28),
        ("Các trường tiểu học, THCS", 35),
        ("UBND xã", 34),
    ],
)
def test_proposed(name, unit):
    match = one(name)
    assert match.units == (unit,)
    assert PROPOSED <= match.sure < MATCHED


@pytest.mark.parametrize(
    "name",
    [
        "Phòng Kinh tế",
        "Phòng Dân tộc",
        "Hội Nông dân huyện",
        "Trạm Y tế xã",
        "Công an các xã",
        "UBND các huyện, thành phố",
        "Công an xã Tam Giang",
        "UBND huyện Tây Hòa",
        "",
        "...",
    ],
)
def test_unknown_or_in_doubt(name):
    match = one(name)
    assert match.units == ()
    assert match.sure < PROPOSED


def test_what_is_in_doubt_is_offered():
    assert one("UBND huyện Tây Hòa").alternatives == ((60, 0.5),)
    assert {unit for unit, _ in one("Trạm Y tế xã").alternatives} == {41, 51}


def test_two_units_of_the_same_name_are_none():
    twice = [*TREE, Known(99, "Phòng Y tế", (), "department", "district", 20)]
    match = one("Phòng Y tế", tree=twice)
    assert match.units == ()
    assert [unit for unit, _ in match.alternatives] == [22, 99]


def test_a_part_that_is_unknown_makes_a_joined_name_a_proposal():
    match = one("Phòng Y tế, Hội Nông dân huyện")
    assert match.units == (22,)
    assert PROPOSED <= match.sure < MATCHED


def test_the_issuer_decides_which_unit_is_meant():
    assert one("Công an", DISTRICT).units == (27,)
    assert one("Công an", COMMUNE).units == (42,)
    assert one("Công an huyện", COMMUNE).units == (27,)
    assert one("Công an xã", COMMUNE).units == (42,)
    assert one("Trạm Y tế", COMMUNE).units == (41,)


def test_issuer_that_is_a_department_uses_its_authority():
    assert one("Phòng Tư pháp", 22).units == (37,)


def test_issuer_or_tree_that_is_not_there():
    assert one("Phòng Y tế", 12345).units == ()
    assert match_names(["Phòng Y tế"], [], 1)["Phòng Y tế"].units == ()


def test_a_tree_that_bites_its_tail_ends():
    ring = [Known(1, "Phòng A", parent_id=2), Known(2, "Phòng B", parent_id=1)]
    assert one("Phòng A", 1, ring).units == ()


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Sở Y tế, Công an tỉnh và Hội Nông dân", ["Sở Y tế", "Công an tỉnh", "Hội Nông dân"]),
        ("Các Sở: Tư pháp, Nội vụ", ["Sở Tư pháp", "Sở Nội vụ"]),
    ],
)
def test_splits(name, first):
    assert splits(name)[0] == first


@pytest.mark.parametrize("name", ["Văn phòng HĐND và UBND huyện", "Công an tỉnh", "Hội Nông dân"])
def test_one_name_is_not_cut(name):
    assert splits(name) == []


names = st.sampled_from(sorted(SURE))


@settings(deadline=None)
@given(names, st.randoms(use_true_random=False))
def test_order_of_the_units_changes_nothing(name, random):
    tree = list(TREE)
    random.shuffle(tree)
    assert one(name, tree=tree) == one(name)


@settings(deadline=None)
@given(names, st.sampled_from([str.upper, str.lower, str.title, fold, lambda s: unicodedata.normalize("NFD", s)]))
def test_case_accents_and_normal_form_change_nothing(name, change):
    assert one(change(name)) == one(name)


@settings(deadline=None)
@given(names, st.sampled_from(sorted(u.id for u in TREE)))
def test_units_that_are_proposed_are_no_alternatives(name, issuer):
    match = one(name, issuer)
    assert bool(match.units) == (match.sure >= PROPOSED)
    assert len(match.alternatives) <= 5
    assert not set(match.units) & {unit for unit, _ in match.alternatives}
    assert list(match.alternatives) == sorted(match.alternatives, key=lambda row: -row[1])


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_is_matched_or_not(text):
    match = one(text)
    assert set(match.units) <= {unit.id for unit in TREE}
