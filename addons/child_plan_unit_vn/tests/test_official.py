"""The set of official units against the figures of the decisions and of the NSO (shared facts, section U)."""

from collections import Counter, defaultdict
from datetime import date, timedelta

from ..lib.names import name_key, plain
from ..lib.official import DATA, REFORM, official
from .pure_case import PureCase

EVE = REFORM - timedelta(days=1)
TODAY = date(2026, 12, 1)


class TestOfficial(PureCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.official = official()

    def kinds(self, day, level):
        return Counter(state.kind for state in self.official.tree(day).values() if state.level == level)

    def names(self, states):
        return {state.full_name for state in states}

    def test_counts_of_each_day(self):
        before = Counter(state.level for state in self.official.tree(EVE).values())
        self.assertEqual(before, {"province": 63, "district": 696, "commune": 10_035})
        for day, cities, wards in (
            (REFORM, 6, 687),
            (date(2026, 4, 29), 6, 687),
            (date(2026, 4, 30), 7, 697),
            (date(2026, 9, 1), 8, 697),
            (date(2026, 9, 20), 9, 709),
            (TODAY, 9, 709),
        ):
            with self.subTest(day=day):
                self.assertEqual(self.kinds(day, "province"), {"tỉnh": 34 - cities, "thành phố": cities})
                communes = {"xã": 3_321 - 13 - wards, "phường": wards, "đặc khu": 13}
                self.assertEqual(self.kinds(day, "commune"), communes)
                self.assertFalse(self.kinds(day, "district"))

    def test_codes_and_places(self):
        for day in (EVE, REFORM, TODAY):
            tree = self.official.tree(day)
            codes = {code for _level, code in tree}
            self.assertEqual(len(codes), len(tree))
            self.assertFalse([s for s in tree.values() if (s.parent not in codes) == (s.level != "province")])
            below = sum(len(self.official.below("province", s.code, day)) for s in tree.values() if not s.parent)
            self.assertEqual(below, len(tree), "every unit lies in one province")
        digits = {(state.level, len(state.code)) for state in self.official.states if state.code.isdigit()}
        self.assertEqual(digits, {("province", 2), ("district", 3), ("commune", 5)})

    def test_states_follow_one_another(self):
        units = defaultdict(list)
        for state in self.official.states:
            units[state.key].append(state)
        for states in units.values():
            for before, after in zip(states, states[1:], strict=False):
                self.assertEqual(before.valid_to + timedelta(days=1), after.valid_from)
            self.assertEqual(states[0].valid_from, states[0].since)
        self.assertEqual(sum(since == REFORM for _level, _code, since in units), 3_321 - 121 + 34 - 11)
        changed = [states for states in units.values() if len({state.kind for state in states}) > 1]
        self.assertEqual(len(changed), 25, "three provinces and 22 communes changed their kind")

    def test_mapping(self):
        parts, defaults = Counter(), Counter()
        for old, _new, default in self.official.mapping:
            parts[old] += 1
            defaults[old] += default
        self.assertEqual(len(self.official.mapping), 10_602)
        self.assertEqual(Counter(parts.values()), {1: 9_569, 2: 397, 3: 58, 4: 15, 5: 1})
        self.assertEqual(set(defaults.values()), {1})
        communes = {code for level, code in self.official.tree(EVE) if level == "commune"}
        self.assertEqual(set(parts) - communes, {"318", "471", "498", "536", "755"}, "five districts of islands")
        today = {code for level, code in self.official.tree(REFORM) if level == "commune"}
        self.assertEqual({new for _old, new, _default in self.official.mapping}, today)
        self.assertEqual(today - communes, {"11948", "19742", "20333", "21548", "26732"})

    def test_a_code_is_no_identity(self):
        old, new = self.official.tree(EVE), self.official.tree(REFORM)
        kept = [place for place in new if place[0] == "commune" and place in old]
        self.assertEqual(len(kept), 3_316)
        # 2,145 and 1,805 in the source, which lacks capitals and has kinds in brackets
        self.assertEqual(sum(old[place].full_name != new[place].full_name for place in kept), 2_143)
        self.assertEqual(sum(old[place].name != new[place].name for place in kept), 1_801)
        self.assertEqual(self.official.on("commune", "00004", EVE).full_name, "phường Trúc Bạch")
        self.assertEqual(self.official.on("commune", "00004", REFORM).full_name, "phường Ba Đình")
        same = [place for place in kept if self.official._from[place[1]] == [place[1]]]
        self.assertEqual(sum(old[place].full_name == new[place].full_name for place in same), 122)

    def test_slips_of_the_source_are_mended(self):
        old = self.official.tree(EVE)
        names = {state.name for state in old.values()}
        for name in ("Đại Áng", "Pa Ủ", "Mường É", "É Tòng", "Đồng Ý", "Ya Ly"):
            self.assertIn(name, names)
        self.assertFalse([name for name in names if "(" in name or name[0].islower()])
        self.assertEqual(self.official.on("commune", "06970", TODAY).full_name, "xã Ba Chẽ")

    def test_what_became_of_long_bien_and_cao_loc(self):
        wards = ("phường Bồ Đề", "phường Long Biên", "phường Việt Hưng", "phường Phúc Lợi", "phường Hồng Hà")
        long_bien = self.official.successors(self.official.on("district", "004", EVE))
        self.assertEqual({state.full_name for state, _default in long_bien}, {*wards, "xã Bát Tràng", "xã Gia Lâm"})
        self.assertEqual(sum(default for _state, default in long_bien), 1)
        town = self.official.on("commune", "06187", EVE)
        self.assertEqual(town.full_name, "thị trấn Cao Lộc")
        self.assertEqual([s.full_name for s, _default in self.official.successors(town)], ["phường Kỳ Lừa"])
        self.assertEqual(self.official.on("commune", "06211", REFORM).full_name, "xã Cao Lộc")
        ngoc_hoi = self.official.on("commune", "00679", REFORM)
        self.assertLess(
            {"xã Ngọc Hồi", "xã Đại Áng", "xã Liên Ninh"}, self.names(self.official.predecessors(ngoc_hoi)), "and parts"
        )
        hai_duong = self.official.successors(self.official.on("province", "30", EVE))
        self.assertEqual([state.full_name for state, _default in hai_duong], ["thành phố Hải Phòng"])

    def test_districts_have_several_heirs(self):
        districts = [state for state in self.official.tree(EVE).values() if state.level == "district"]
        heirs = [len(self.official.successors(district)) for district in districts]
        self.assertEqual((min(heirs), max(heirs), heirs.count(1)), (1, 14, 14))

    def test_provinces_before_and_after(self):
        new = [state for state in self.official.tree(REFORM).values() if state.level == "province"]
        self.assertEqual(sum(len(self.official.predecessors(s)) or 1 for s in new), 63)
        dong_nai = self.official.on("province", "75", TODAY)
        self.assertEqual((dong_nai.full_name, dong_nai.since), ("thành phố Đồng Nai", REFORM))
        self.assertEqual(
            self.official.earlier_names(dong_nai), ["tỉnh Đồng Nai", "tỉnh Bình Phước"], "its own, and that which came"
        )

    def test_units_that_still_exist_have_no_successor(self):
        for code in ("00004", "25270"):
            unit = self.official.on("commune", code, TODAY)
            self.assertEqual(self.official.successors(unit), [])
            self.assertIsNone(self.official.last_day(unit))

    def test_names_are_found_as_they_are_written(self):
        for text in ("UBND phường Ba Đình", "Ủy ban nhân dân P. Ba Đình", "phuong ba dinh", "PHƯỜNG  BA ĐÌNH"):
            self.assertEqual(name_key(text), "phuong ba dinh")
        self.assertEqual(name_key("UBND TP. Hà Nội"), "thanh pho ha noi")
        self.assertEqual(plain("Hà Nội, xã Cư M'gar"), "ha noi xa cu m'gar")

    def test_the_set_is_small(self):
        self.assertLess(sum(path.stat().st_size for path in DATA.glob("*.xz")), 400_000)
