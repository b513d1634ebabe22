"""Later changes of tasks and their work: withdrawn, reworded, handed over, moved; each with its history."""

from datetime import date, timedelta

from ..common import DAY, NOT_ALLOWED, PlanCase, on

FIRST, LATER = date(2026, 3, 31), date(2026, 4, 15)
GIVE_REASON = "Give the reason"


class TestDecisions(PlanCase):
    def setUp(self):
        super().setUp()
        self.draft = self.plan()
        self.work = self.task(self.draft, [self.health], [self.ward_1], deliverables=["Báo cáo"])
        self.rows = self.issue(self.draft)
        self.lead = self.rows.filtered(lambda a: a.unit_id == self.health)

    def refused(self, kind, words, **more):
        return self.is_refused(lambda: self.decide(kind, self.user_office, **more), words)

    def test_withdrawing_a_task_cancels_what_is_open_and_keeps_what_is_done(self):
        self.lead.deliverable_ids.sudo().write({"done_quantity": 1})
        self.lead.deliverable_ids.evidence_ids = self.env["ir.attachment"].create({"name": "a.txt", "raw": b"a"})
        self.submit(self.lead, self.user_health)
        self.lead.with_user(self.user_office).action_confirm()
        self.decide("withdraw", self.user_office, task=self.work, reason="Không còn phù hợp")
        self.assertEqual(self.work.state, "withdrawn")
        self.assertEqual(sorted(self.rows.mapped("state")), ["cancelled", "done"])
        self.assertIn(("task", "given", "withdrawn"), self.journal(self.work))
        self.assertTrue(self.refused("withdraw", "no longer open to this", task=self.work, reason="Lần nữa"))

    def test_every_decision_needs_its_reason(self):
        for kind, more in (
            ("withdraw", {"task": self.work}),
            ("reword", {"task": self.work, "name": "Việc viết lại rõ hơn"}),
            ("move_deadline", {"task": self.work, "due_on": LATER}),
            ("transfer", {"assignments": self.lead, "unit_id": self.ward_2.id}),
            ("cancel", {"assignments": self.lead}),
            ("suspend", {"assignments": self.lead}),
        ):
            self.assertTrue(self.refused(kind, GIVE_REASON, **more), kind)
            self.assertTrue(self.refused(kind, GIVE_REASON, **more, reason="   "), kind)
            self.assertFalse(self.refused(kind, GIVE_REASON, **more, reason="Vì vậy"), kind)

    def test_rewording_keeps_the_old_wording(self):
        old = self.work.name
        self.decide("reword", self.user_office, task=self.work, name="Việc viết lại rõ hơn", reason="Sai chính tả")
        self.assertEqual((self.work.name, self.lead.name), ("Việc viết lại rõ hơn",) * 2)
        self.assertEqual(self.journal(self.work, "wording"), [("wording", old, "Việc viết lại rõ hơn")])
        self.assertTrue(self.refused("reword", "Give the new wording", task=self.work, name="", reason="Trống"))
        self.assertTrue(
            self.is_refused(
                lambda: self.work.with_user(self.user_office).write({"name": "Thẳng tay"}), "Use its buttons"
            )
        )

    def test_moving_the_deadline_of_a_task_moves_that_of_its_open_work(self):
        self.rows[1].with_user(self.user_office).write({"state": "cancelled", "reason": "Bỏ"})
        self.decide("move_deadline", self.user_district, task=self.work, due_on=LATER, reason="Cấp trên yêu cầu")
        self.assertEqual(self.work.due_on, LATER)
        self.assertEqual((self.rows[0].due_on, self.rows[0].first_due_on), (LATER, FIRST))
        self.assertEqual(self.rows[1].due_on, FIRST)
        self.assertEqual(self.journal(self.rows[0], "deadline"), [("deadline", "2026-03-31", "2026-04-15")])
        self.assertIn(("task", "2026-03-31", "2026-04-15"), self.journal(self.work))

    def test_moving_the_deadline_of_a_task_leaves_own_and_later_granted_ones(self):
        plan = self.plan()
        task = self.task(plan, [self.health], [(self.ward_1, {"due_on": DAY})])
        rows = self.issue(plan)
        lead, coordinator = (rows.filtered(lambda a, u=unit: a.unit_id == u) for unit in (self.health, self.ward_1))
        self.decide("move_deadline", self.user_office, task=task, due_on=LATER, reason="Hoãn")
        self.assertEqual((lead.due_on, coordinator.due_on), (LATER, DAY))

    def test_work_without_a_single_deadline_has_none_to_move(self):
        plan = self.plan()
        for vals in ({"timing": "continuous"}, {"timing": "recurring", "recurrence": "monthly"}):
            task = self.task(plan, [self.health], due_on=False, **vals)
            self.assertTrue(self.refused("move_deadline", "no single deadline", task=task, due_on=LATER, reason="Hoãn"))

    def test_a_state_and_a_deadline_changed_at_once_both_stand_in_the_chatter(self):
        self.lead.with_user(self.user_office).write({"state": "suspended", "due_on": LATER, "reason": "Chờ kinh phí"})
        body = self.lead.message_ids[0].body
        self.assertIn("15/04/2026", body)
        self.assertEqual(body.count("→"), 2)

    def test_handing_over_gives_the_work_with_its_deadline_to_the_other_unit(self):
        self.lead.with_user(self.user_health).action_start()
        self.decide("transfer", self.user_office, self.lead, unit_id=self.ward_2.id, reason="Sáp nhập")
        new = self.work.assignment_ids.filtered(lambda a: a.unit_id == self.ward_2)
        self.assertEqual((self.lead.state, self.lead.reason), ("cancelled", "Sáp nhập"))
        self.assertEqual(
            (new.state, new.due_on, new.role, new.predecessor_id), ("not_started", FIRST, "lead", self.lead)
        )
        self.assertEqual((new.given_on, new.deliverable_ids.mapped("name")), (DAY, ["Báo cáo"]))
        self.assertIn(("unit", self.health.name, self.ward_2.name), self.journal(new))
        self.assertTrue(new.with_user(self.user_ward_2).can_update)
        self.assertFalse(self.env["child.plan.assignment"].with_user(self.user_ward_2).search([]) - new)

    def test_the_unit_that_gets_the_work_is_told(self):
        before = self.env["mail.message"].search([("partner_ids", "in", self.user_ward_2.partner_id.ids)])
        self.decide("transfer", self.user_office, self.lead, unit_id=self.ward_2.id, reason="Sáp nhập")
        after = self.env["mail.message"].search([("partner_ids", "in", self.user_ward_2.partner_id.ids)])
        self.assertEqual(len(after - before), 1)

    def test_work_is_handed_back_to_the_unit_that_had_it(self):
        self.decide("transfer", self.user_office, self.lead, unit_id=self.ward_2.id, reason="Sáp nhập")
        new = self.work.assignment_ids.filtered(lambda a: a.unit_id == self.ward_2)
        self.decide("transfer", self.user_office, new, unit_id=self.health.id, reason="Trả lại")
        back = self.work.assignment_ids.filtered(lambda a: a.predecessor_id == new)
        self.assertEqual((back.unit_id, back.state), (self.health, "not_started"))

    def test_work_is_not_handed_to_a_unit_that_has_it_or_cannot_have_it(self):
        """Work cannot be handed to a collective unit, nor to one that no longer exists."""
        self.ward_2.valid_to = "2026-01-31"
        for unit, words in (
            (self.ward_1, "already has"),
            (self.wards, "name one unit that exists"),
            (self.ward_2, "name one unit that exists"),
            (self.env["child.plan.unit"], "Say which unit it goes to"),
        ):
            vals = {"assignments": self.lead, "unit_id": unit.id, "reason": "X"}
            self.assertTrue(self.refused("transfer", words, **vals), unit.name)

    def test_of_several_units_the_one_that_hands_over_is_named(self):
        self.assertTrue(self.refused("transfer", "Say which unit", task=self.work, unit_id=self.ward_2.id, reason="X"))
        vals = {"unit_id": self.ward_2.id, "from_unit_id": self.ward_1.id, "reason": "Sáp nhập"}
        self.decide("transfer", self.user_office, task=self.work, **vals)
        running = self.work.assignment_ids.filtered(lambda a: a.state != "cancelled")
        self.assertEqual(running.unit_id, self.health | self.ward_2)

    def test_decisions_on_many_are_all_or_nothing(self):
        self.rows[0].with_user(self.user_office).write({"state": "cancelled", "reason": "Bỏ"})
        self.assertTrue(self.refused("suspend", "cannot go from “Cancelled”", assignments=self.rows, reason="Chờ"))
        self.assertEqual(self.rows[1].state, "not_started")

    def test_a_task_added_later_is_given_by_its_button(self):
        """Once only, and only with a unit."""
        late = self.task(self.draft, [self.ward_2]).with_user(self.user_office)
        self.assertEqual((late.state, late.assignment_count), ("draft", 0))
        late.action_give()
        self.assertEqual((late.state, late.assignment_ids.unit_id), ("given", self.ward_2))
        self.assertTrue(self.is_refused(late.action_give, "Only new tasks of an issued plan"))
        nobody = self.task(self.draft).with_user(self.user_office)
        self.assertTrue(self.is_refused(nobody.action_give, "Name the units"))

    def test_a_reminder_goes_to_each_unit_once_and_into_the_journal(self):
        message = self.rows.with_user(self.user_district).action_remind()["params"]
        self.assertEqual(message["type"], "success")
        for user in (self.user_health, self.user_ward_1):
            found = self.env["mail.message"].search(
                [("partner_ids", "in", user.partner_id.ids), ("model", "=", self.rows._name)]
            )
            self.assertEqual(len(found), 1)
        for row in self.rows:
            self.assertEqual([kind for kind, *_values in self.journal(row)][-1], "reminder")

    def test_a_reminder_names_the_units_that_nobody_could_read_it_in(self):
        self.ward_1.user_ids = False
        params = self.rows.with_user(self.user_district).action_remind()["params"]
        self.assertEqual((params["type"], self.ward_1.name in params["message"]), ("warning", True))
        self.assertNotIn(
            "reminder", [kind for kind, *_v in self.journal(self.rows.filtered(lambda a: a.unit_id == self.ward_1))]
        )

    def test_nobody_is_reminded_of_what_was_handed_in(self):
        self.lead.sudo().deliverable_ids.unlink()
        self.submit(self.lead, self.user_health)
        self.assertTrue(self.is_refused(self.lead.with_user(self.user_office).action_remind, "nothing to remind of"))

    def test_a_further_unit_gets_an_issued_task(self):
        more = {"task": self.work, "reason": "Thêm xã"}
        self.decide("add_unit", self.user_office, further_unit_id=self.ward_2.id, due_on=LATER, **more)
        new = self.work.assignment_ids - self.rows
        self.assertEqual((new.unit_id, new.role, new.due_on), (self.ward_2, "coordinate", LATER))
        self.assertEqual(self.work.coordinating_unit_ids, self.ward_1 | self.ward_2)
        self.assertIn(("unit", "", self.ward_2.name), self.journal(self.work))
        self.assertTrue(self.refused("add_unit", "already has", further_unit_id=self.ward_2.id, **more))
        as_ward = lambda: self.decide("add_unit", self.user_ward_1, further_unit_id=self.finance.id, **more)  # noqa: E731
        self.assertTrue(self.is_refused(as_ward, "Only the standing office"))

    def test_new_tasks_of_an_issued_plan_are_counted_and_given_out_at_once(self):
        plan = self.draft.with_user(self.user_office)
        self.assertEqual(plan.ungiven_count, 0)
        added = self.task(self.draft, [self.ward_2]) | self.task(self.draft, [self.finance])
        self.assertEqual(plan.ungiven_count, 2)
        empty = self.task(self.draft, name="Việc không có ai làm")
        self.assertTrue(self.is_refused(plan.action_give_new, "không có ai"))
        empty.unlink()
        plan.action_give_new()
        self.assertEqual((plan.ungiven_count, added.mapped("state")), (0, ["given"] * 2))

    def test_an_issued_plan_with_open_work_is_closed_not_archived(self):
        plan = self.draft.with_user(self.user_office)
        self.assertTrue(self.is_refused(plan.action_archive, "2 open assignments"))
        plan.action_close()
        plan.action_archive()
        self.assertFalse(plan.active)

    def test_who_had_a_withdrawn_task_stays_visible(self):
        self.decide("withdraw", self.user_office, task=self.work, reason="Thôi")
        self.assertEqual((self.work.lead_unit_ids, self.work.coordinating_unit_ids), (self.health, self.ward_1))
        self.assertEqual(self.work.with_user(self.user_office).assignment_ids, self.rows)

    def test_what_a_user_keeps_in_sight_is_the_users_own(self):
        plan = self.draft.with_user(self.user_ward_1)
        plan.action_toggle_favorite()
        mine = self.env["child.plan"].search([("is_favorite", "=", True)])
        self.assertFalse(mine & self.draft)
        self.assertEqual(plan.search([("is_favorite", "=", True)]), plan)
        plan.action_toggle_favorite()
        self.assertFalse(plan.search([("is_favorite", "=", True)]))
        self.assertTrue(self.is_refused(self.draft.with_user(self.user_ward_b).action_toggle_favorite, NOT_ALLOWED))
        for work in (self.lead.with_user(self.user_health), self.lead.with_user(self.user_office)):
            self.assertFalse(work.is_favorite)
            work.action_toggle_favorite()
            self.assertTrue(work.is_favorite)
            self.assertIn(work, work.search([("is_favorite", "=", True)]))
            work.action_toggle_favorite()

    def test_it_is_seen_since_when_work_is_in_its_state(self):
        row = self.lead.with_user(self.user_health)
        with on(DAY + timedelta(days=3)):
            row.action_start()
        with on(DAY + timedelta(days=10)):
            row.invalidate_recordset()
            self.assertEqual((row.state_since, row.state_days), (DAY + timedelta(days=3), 7))
            past = row.with_context(child_plan_as_of=str(DAY + timedelta(days=1)))
            self.assertEqual((past.state_since, past.state_days), (DAY, 1))

    def test_the_curve_counts_what_was_open_at_the_end_of_each_month(self):
        months = self.env["child.plan.assignment.month"].with_user(self.user_office)
        first, second = self.give(self.health), self.give(self.ward_1)
        self.submit(second, self.user_ward_1)
        mine = [("assignment_id", "in", (first | second).ids)]
        with on(date(2026, 5, 20)):
            rows = months.search(mine)
            found = sorted((str(row.day), row.situation, row.unit_id.name) for row in rows)
        of_day = [("2026-03-31", "open"), ("2026-04-30", "overdue"), ("2026-05-20", "overdue")]
        waiting = [(day, "open", self.ward_1.name) for day, _situation in of_day]  # handed in, in time
        self.assertEqual(found, sorted([(*row, self.health.name) for row in of_day] + waiting))

    def test_today_the_curve_and_the_lists_agree(self):
        """Row by row, over work in every situation: late, waiting, done, suspended, cancelled, without a deadline."""
        rows = self.give(self.health) | self.give(self.ward_1) | self.give(self.ward_2, due_on=False)
        rows |= self.give(self.school, timing="continuous", due_on=False) | self.give(self.finance)
        with on(date(2026, 5, 20)):
            self.submit(rows[1], self.user_ward_1)
            self.decide("suspend", self.user_office, assignments=rows[4], reason="Chờ")
            self.env.invalidate_all()
            lists = {row.id: row.status for row in rows}
            found = self.env["child.plan.assignment.month"].search(
                [("assignment_id", "in", rows.ids), ("day", "=", "2026-05-20")]
            )
            curve = {row.assignment_id.id: row.situation for row in found}
        names = {"in_time": "open", "due_soon": "open", "overdue": "overdue", "no_deadline": "no_deadline"}
        self.assertEqual(curve, {id_: names[status] for id_, status in lists.items() if status in names})
        self.assertEqual(set(curve.values()), {"overdue", "no_deadline"})

    def test_what_is_unusual_about_a_decision_is_said_before_it(self):
        """A day after the plan's end (31/12/2026), and a unit to which the district gives no orders."""
        dialogs = self.env["child.plan.decision"].with_user(self.user_office)
        dialog = dialogs.browse(dialogs._open("move_deadline", task=self.work.with_user(self.user_office))["res_id"])
        self.assertFalse(dialog.warning)
        dialog.due_on = date(2027, 1, 15)
        self.assertIn("after the plan's end, 31/12/2026", dialog.warning)
        dialog = dialogs.browse(dialogs._open("transfer", assignments=self.lead.with_user(self.user_office))["res_id"])
        dialog.unit_id = self.ward_2
        self.assertFalse(dialog.warning)
        dialog.unit_id = self.health_b
        self.assertRegex(dialog.warning, "Phòng Y tế B.* may decline")


class TestOwnUnitsFirst(PlanCase):
    def test_units_of_the_own_authority_are_offered_first(self):
        """Of offices of the same name, the own district's comes before the other's, and the limit holds."""
        for user, own, other in (
            (self.user_office, self.health, self.health_b),
            (self.user_office_b, self.health_b, self.health),
        ):
            units = self.env["child.plan.unit"].with_user(user)
            found = [id_ for id_, _name in units.name_search("Phòng Y tế") if id_ in (own | other).ids]
            self.assertEqual(found, [own.id, other.id])
            self.assertEqual([id_ for id_, _name in units.name_search("Phòng Y tế", limit=1)], own.ids)
            self.assertEqual(units.name_search("Phòng Y tế", [("id", "=", other.id)])[0][0], other.id)
