"""Many papers at once: in the background, and gone on with after a break."""

from contextlib import suppress
from unittest.mock import patch

from odoo.exceptions import UserError
from odoo.fields import Command

from ..models import paper_making
from .paper_case import PaperCase


class TestMaking(PaperCase):
    def setUp(self):
        super().setUp()
        self.startPatcher(patch.object(paper_making, "AT_ONCE", 1))
        self.startPatcher(patch.object(paper_making, "CHUNK", 1))
        self.papers = self.env["child.plan.paper"]

    def ask(self):
        work = self.late_work(self.ward_1, self.ward_2)
        action = work.with_user(self.user_office).action_write_reminders()
        return self.papers.search(action["domain"])

    def test_one_letter_for_each_unit(self):
        papers = self.ask()
        self.assertEqual(papers.mapped("state"), ["making"] * 2)
        self.papers._cron_make()
        self.assertEqual(papers.mapped("state"), ["draft"] * 2)
        self.assertEqual(set(papers.mapped("addressees")), {"Xã A1", "Xã A2"})
        self.assertEqual(papers.create_uid, self.user_office)

    def test_a_worker_that_dies_goes_on(self):
        papers = self.ask()
        make, made = type(self.papers)._make, []

        def die(records):
            if made:
                raise KeyboardInterrupt
            made.append(records)
            return make(records)

        with patch.object(type(self.papers), "_make", die), suppress(KeyboardInterrupt):
            self.papers._cron_make()
        self.assertEqual(sorted(papers.mapped("state")), ["draft", "making"])
        self.papers._cron_make()
        self.assertEqual(papers.mapped("state"), ["draft"] * 2)

    def test_an_error_is_told_at_its_paper(self):
        papers = self.ask()
        papers[0].assignment_ids.write({"due_on": "2026-12-01", "reason": "Gia hạn"})
        self.papers._cron_make()
        self.assertEqual(papers[0].making_error, "Nothing is overdue any more.")
        self.assertEqual(papers[1].state, "draft")
        words = "just being made"
        self.assertTrue(self.is_refused(lambda: papers[0]._file("docx"), words, UserError))

    def test_a_unit_that_has_ended_is_not_written_to_but_its_successor(self):
        work = self.late_work(self.ward_1, self.ward_2)
        self.ward_1.write({"valid_to": "2026-03-01", "successor_ids": [Command.link(self.ward_2.id)]})
        paper = self.papers.browse(work.with_user(self.user_office).action_write_common_reminder()["res_id"])
        self.assertEqual(paper.addressees, "Xã A2")
        self.ward_1.successor_ids = False
        told = work.with_user(self.user_office).action_write_reminders()["params"]
        self.assertRegex(told["message"], "no successor: Xã A1")
        paper = self.papers.browse(told["next"]["res_id"])
        self.assertEqual((paper.addressees, paper.assignment_ids.unit_id), ("Xã A2", self.ward_2))
        alone = work.filtered(lambda row: row.unit_id == self.ward_1)
        self.assertTrue(self.is_refused(alone.with_user(self.user_office).action_write_reminders, "no successor yet"))

    def test_one_letter_to_all_has_an_annex_by_unit(self):
        work = self.late_work(self.ward_1, self.ward_2)
        paper = self.papers.browse(work.with_user(self.user_office).action_write_common_reminder()["res_id"])
        [annex] = paper._tree().annexes
        self.assertTrue(annex.landscape)
        self.assertEqual([row.kind for row in annex.body[0].rows], ["group", "", "group", ""])
        self.assertEqual(paper.addressees.split("\n"), ["Xã A1", "Xã A2"])
