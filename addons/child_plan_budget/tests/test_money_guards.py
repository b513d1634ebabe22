"""Money that nobody moves but by an entry of those who may, whatever the caller's context says."""

from odoo.exceptions import AccessError, ValidationError
from odoo.fields import Command

from odoo.addons.child_plan.tests.access.guard_case import HOSTILE, LONG_AGO, GuardCase
from odoo.addons.child_plan.tests.common import DAY, NOT_ALLOWED

from .money_case import MoneyCase

JAN = "2026-01-15"
DENIED = {"error": AccessError, "words": NOT_ALLOWED}
ONLY_FINANCE = {"error": AccessError, "words": f"Only finance|{NOT_ALLOWED}"}


class TestMoneyGuards(GuardCase, MoneyCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.finance_b = cls.user("t_finance_b", "finance", cls.district_b)
        cls.of_ward = cls.budget_line(unit_id=cls.ward_1.id, name="Tờ rơi")
        cls.enter(cls.line, ("allotment", 100, JAN), ("disbursement", 40, JAN))
        cls.enter(cls.of_ward, ("allotment", 50, JAN))
        cls.entry = cls.line.entry_ids[0]
        cls.others = (cls.user_ward_1, cls.user_office, cls.user_district, cls.finance_b, cls.user_office_b)

    def sums(self):
        self.env.invalidate_all()
        return self.line.allotted, self.line.spent, self.of_ward.allotted, self.of_ward.spent

    def test_entries_are_made_by_the_finance_office_of_the_plan_alone(self):
        before = self.sums()
        for user in self.others:
            for stage in ("allotment", "disbursement", "settlement", "return"):
                vals = {"line_id": self.of_ward.id, "stage": stage, "amount": 5}
                self.refuse(self.entry.browse(), user, "create", vals, **DENIED)
            self.refuse(self.entry, user, "_reverse", "Tôi muốn", **DENIED)
            self.refuse(self.line, user, "_pass_on", self.ward_1, {"amount": 5}, **DENIED)
        self.assertEqual(self.sums(), before)

    def test_entries_are_changed_and_deleted_by_nobody(self):
        values = {"amount": 1, "day": LONG_AGO, "stage": "estimate", "line_id": self.of_ward.id, "reason": "X"}
        values |= {"user_id": 1, "reversal_of_id": self.entry.id, "breach": False, "import_key": "X"}
        admin = self.env.ref("base.user_admin")
        admin.lang = "en_US"
        for user in (*self.others, self.user_finance, admin):
            self.refuse_writes(self.entry, user, values, error=AccessError, words="stays as it was made")
            self.refuse(self.entry, user, "unlink", error=AccessError, words=f"stays as it was made|{NOT_ALLOWED}")
        with self.assertRaisesRegex(AccessError, "stays as it was made"):
            self.entry.write({"amount": 1})

    def test_an_entry_says_who_made_it_and_when_whatever_the_caller_says(self):
        model = self.entry.browse().with_user(self.user_finance)
        hostile = HOSTILE | {f"default_{name}": 1 for name in ("amount", "rate", "reversal_of_id", "counterpart_id")}
        hostile |= {
            "default_import_key": "X",
            "default_breach": "negative",
            "default_recorded_at": "2020-01-01 00:00:00",
        }
        vals = {"line_id": self.line.id, "stage": "disbursement", "amount": 5, "user_id": 1}
        vals |= {"recorded_at": "2020-01-01 00:00:00", "import_key": "X", "reversal_of_id": self.entry.id}
        made = model.with_context(**hostile).create(vals)
        self.assertEqual((made.user_id, made.day, made.amount), (self.user_finance, DAY, 5))
        self.assertGreater(made.recorded_at.date(), LONG_AGO)
        self.assertFalse(made.import_key or made.reversal_of_id or made.counterpart_id or made.breach or made.reason)

    def test_no_policy_hangs_on_the_context(self):
        model = self.entry.browse()
        for stage, amount, words in (
            ("disbursement", 61, "than is allotted"),
            ("commitment", 101, "than is allotted"),
            ("return", 61, "less would be left"),
            ("adjustment", -61, "less would be left"),
        ):
            vals = {"line_id": self.line.id, "stage": stage, "amount": amount}
            self.refuse(model, self.user_finance, "create", vals, words=words)
        for user in (*self.others, self.user_finance):
            parameter = self.env["ir.config_parameter"]
            self.refuse(parameter, user, "set_param", "child_plan.money_overspending", "warn", **DENIED)

    def test_sums_follow_from_entries_alone(self):
        before = self.sums()
        for user in (self.user_finance, self.user_office, self.user_district):
            self.refuse(self.line, user, "write", {"sum_allotment": 1e9}, words="Sums follow from the entries")
            vals = {"budget_line_ids": [Command.update(self.line.id, {"sum_estimate": 9})]}
            self.refuse(self.plan_a, user, "write", vals, words=f"Sums follow from the entries|{NOT_ALLOWED}")
            for command, words in (
                (Command.update(self.entry.id, {"amount": 1}), "stays as it was made"),
                (Command.delete(self.entry.id), DENIED["words"]),
                (Command.clear(), DENIED["words"]),
                (Command.create({"stage": "pass_on", "amount": 5}), "with the buttons of its line"),
            ):
                self.refuse(self.line, user, "write", {"entry_ids": [command]}, words=words)
        vals = {"plan_id": self.plan_a.id, "source_id": self.source.id, "sum_allotment": 5, "amount_known": True}
        hostile = {**HOSTILE, "default_sum_allotment": 5, "default_amount_known": True}
        line = self.line.with_user(self.user_finance).with_context(**hostile).create(vals)
        self.env.invalidate_all()
        self.assertEqual((line.sudo().allotted, line.sudo().amount_known), (0, False))
        self.assertEqual(self.sums(), before)

    def test_what_money_has_moved_for_stays(self):
        values = {"plan_id": self.plan().id, "unit_id": self.ward_2.id, "year": 2027, "parent_id": self.of_ward.id}
        values |= {"source_id": self.env.ref("child_plan_budget.child_plan_funding_source_sponsor").id}
        for user in (self.user_finance, self.user_office, self.user_district):
            self.refuse_writes(self.line, user, values, words="has moved already|is not below")
            self.refuse(self.line, user, "unlink", words="it is kept")

    def test_an_estimate_of_money_from_above_is_refused_on_any_day(self):
        estimated = self.budget_line(unit_id=self.ward_1.id, name="Có dự toán", estimated=70)
        self.refuse(
            estimated,
            self.user_finance,
            "write",
            {"parent_id": self.line.id},
            error=ValidationError,
            words="on the line above",
        )

    def test_spending_is_decided_by_finance_and_only_once(self):
        report = self.env["child.plan.budget.spending"].with_user(self.user_ward_1)
        vals = {"line_id": self.of_ward.id, "amount": 5, "state": "confirmed", "decided_by": 1, "asked_by": 1}
        asked = report.with_context(**HOSTILE | {"default_state": "confirmed"}).create(
            {**vals, "entry_id": self.entry.id}
        )
        self.assertEqual((asked.state, asked.asked_by, asked.asked_on), ("asked", self.user_ward_1, DAY))
        self.assertFalse(asked.decided_by or asked.entry_id)
        for user in (*self.others, self.user_finance):
            values = {"state": "confirmed", "amount": 1, "line_id": self.line.id}
            self.refuse_writes(asked, user, values, error=AccessError, words="stays as it was sent")
            self.refuse(asked, user, "unlink", **DENIED)
        for user in self.others:
            self.refuse(asked, user, "action_confirm", **ONLY_FINANCE)
            self.refuse(asked, user, "_refuse", "Không", **ONLY_FINANCE)
        self.refuse(asked, self.user_finance, "action_withdraw", **ONLY_FINANCE)
        for line, user in ((self.line, self.user_ward_1), (self.of_ward, self.user_ward_2)):
            self.refuse(report.browse(), user, "create", {"line_id": line.id, "amount": 5}, **DENIED)
        asked.with_user(self.user_finance).with_context(**HOSTILE).action_confirm()
        self.assertEqual((asked.decided_by, asked.decided_on, asked.entry_id.day), (self.user_finance, DAY, DAY))
        self.refuse(asked, self.user_finance, "action_confirm", words="decided already")
        self.refuse(asked, self.user_ward_1, "action_withdraw", words="decided already")

    def test_the_index_is_kept_by_the_administrator(self):
        code = self.env.ref("child_plan_budget.child_plan_budget_code_item_6650")
        chapters = self.env.ref("child_plan_budget.child_plan_budget_range_commune")
        for user in (*self.others, self.user_finance):
            self.refuse_writes(code, user, {"code": "9999", "valid_to": LONG_AGO, "active": False}, **DENIED)
            self.refuse(code, user, "create", {"kind": "item", "code": "9999", "name": "X"}, **DENIED)
            self.refuse(code, user, "unlink", **DENIED)
            self.refuse_writes(chapters, user, {"code_from": 1, "valid_to": LONG_AGO}, **DENIED)
            self.refuse(chapters, user, "unlink", **DENIED)

    def test_a_code_out_of_force_is_refused_on_any_day(self):
        old = self.env.ref("child_plan_budget.child_plan_budget_code_chapter_624")
        self.refuse(
            self.line,
            self.user_finance,
            "write",
            {"chapter_id": old.id},
            error=ValidationError,
            words="is not in force",
        )

    def test_nobody_takes_in_a_file_for_the_plan_of_others(self):
        sheets = self.env["child.plan.budget.import"]
        for user in (self.finance_b, self.user_office_b):
            self.refuse(sheets, user, "create", {"plan_id": self.plan_a.id}, **DENIED)
