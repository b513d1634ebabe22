"""A unit that is not in the tree is no dead end: the office adds or proposes it, the administrator confirms it."""

from odoo.exceptions import AccessError, UserError

from .import_case import DOCUMENT, ImportCase

PRINTED = "Hội Chữ thập đỏ huyện"


class TestUnitProposal(ImportCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls.user("t_admin_p", "admin", cls.province)
        cls.admin_b = cls.user("t_admin_b", "admin", cls.district_b)

    def red(self, reading):
        return reading.name_ids.filtered(lambda name: name.text == PRINTED)

    def test_below_the_own_authority_it_is_there_at_once(self):
        name = self.red(self.take_in())
        name.propose_unit("  Hội Chữ thập   đỏ A ", "organisation", self.district.id)
        self.assertRecordValues(
            name.unit_ids,
            [{"name": "Hội Chữ thập đỏ A", "parent_id": self.district.id, "level": "district", "kind": "organisation"}],
        )
        self.assertFalse(name.unit_ids.user_ids)
        self.assertTrue(name.unit_ids.external, "it is requested, not ordered")
        self.assertIn(self.user_office.name, name.unit_ids.message_ids.mapped("body")[0])
        self.assertEqual(name._match_state(), "matched")

    def test_elsewhere_the_administrator_confirms_and_the_draft_gets_it(self):
        reading = self.take_in()
        name = self.red(reading)
        name.propose_unit("Hội Chữ thập đỏ X", "organisation", self.province.id)
        proposal = name.proposal_id
        self.assertEqual((name._match_state(), proposal.state), ("waiting", "pending"))
        told = self.env["mail.message"].search([("model", "=", proposal._name), ("res_id", "=", proposal.id)])
        self.assertEqual(told.notified_partner_ids, self.admin.partner_id)
        self.assertFalse(self.env["child.plan.unit"].search([("name", "=", "Hội Chữ thập đỏ X")]))
        again = self.red(self.take_in(DOCUMENT + "\n"))
        self.assertEqual(again.proposal_id, proposal, "the next document waits for the same unit")
        plan = self.env["child.plan"].browse(reading.action_create_plan()["res_id"])
        task = plan.task_ids.filtered(lambda task: task.name.startswith("Tặng quà"))
        self.assertFalse(task.line_ids)
        proposal.with_user(self.admin).action_confirm()
        self.assertEqual(task.lead_unit_ids, proposal.unit_id)
        self.assertEqual(again.unit_ids, proposal.unit_id)
        self.assertEqual(proposal.unit_id.parent_id, self.province)
        self.assert_refused(proposal.with_user(self.admin).action_refuse, "has been decided")

    def test_an_authority_is_confirmed_even_below_the_own_one(self):
        name = self.red(self.take_in())
        name.propose_unit("Xã A3", "authority", self.district.id)
        self.assertFalse(name.unit_ids)
        name.proposal_id.with_user(self.admin).action_confirm()
        self.assertEqual(name.unit_ids.level, "commune")

    def test_the_administrator_may_choose_one_that_is_there_or_refuse(self):
        name = self.red(self.take_in())
        name.propose_unit("Hội X", "organisation", self.province.id)
        proposal = name.proposal_id.with_user(self.admin)
        proposal.unit_id = self.front
        proposal.action_confirm()
        self.assertEqual(name.unit_ids, self.front)
        other = self.take_in(DOCUMENT.replace(PRINTED, "Hội Sách huyện"))
        second = other.name_ids.filtered(lambda name: name.text == "Hội Sách huyện")
        second.propose_unit("Hội Sách", "organisation", self.province.id)
        second.proposal_id.with_user(self.admin).action_refuse()
        self.assertEqual(second._match_state(), "unknown")

    def test_who_may_not(self):
        reading = self.take_in()
        name = self.red(reading)
        place = self.province.id
        for user in (self.user_office_b, self.user_health, self.admin_b):
            self.assert_refused(
                lambda u=user: name.with_user(u).propose_unit("Hội X", "organisation", place), error=AccessError
            )
        for vals in (("", "organisation", place), ("Hội X", "collective", place), ("Hội X", "other", self.wards.id)):
            with self.assertRaises(UserError):
                name.propose_unit(*vals)
        self.assert_refused(lambda: name.propose_unit("Phòng Y tế A", "department", self.district.id), "there already")
        name.propose_unit("Phòng B mới", "department", self.district_b.id)
        self.assertFalse(name.proposal_id.import_id, "the neighbour's administrator is told nothing of the document")
        name.propose_unit("Hội X", "organisation", place)
        proposal = name.proposal_id
        self.assertEqual(proposal.import_id, reading)
        for user in (self.user_office, self.admin_b, self.user_health):
            self.assert_refused(proposal.with_user(user).action_confirm, error=AccessError)
        self.assert_refused(lambda: proposal.with_user(self.admin).write({"state": "confirmed"}), "with its buttons")
        self.assert_refused(
            lambda: (
                self.env["child.plan.unit.proposal"]
                .with_user(self.user_office)
                .create({"name": "X", "parent_id": place})
            ),
            error=AccessError,
        )
        self.assert_refused(lambda: proposal.with_user(self.user_office_b).read(["name"]), error=AccessError)

    def test_administrators_open_the_review_and_say_who_is_meant_but_change_nothing_else(self):
        reading = self.take_in()
        name, task = self.red(reading).with_user(self.admin), self.line(reading, "Tặng quà")
        review = reading.with_user(self.admin).get_review()
        self.assertEqual((review["head"]["can_edit"], review["can_create_unit"]), (False, True))
        name.set_units([self.front.id])
        self.assertEqual(name.unit_ids, self.front)
        for call in (
            lambda: task.with_user(self.admin).edit({"text": "Khác"}),
            lambda: reading.with_user(self.admin).set_head({"number": "1"}),
            lambda: reading.with_user(self.admin).undo(),
            lambda: reading.with_user(self.admin).action_create_plan(),
            lambda: name.set_requested(True),
        ):
            self.assert_refused(call, error=AccessError)
        self.assert_refused(lambda: self.red(reading).with_user(self.admin_b).set_units([]), error=AccessError)

    def test_what_was_decided_once_is_known_in_the_next_document(self):
        first = self.take_in()
        self.red(first).set_units([])
        self.line(first, "Phòng Y tế A", "unit").name_id.set_units([self.finance.id])
        second = self.take_in(DOCUMENT.replace(PRINTED, PRINTED.upper()))
        states = {name.text: (name._match_state(), name.unit_ids) for name in second.name_ids}
        self.assertEqual(states["Phòng Y tế A"], ("matched", self.finance))
        self.assertEqual([state for text, (state, _units) in states.items() if "THẬP" in text.upper()], ["nobody"])
