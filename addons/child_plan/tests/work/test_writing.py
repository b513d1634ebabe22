"""What a change of state costs and leaves behind: few queries, as many for one row as for many; journal and chatter."""

from odoo.exceptions import AccessError
from odoo.fields import Command

from ..common import NOT_ALLOWED, PlanCase

MANY = 12
READ, PLAN, NOW, LOG, UPDATE = 1, 1, 1, 1, 1


REFUSED = f"{NOT_ALLOWED}|You may not set"


class TestWriting(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.rows = cls.env["child.plan.assignment"].union(*(cls.give(cls.health) for _ in range(MANY)))

    def queries(self, rows, user, vals):
        """Return the queries of writing ``vals`` as a server would, with its caches filled."""
        counts = []
        for _ in range(2):  # the first fills what the server keeps
            with self.env.cr.savepoint() as savepoint:
                self.env.flush_all()
                self.env.invalidate_all()
                work = rows.with_user(user).with_context(tracking_disable=False, lang="en_US")  # as a browser asks
                before = self.cr.sql_log_count
                work.write(vals)
                self.env.flush_all()
                counts.append(self.cr.sql_log_count - before)
                savepoint.rollback()
        return counts[-1]

    def assert_queries(self, user, vals, most):
        one, many = (self.queries(rows, user, vals) for rows in (self.rows[0], self.rows))
        self.assertEqual(one, many)
        self.assertLessEqual(many, most, vals)

    def test_starting_reads_the_row_and_its_plan_and_writes_once(self):
        self.assert_queries(self.user_health, {"state": "in_progress"}, READ + PLAN + NOW + LOG + UPDATE)

    def test_taking_back_what_was_started(self):
        self.rows.with_user(self.user_health).write({"state": "in_progress"})
        self.assert_queries(self.user_health, {"state": "not_started"}, READ + PLAN + NOW + LOG + UPDATE)

    def test_recording_work_starts_it_with_two_queries_more(self):
        """The products and their quantities: they say whether progress is counted."""
        self.assert_queries(self.user_health, {"progress": 40}, READ + PLAN + NOW + LOG + UPDATE + 2)

    def test_handing_in_looks_at_the_products_and_requests(self):
        vals = {"state": "submitted", "result": "Xong"}
        self.assert_queries(self.user_health, vals, READ + PLAN + NOW + LOG + UPDATE + 3)

    def test_confirming_looks_at_products_and_requests_too(self):
        self.rows.with_user(self.user_health).write({"state": "submitted", "result": "Xong"})
        self.assert_queries(self.user_office, {"state": "done"}, READ + PLAN + NOW + LOG + UPDATE + 4)

    def test_moving_a_deadline(self):
        vals = {"due_on": "2026-05-05", "reason": "Bận"}
        self.assert_queries(self.user_office, vals, READ + PLAN + NOW + LOG + UPDATE + 1)

    def test_the_journal_says_it_of_every_row_in_their_order(self):
        self.rows.with_user(self.user_health).write({"state": "in_progress"})
        logged = self.env["child.plan.journal"].search([("assignment_id", "in", self.rows.ids), ("kind", "=", "state")])
        logged = logged.sorted("id")
        self.assertEqual(logged.mapped("assignment_id.id"), self.rows.ids)
        self.assertEqual(logged.mapped("create_uid"), self.user_health)
        for row in self.rows:
            self.assertEqual(self.journal(row, "state"), [("state", "not_started", "in_progress")])
        kept = logged[0]
        self.assertEqual(
            (kept.plan_id, kept.task_id, kept.unit_id, kept.state, kept.due_on),
            (self.rows[0].plan_id, self.rows[0].task_id, self.health, "in_progress", self.rows[0].due_on),
        )

    def test_a_row_that_was_read_before_shows_what_was_added(self):
        row = self.rows[0].with_user(self.user_health)
        before = len(row.journal_ids), len(row.message_ids)
        row.write({"state": "in_progress"})
        self.assertEqual((len(row.journal_ids), len(row.message_ids)), (before[0] + 1, before[1] + 1))

    def test_the_note_is_what_the_chatter_itself_would_write(self):
        """Nobody is notified of it; of two changes at once there is one note."""
        row = self.rows[0].with_user(self.user_office)
        known = row.message_ids
        due_on = row.due_on.strftime("%d/%m/%Y")
        row.write({"state": "suspended", "due_on": "2026-05-05", "reason": "<b>Chờ</b> & xem"})
        note = (row.message_ids - known).filtered(lambda message: message.message_type == "notification")
        self.assertEqual(
            note.body, f"<p>Not started → Suspended, {due_on} → 05/05/2026: &lt;b&gt;Chờ&lt;/b&gt; &amp; xem</p>"
        )
        expected = row.sudo()._message_log(body=note.preview)
        names = ("author_id", "subtype_id", "is_internal", "message_type", "model", "res_id", "email_add_signature")
        names += ("body", "partner_ids", "notified_partner_ids", "subject", "create_uid")
        for name in names:
            self.assertEqual(note.sudo()[name], expected[name], name)
        self.assertEqual(note.date.date(), expected.date.date())

    def test_words_are_in_the_language_of_who_acts(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        self.rows[0].with_user(self.user_health).with_context(lang="vi_VN").write({"state": "in_progress"})
        self.assertEqual(self.rows[0].message_ids[0].preview, "Chưa thực hiện → Đang thực hiện")

    def test_nobody_is_notified_of_a_note(self):
        self.rows[0].message_subscribe(self.user_office.partner_id.ids)
        before = self.env["mail.notification"].search_count([]), self.env["mail.mail"].search_count([])
        self.rows[0].with_user(self.user_health).write({"state": "in_progress"})
        after = self.env["mail.notification"].search_count([]), self.env["mail.mail"].search_count([])
        self.assertEqual(before, after)

    def test_one_row_that_may_not_be_changed_leaves_all_as_they_were(self):
        foreign = self.give(self.ward_1)
        rows = self.rows | foreign
        self.assertTrue(
            self.is_refused(lambda: rows.with_user(self.user_health).write({"state": "in_progress"}), NOT_ALLOWED)
        )
        self.assertEqual(set(rows.mapped("state")), {"not_started"})
        self.assertFalse(self.journal(self.rows[0], "state"))


class TestPlaces(PlanCase):
    """The cached domains of a user's units are cleared together with the units."""

    def setUp(self):
        super().setUp()
        self.row = self.give(self.health).with_user(self.user_health)
        self.assertTrue(self.row.can_update)
        self.assertTrue(self.row.with_user(self.user_office).can_decide)

    def assert_refused(self, user=None, **vals):
        row = self.row.with_user(user or self.user_health)
        refused = self.is_refused(lambda: row.write(vals or {"state": "in_progress"}), REFUSED, AccessError)
        self.assertTrue(refused)

    def test_a_user_without_the_unit(self):
        self.user_health.child_plan_unit_ids = [Command.set(self.front.ids)]
        self.assertEqual(self.user_health._child_plan_places(), ({self.front.id}, {self.front.id, self.district.id}))
        self.assert_refused()
        self.user_health.child_plan_unit_ids = [Command.link(self.health.id)]
        self.row.write({"state": "in_progress"})

    def test_a_unit_without_the_user(self):
        self.health.user_ids = [Command.clear()]
        self.assertEqual(self.user_health._child_plan_places(), (set(), set()))
        self.assert_refused()

    def test_a_unit_that_is_archived_whatever_the_context_says(self):
        self.health.active = False
        user = self.user_health.with_context(active_test=False)
        self.assertEqual(user._child_plan_places(), (set(), set()))
        self.row = self.row.with_context(active_test=False)
        self.assert_refused()

    def test_a_user_without_the_group(self):
        self.user_health.group_ids = [Command.unlink(self.env.ref("child_plan.child_plan_group_officer").id)]
        self.assert_refused()

    def test_a_standing_office_below_another_authority(self):
        """It keeps no plan of an authority that it is no longer part of."""
        self.office.parent_id = self.district_b
        self.assertEqual(
            self.user_office._child_plan_places(), ({self.office.id}, {self.office.id, self.district_b.id})
        )
        self.assert_refused(self.user_office, state="suspended", reason="Chờ")

    def test_a_plan_that_is_closed(self):
        self.row.plan_id.with_user(self.user_office).action_close()
        row = self.row.with_user(self.user_health)
        self.assertTrue(self.is_refused(lambda: row.write({"state": "in_progress"}), "was closed on", AccessError))

    def test_the_system_may_what_nobody_else_may_and_leaves_no_rights_behind(self):
        row = self.row.with_user(self.user_front).sudo()
        self.assertTrue(row.can_decide)
        self.assert_refused(self.user_front)
