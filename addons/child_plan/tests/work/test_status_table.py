"""The table of statuses, the transitions and the rates; no Odoo, no database."""

from dataclasses import fields, replace
from datetime import date, timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from ...lib.status import (
    CLASSES,
    DONE,
    LEFT_OPEN,
    OPEN,
    OPEN_STATES,
    RATES,
    STATES,
    STATUSES,
    TRANSITIONS,
    Facts,
    handed_in,
    rates,
    status_of,
    status_sql,
)
from ..pure_case import PureCase

DUE = date(2026, 10, 30)
WEEK = timedelta(days=7)
ALL_FACTS = [field.name for field in fields(Facts)]


def status(state="in_progress", due_on=DUE, submitted_on=None, soon_days=3, day=DUE, closed_on=None):
    return status_of(Facts(state, due_on, submitted_on, soon_days, day, closed_on))


def days_around(due_on):
    return st.integers(-40, 40).map(lambda n: due_on + timedelta(days=n))


FACTS = st.builds(
    Facts,
    state=st.sampled_from(list(STATES)),
    due_on=st.none() | days_around(DUE),
    submitted_on=st.none() | days_around(DUE),
    soon_days=st.integers(0, 20),
    day=days_around(DUE),
    closed_on=st.none() | days_around(DUE),
)


class TestStatusTable(PureCase):
    def test_the_deadline_is_the_last_day_in_time(self):
        """ "Trước ngày 31/10" is kept as 30/10, "chậm nhất 30/10" too: that day is in time, the next one is late."""
        self.assertEqual(status(day=DUE), "due_soon")
        self.assertEqual(status(day=DUE + timedelta(days=1)), "overdue")

    def test_due_soon_begins_so_many_days_before_the_deadline(self):
        """With three days, 27/10 is the first day on which 30/10 is due soon; with none, only the day itself."""
        self.assertEqual(status(day=DUE - timedelta(days=4)), "in_time")
        self.assertEqual(status(day=DUE - timedelta(days=3)), "due_soon")
        self.assertEqual(status(soon_days=0, day=DUE - timedelta(days=1)), "in_time")
        self.assertEqual(status(soon_days=0, day=DUE), "due_soon")

    def test_work_handed_in_in_time_does_not_become_late_while_it_waits(self):
        """A unit is not late because its superior is slow to confirm."""
        self.assertEqual(status("submitted", submitted_on=DUE, day=DUE + WEEK), "in_time")
        self.assertEqual(status("done", submitted_on=DUE, day=DUE + WEEK), "done_on_time")

    def test_work_handed_in_late_stays_late_when_it_is_confirmed(self):
        late = DUE + timedelta(days=1)
        self.assertEqual(status("submitted", submitted_on=late, day=late + WEEK), "overdue")
        self.assertEqual(status("done", submitted_on=late, day=late + WEEK), "done_late")

    def test_work_handed_in_is_never_due_soon(self):
        """The unit has nothing left to do."""
        self.assertEqual(status("submitted", submitted_on=DUE - WEEK, day=DUE), "in_time")

    def test_returned_work_is_judged_by_the_day_again(self):
        """The earlier handing in no longer counts."""
        self.assertEqual(status("returned", submitted_on=DUE - WEEK, day=DUE + WEEK), "overdue")

    def test_work_without_a_deadline_is_counted_apart_and_never_late(self):
        for state in OPEN_STATES:
            self.assertEqual(status(state, due_on=None, day=DUE + 99 * WEEK), "no_deadline")
        self.assertEqual(status("done", due_on=None, submitted_on=DUE), "done_on_time")

    def test_suspended_and_cancelled_work_is_never_late(self):
        for state in ("suspended", "cancelled"):
            self.assertEqual(status(state, day=DUE + WEEK), state)

    @given(FACTS)
    def test_every_assignment_has_one_status_of_the_right_side(self, facts):
        """What is done has a done status, what is open an open one, whatever the dates."""
        found = status_of(facts)
        self.assertIn(found, STATUSES)
        self.assertEqual(found in DONE, facts.state == "done")
        self.assertEqual(found in (*OPEN, *LEFT_OPEN), facts.state in OPEN_STATES)

    @given(FACTS, st.integers(1, 60))
    def test_open_work_that_is_overdue_stays_overdue(self, facts, days):
        """Time alone never makes a status better."""
        later = replace(facts, day=facts.day + timedelta(days=days))
        if status_of(facts) == "overdue":
            self.assertIn(status_of(later), ("overdue", *LEFT_OPEN))

    @given(FACTS, st.integers(1, 60))
    def test_what_was_handed_in_keeps_its_class_for_ever(self, facts, days):
        later = replace(facts, day=facts.day + timedelta(days=days))
        if handed_in(facts.state) and facts.submitted_on:
            self.assertIn(status_of(later), (status_of(facts), *LEFT_OPEN))

    def test_what_a_closed_plan_leaves_open_is_overdue_for_nobody(self):
        """From the day of closing on; the days before keep what they were."""
        closed = DUE + WEEK
        for state in OPEN_STATES:
            self.assertEqual(status(state, day=closed - timedelta(days=1), closed_on=closed), "overdue")
            self.assertEqual(status(state, day=closed, closed_on=closed), "left_open")
        for state, found in (("done", "done_late"), ("suspended", "suspended"), ("cancelled", "cancelled")):
            self.assertEqual(status(state, submitted_on=closed, day=closed, closed_on=closed), found)
        self.assertEqual(rates({"done_on_time": 1, "left_open": 3})["done_of_all"], (1, 4))

    def test_the_four_classes_share_no_status(self):
        """Each status is in one class at most, and the classes hold all that is done or has a deadline."""
        counted = [name for names in CLASSES.values() for name in names]
        self.assertEqual(len(counted), len(set(counted)))
        self.assertEqual(set(counted), {*DONE, *OPEN} - {"no_deadline"})

    def test_the_sql_has_a_case_for_every_status_and_takes_no_other_columns(self):
        sql = status_sql({name: f"<{name}>" for name in ALL_FACTS})
        for name in STATUSES:
            self.assertIn(f"THEN '{name}'", sql)
        self.assertNotIn("%", sql)


class TestTransitions(PureCase):
    def test_every_transition_leads_from_one_state_to_another(self):
        for source, target in TRANSITIONS:
            self.assertIn(source, STATES)
            self.assertIn(target, STATES)
            self.assertNotEqual(source, target)

    def test_every_state_can_be_reached_and_none_is_a_trap(self):
        """From the first state to each, and from each back to the first steps of work."""
        for start, wanted in (("not_started", set(STATES)), *((state, {"in_progress"}) for state in STATES)):
            reached, new = {start}, {start}
            while new:
                new = {target for (source, target) in TRANSITIONS if source in new} - reached
                reached |= new
            self.assertLessEqual(wanted, reached, start)

    def test_a_unit_neither_confirms_nor_returns_nor_stops_work(self):
        """Those are decisions; and each but a confirmation and a resumption needs its reason."""
        for (source, target), transition in TRANSITIONS.items():
            if target in ("done", "returned", "suspended", "cancelled") or source in ("done", "suspended", "cancelled"):
                self.assertEqual(transition.who, "decider", (source, target))
                self.assertEqual(transition.reason, (source, target) not in CONFIRM_OR_RESUME, (source, target))
            else:
                self.assertEqual((transition.who, transition.reason), ("unit", False), (source, target))

    def test_only_complete_work_is_handed_in_or_done(self):
        for (_source, target), transition in TRANSITIONS.items():
            self.assertEqual(transition.complete, target in ("submitted", "done"))

    def test_work_is_done_only_by_confirmation(self):
        self.assertEqual([source for source, target in TRANSITIONS if target == "done"], ["submitted"])


CONFIRM_OR_RESUME = {("submitted", "done"), ("suspended", "in_progress")}


class TestRates(PureCase):
    @given(st.dictionaries(st.sampled_from(STATUSES), st.integers(0, 10**6)))
    def test_no_rate_is_above_one(self, counts):
        for rate in rates(counts).values():
            self.assertLessEqual(rate.numerator, rate.denominator)
            self.assertTrue(rate.value is None or 0 <= rate.value <= 1)

    def test_without_a_denominator_there_is_no_rate(self):
        """Without work that has fallen due, the overdue rate is not zero percent but empty."""
        self.assertIsNone(rates({})["overdue_of_due"].value)
        self.assertIsNone(rates({"suspended": 4, "cancelled": 2})["done_of_all"].value)

    def test_each_rate_names_its_own_denominator(self):
        counts = dict.fromkeys(STATUSES, 0) | {"done_on_time": 3, "done_late": 1, "overdue": 1, "in_time": 5}
        found = {name: tuple(rate) for name, rate in rates(counts).items()}
        self.assertEqual(
            found,
            {
                "overdue_of_due": (1, 5),
                "done_of_due": (4, 5),
                "on_time_of_done": (3, 4),
                "overdue_of_open": (1, 6),
                "done_of_all": (4, 10),
            },
        )

    def test_suspended_and_cancelled_work_is_in_no_rate(self):
        for part, whole in RATES.values():
            self.assertTrue({"suspended", "cancelled"}.isdisjoint((*part, *whole)))
            self.assertLessEqual(set(part), set(whole))

    @given(st.lists(st.tuples(st.sampled_from(list(STATES)), days_around(DUE)), max_size=30))
    def test_rates_count_every_row_once(self, rows):
        """The four classes, what has no deadline, and what is stopped add up to all rows."""
        counts = dict.fromkeys(STATUSES, 0)
        for state, day in rows:
            counts[status(state, day=day)] += 1
        stopped = counts["suspended"] + counts["cancelled"]
        self.assertEqual(rates(counts)["done_of_all"].denominator + stopped, len(rows))


class TestCombinations(PureCase):
    def test_the_first_row_of_the_table_that_holds_wins_for_every_combination(self):
        """The table again, in a different form, over every state and order of the three days."""
        days = (None, DUE - WEEK, DUE, DUE + WEEK)
        for state, due_on, submitted_on, day in product(STATES, days, days, days[1:]):
            with self.subTest(state=state, due_on=due_on, submitted_on=submitted_on, day=day):
                self.assertEqual(
                    status(state, due_on, submitted_on, 3, day), in_plain_words(state, due_on, submitted_on, day)
                )


def in_plain_words(state, due_on, submitted_on, day):
    if state in ("suspended", "cancelled"):
        return state
    clock = submitted_on if state in ("submitted", "done") and submitted_on else day
    late = bool(due_on) and clock > due_on
    if state == "done":
        return "done_late" if late else "done_on_time"
    if late:
        return "overdue"
    if not due_on:
        return "no_deadline"
    return "due_soon" if state != "submitted" and (due_on - day).days <= 3 else "in_time"
