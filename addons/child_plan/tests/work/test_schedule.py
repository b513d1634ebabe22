"""What moves if a step is late; no Odoo, no database."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ...lib.schedule import DependencyCycle, Expected, Milestone, Reached, Step, expect, find_cycle, situation, steps
from ...lib.status import days_late, is_working_day, working_day_after
from ..pure_case import PureCase

patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
MONDAY = date(2026, 3, 2)
TET = {date(2026, 3, 11): False, date(2026, 3, 14): True}  # a Wednesday off, a Saturday worked instead


def day(number):
    """Return the day that is so many calendar days after Monday, 2 March 2026."""
    return MONDAY + timedelta(days=number)


@st.composite
def plans(draw):
    """Draw steps that are possible: none is planned before what it waits for allows. Keys are in their order."""
    found = {}
    for key in range(draw(st.integers(1, 8))):
        before = tuple(draw(st.sets(st.integers(0, key - 1), max_size=3))) if key else ()
        lag = draw(st.integers(0, 6))
        first = max((_after(found[other].planned, lag) for other in before), default=day(0))
        planned = first + timedelta(days=draw(st.integers(0, 20)))
        reached = draw(st.none() | st.integers(-10, 60).map(lambda n, planned=planned: planned + timedelta(days=n)))
        found[key] = Step(planned, reached, before, lag, draw(st.booleans()))
    return found


def _after(planned, lag):
    return working_day_after(planned, lag, TET) if lag else planned


DAYS = st.integers(-10, 200).map(day)


def at_rest(found):
    """Return the same steps before anything has begun."""
    return {key: step._replace(reached=None, running=False) for key, step in found.items()}


class TestLaws(PureCase):
    @patient
    @given(plans())
    def test_without_a_delay_nothing_moves(self, found):
        for key, each in expect(at_rest(found), MONDAY, TET).items():
            self.assertEqual(each, Expected(found[key].planned))

    @patient
    @given(plans(), DAYS, st.randoms())
    def test_the_order_in_which_steps_are_told_makes_no_difference(self, found, today, random):
        keys = list(found)
        random.shuffle(keys)
        shuffled = {
            key: found[key]._replace(waits_for=tuple(random.sample(found[key].waits_for, len(found[key].waits_for))))
            for key in keys
        }
        self.assertEqual(expect(shuffled, today, TET), expect(found, today, TET))

    @patient
    @given(plans(), DAYS, st.data())
    def test_a_later_step_makes_no_other_earlier(self, found, today, data):
        key, more = data.draw(st.sampled_from(list(found))), data.draw(st.integers(0, 30))
        before, after = expect(found, today, TET), expect(found, today, TET, {key: more})
        for other in found:
            self.assertGreaterEqual(after[other].day, before[other].day)

    @patient
    @given(plans(), DAYS, st.integers(0, 60))
    def test_time_alone_makes_nothing_earlier(self, found, today, days):
        before, after = expect(found, today, TET), expect(found, today + timedelta(days=days), TET)
        for key in found:
            self.assertGreaterEqual(after[key].day, before[key].day)

    @patient
    @given(plans(), DAYS)
    def test_a_step_keeps_its_distance_from_what_it_waits_for(self, found, today):
        expected = expect(found, today, TET)
        for key, step in found.items():
            for other in () if step.reached else step.waits_for:
                self.assertGreaterEqual(expected[key].day, _after(expected[other].day, step.lag))

    @patient
    @given(plans(), DAYS)
    def test_what_moves_moves_to_a_working_day_and_by_the_days_it_says(self, found, today):
        for key, each in expect(found, today, TET).items():
            step = found[key]
            self.assertEqual(each.moved, days_late(step.planned, each.day, TET))
            self.assertTrue(step.reached or each.day >= step.planned)
            if each.day > step.planned and not step.reached:
                self.assertTrue(is_working_day(each.day, TET))
                self.assertGreater(each.moved, 0)

    @patient
    @given(plans(), DAYS)
    def test_a_step_that_is_pulled_names_a_late_one_before_it(self, found, today):
        """The root of a delay is a step that is late by itself."""
        expected = expect(found, today, TET)
        for key, each in expected.items():
            if each.because is None:
                self.assertIsNone(each.root)
                continue
            self.assertIn(each.because, found[key].waits_for)
            self.assertGreater(expected[each.because].day, found[each.because].planned)
            root, step = expected[each.root], found[each.root]
            self.assertIsNone(root.because)
            self.assertTrue(root.day > step.planned and (step.reached or (step.running and step.planned < today)))

    @patient
    @given(plans(), DAYS)
    def test_what_is_not_late_is_called_so(self, found, today):
        for key, each in expect(found, today, TET).items():
            name = situation(found[key], each, today)
            self.assertEqual(name in ("reached", "open"), each.day <= found[key].planned)
            self.assertEqual(
                name == "delayed",
                not found[key].reached and not self.is_late(found[key], today) and each.because is not None,
            )

    @staticmethod
    def is_late(step, today):
        return step.running and step.planned < today


class TestExamples(PureCase):
    def expect(self, found, today=MONDAY, late=None, special=None):
        return {
            key: (each.day, each.moved, each.because, each.root)
            for key, each in expect(found, today, special or {}, late).items()
        }

    def test_a_chain_of_delays_adds_up(self):
        """Each step comes its lag after the one before, wherever it was planned."""
        chain = {
            "a": Step(day(0)),
            "b": Step(day(7), waits_for=("a",), lag=5),
            "c": Step(day(21), waits_for=("b",), lag=10),
        }
        found = self.expect(chain, late={"a": 3})
        self.assertEqual(found["a"], (day(3), 3, None, None))
        self.assertEqual(found["b"], (day(10), 3, "a", "a"))
        self.assertEqual(found["c"], (day(24), 3, "b", "a"))

    def test_room_takes_up_a_delay(self):
        pair = {"a": Step(day(0)), "b": Step(day(7), waits_for=("a",), lag=2)}
        self.assertEqual(self.expect(pair, late={"a": 3})["b"], (day(7), 0, None, None))
        self.assertEqual(self.expect(pair, late={"a": 4})["b"], (day(8), 1, "a", "a"))

    def test_of_two_ways_the_later_counts(self):
        diamond = {
            "a": Step(day(0)),
            "b": Step(day(1), waits_for=("a",), lag=1),
            "c": Step(day(3), waits_for=("a",), lag=3),
            "d": Step(day(4), waits_for=("b", "c"), lag=1),
        }
        found = self.expect(diamond, late={"a": 1, "b": 4})
        self.assertEqual(found["d"], (day(8), 2, "b", "b"))
        self.assertEqual(self.expect(diamond, late={"a": 1})["d"], (day(7), 1, "c", "a"))

    def test_what_is_not_reached_comes_today_at_the_earliest(self):
        pair = {"a": Step(day(0)), "b": Step(day(2), waits_for=("a",), lag=1)}
        found = self.expect(pair, today=day(8))
        self.assertEqual(found["a"], (day(8), 6, None, None))
        self.assertEqual(found["b"], (day(9), 5, "a", "a"))

    def test_what_was_reached_late_pulls_by_the_day_on_which_it_was(self):
        pair = {"a": Step(day(0), reached=day(4)), "b": Step(day(2), waits_for=("a",), lag=1)}
        self.assertEqual(self.expect(pair)["b"], (day(7), 3, "a", "a"))

    def test_what_is_reached_is_moved_by_nothing(self):
        pair = {"a": Step(day(0)), "b": Step(day(2), reached=day(1), waits_for=("a",))}
        self.assertEqual(self.expect(pair, today=day(30), late={"b": 9})["b"], (day(1), 0, None, None))

    def test_days_off_do_not_count(self):
        """Wednesday is a holiday, and Saturday is worked instead."""
        pair = {"a": Step(day(7)), "b": Step(day(8), waits_for=("a",), lag=1)}
        self.assertEqual(self.expect(pair, late={"a": 2}, special=TET)["b"], (day(11), 2, "a", "a"))
        self.assertEqual(self.expect({"a": Step(day(11))}, day(12), special=TET)["a"], (day(12), 1, None, None))
        self.assertEqual(self.expect({"a": Step(day(11))}, day(13), special=TET)["a"], (day(14), 2, None, None))

    def test_work_that_is_not_given_out_is_not_late(self):
        self.assertEqual(self.expect({"a": Step(day(0), running=False)}, today=day(9))["a"], (day(0), 0, None, None))

    def test_a_ring_is_named_in_its_order(self):
        waits = {"a": ("b",), "b": ("c",), "c": ("a",), "d": ("a",)}
        found = find_cycle(waits)
        self.assertEqual(sorted(found), ["a", "b", "c"])
        for this, other in zip(found, [*found[1:], found[0]], strict=True):
            self.assertIn(other, waits[this])
        self.assertIsNone(find_cycle({"a": ("b",), "b": ()}))
        with self.assertRaises(DependencyCycle):
            expect({key: Step(day(0), waits_for=before) for key, before in waits.items()}, MONDAY, {})

    def test_the_situation_says_whose_fault_it_is(self):
        found = {
            "a": Step(day(0)),
            "b": Step(day(7), waits_for=("a",)),
            "c": Step(day(20), waits_for=("b",)),
            "d": Step(day(0), reached=day(1)),
            "e": Step(day(0), reached=day(0)),
        }
        expected = expect(found, day(8), {})
        names = {key: situation(step, expected[key], day(8)) for key, step in found.items()}
        self.assertEqual(names, {"a": "late", "b": "late", "c": "open", "d": "reached_late", "e": "reached"})
        expected = expect(found, day(3), {}, {"a": 7})
        self.assertEqual(situation(found["b"], expected["b"], day(3)), "delayed")


class TestUnits(PureCase):
    """Milestone 1 is demanded of units 11 and 12, milestone 2, which waits for it, of unit 12 and 13."""

    MILESTONES = {
        1: Milestone(1, day(0)),
        2: Milestone(2, day(7), (1,), 2),
        21: Milestone(21, day(7), demand=2, unit=12),
        22: Milestone(22, day(9), (21, 1), 1, unit=13),
    }
    REACHED = {
        (0, 1): Reached(2, 1, day(0)),
        (11, 1): Reached(1, 0, None),
        (12, 1): Reached(1, 1, day(0)),
        (0, 2): Reached(2, 0, None),
        (12, 2): Reached(1, 0, None),
        (13, 2): Reached(1, 0, None),
    }

    def steps(self, *keys):
        return steps(keys, self.MILESTONES, self.REACHED)

    def test_all_units_have_reached_it_when_the_last_one_has(self):
        found = self.steps((0, 1), (0, 2))
        self.assertIsNone(found[0, 1].reached)
        self.assertEqual(found[0, 2].waits_for, ((0, 1),))
        self.assertEqual(Reached(2, 2, day(3)).day, day(3))
        self.assertIsNone(Reached(0, 0, None).day)

    def test_a_unit_waits_for_its_own_milestone_and_else_for_that_of_all(self):
        found = self.steps((12, 2), (13, 2))
        self.assertEqual(found[12, 2].waits_for, ((12, 1),))
        self.assertEqual(found[12, 1].reached, day(0))
        self.assertEqual(found[13, 2].waits_for, ((0, 1),))

    def test_a_copy_by_itself_waits_as_the_plan_says(self):
        found = self.steps((-1, 21))
        self.assertEqual((found[-1, 21].waits_for, found[-1, 21].lag), (((12, 1),), 2))

    def test_a_units_own_step_waits_for_its_other_steps_and_the_plans(self):
        found = self.steps((-1, 22))
        self.assertEqual(found[-1, 22].waits_for, ((-1, 21), (0, 1)))
        self.assertEqual(set(found), {(-1, 22), (-1, 21), (0, 1), (12, 1)})

    def test_time_runs_only_against_what_units_have(self):
        self.assertTrue(self.steps((0, 1))[0, 1].running)
        self.assertFalse(steps([(0, 1)], self.MILESTONES, {})[0, 1].running)
