"""Every role at every place on every model: read, create, write, delete, and the sums."""

from odoo.fields import Command

from ..common import PlanCase
from .access_table import ALLOWED
from .matrix_case import AccessMatrix


class TestAccessMatrix(AccessMatrix, PlanCase):
    module = "child_plan"
    allowed = ALLOWED

    @classmethod
    def _make_subjects(cls):
        cls.subjects = cls._make_masters() | cls._make_plan_rows() | cls._make_work() | cls._make_reports()
        return cls.subjects | cls._make_wizards()

    @classmethod
    def _make_masters(cls):
        """``{subject: (record, values to create one, values to write)}``"""
        env, name = cls.env, {"name": "Khác"}
        sector = env["child.plan.sector"].create({"name": "Ngành", "code": "t_sector"})
        indicator = env["child.plan.indicator"].create(
            {"name": "Chỉ số", "code": "t_indicator", "owner_id": cls.district.id}
        )
        unit = cls.unit("Đơn vị lẻ", cls.province, "department", "province")
        day = env["child.plan.day.off"].create({"name": "Nghỉ", "day": "2031-01-01"})
        body = {"name": "Phòng", "authority_id": cls.district.id}
        return {
            "child.plan.sector": (sector, {"name": "Mới", "code": "t_new"}, name),
            "child.plan.indicator": (indicator, {"name": "Mới", "code": "t_new"}, name),
            "child.plan.unit": (unit, {"name": "Mới", "kind": "department", "level": "province"}, name),
            "child.plan.unit.template": (env["child.plan.unit.template"].create(body), body, name),
            "child.plan.day.off": (day, {"name": "Mới", "day": "2031-01-02"}, name),
            "child.plan.breakdown": (env["child.plan.breakdown"].create({"name": "Phần"}), {"name": "Mới"}, name),
            "child.plan.report.schedule": cls._make_schedule(),
            "child.plan.deputy": cls._make_deputy(),
            **cls._make_reorganisation(),
        }

    @classmethod
    def _make_run(cls):
        _job, run = cls.env.ref("child_plan.child_plan_cron_seal")._add_progress()
        cls.env.flush_all()
        return cls.env["child.plan.job.run"].browse(run.id)

    @classmethod
    def _make_reorganisation(cls):
        """A draft of the district: one of its offices is split into two new ones."""
        env, name, unit = cls.env, {"name": "Khác"}, cls.unit("Phòng lẻ", cls.district, "department", "district")
        vals = {"name": "Sắp xếp", "authority_id": cls.district.id, "day": "2026-03-11"}
        row = env["child.plan.reorganisation"].create(vals)
        of_row = {"reorganisation_id": row.id}
        new = {**of_row, "name": "Phòng mới", "kind": "department", "parent_id": cls.district.id}
        heir = env["child.plan.reorganisation.unit"].create(new)
        line = {**of_row, "unit_id": unit.id, "kind": "split", "new_unit_id": heir.id}
        line_row = env["child.plan.reorganisation.line"].create(line)
        choice = {**of_row, "unit_id": unit.id, "res_model": "res.users", "res_id": cls.user_health.id}
        other = {**choice, "res_id": cls.user_finance.id}
        past = {
            "unit_id": unit.id,
            "valid_to": "2025-12-31",
            "name": "Tên cũ",
            "kind": "department",
            "level": "district",
        }
        change = {**of_row, "step": 1, "operation": "insert", "table_name": "child_plan_unit"}
        return {
            "child.plan.reorganisation": (row, vals, name),
            "child.plan.reorganisation.line": (line_row, line, {"note": "Khác"}),
            "child.plan.reorganisation.unit": (env["child.plan.reorganisation.unit"].create(new), new, name),
            "child.plan.reorganisation.choice": (
                env["child.plan.reorganisation.choice"].create(choice),
                other,
                {"line_id": line_row.id},
            ),
            "child.plan.reorganisation.change": (
                env["child.plan.reorganisation.change"].create(change),
                change,
                {"step": 2},
            ),
            "child.plan.unit.past": (env["child.plan.unit.past"].create(past), past, name),
        }

    @classmethod
    def _make_deputy(cls):
        colleague = cls.user("t_colleague", "officer", cls.ward_1)
        vals = {"user_id": cls.user_ward_1.id, "deputy_id": colleague.id, "until": "2026-03-31"}
        return cls.env["child.plan.deputy"].create(vals), vals, {"until": "2026-12-31"}

    @classmethod
    def _make_schedule(cls):
        schedules = cls.env["child.plan.report.schedule"]
        schedules.search([("kind", "in", ("monthly", "quarterly"))]).unlink()
        return schedules.create({"kind": "monthly"}), {"kind": "quarterly"}, {"due_day": 20}

    @classmethod
    def _make_reports(cls):
        """The ward's report of the issued plan, being written, with a sensitive figure and another."""
        for number, sensitive in enumerate((False, True)):
            indicator = cls.env["child.plan.indicator"].create({"name": f"t_{number}", "sensitive": sensitive})
            target = {"plan_id": cls.given.id, "name": "Chỉ tiêu", "indicator_id": indicator.id, "value": 1}
            cls.env["child.plan.target"].create(target)
        vals = {"plan_id": cls.given.id, "cut_off": "2026-03-01", "due_on": "2026-03-20", "date_start": "2026-01-01"}
        period = cls.env["child.plan.report.period"].create(vals)
        report = period.report_ids.filtered(lambda r: r.unit_id == cls.ward_1)
        report.action_open()
        plain, sensitive = report.value_ids.sorted(lambda row: row.indicator_id.sensitive)
        wanted = {"period_id": period.id, "plan_id": cls.given.id, "unit_id": cls.ward_2.id, "due_on": "2026-03-20"}
        figure = {"report_id": report.id, "indicator_id": plain.indicator_id.id}
        return {
            "child.plan.report.period": (period, vals, {"title": "Khác"}),
            "child.plan.report": (report, wanted, {"results": "Khác"}),
            "child.plan.indicator.value": (plain, figure, {"note": "Khác"}),
            "child.plan.indicator.value sensitive": (sensitive, figure, {"note": "Khác"}),
        }

    @classmethod
    def _make_plan_rows(cls):
        env, name = cls.env, {"name": "Khác"}
        subjects = {}
        for variant, plan in (("draft", cls.draft), ("given", cls.given)):
            task, of_plan = plan.task_ids, {"plan_id": plan.id}
            target = {**of_plan, "name": "Tỷ lệ", "value": 90}
            plan_vals = {"name": "Mới", "issuer_id": cls.district.id, "standing_unit_id": cls.office.id}
            rows = {
                "child.plan": (plan, plan_vals, {"note": "Khác"}),
                "child.plan.basis": ({**of_plan, "number": "1/KH"}, name),
                "child.plan.section": ({**of_plan, "name": "Phần"}, name),
                "child.plan.report.requirement": (of_plan, {"note": "Khác"}),
                "child.plan.target": (target, name),
                "child.plan.task": (task, {**of_plan, "name": "Việc mới"}, {"weight": 2.0}),
                "child.plan.task.unit": (
                    task.line_ids,
                    {"task_id": task.id, "unit_id": cls.ward_2.id},
                    {"note": "Khác"},
                ),
                "child.plan.deliverable": (task.deliverable_ids, {"task_id": task.id, "name": "Mới"}, name),
                "child.plan.milestone": (
                    task.milestone_ids,
                    {"task_id": task.id, "name": "Mới", "due_on": "2026-03-25"},
                    name,
                ),
            }
            for model, row in rows.items():
                record = row[0] if len(row) == 3 else env[model].create(row[0])
                subjects[f"{model} {variant}"] = (record, *row[-2:])
        return subjects

    @classmethod
    def _make_work(cls):
        a = cls.assignment
        own = cls.env["child.plan.milestone"].create({"assignment_id": a.id, "name": "Tự đặt", "due_on": "2026-03-15"})
        milestone = {"assignment_id": a.id, "name": "Mới", "due_on": "2026-03-25"}
        deliverable = {"assignment_id": a.id, "task_id": a.task_id.id, "name": "Mới"}
        extension = {"assignment_id": a.id, "asked_due_on": "2026-05-01", "reason": "Chưa có kinh phí"}
        settled = cls.env["child.plan.extension"].with_user(cls.user_ward_1).create(extension).sudo()
        settled.with_user(cls.user_office)._refuse("Không")
        journal = cls.env["child.plan.journal"].search([("assignment_id", "=", a.id)], limit=1)
        seals = cls.env["child.plan.journal.seal"]
        seals._seal(everything=True)
        seal = seals.search([("authority_id", "=", cls.district.id)], limit=1)
        row = {"day": "2026-01-01", "user_id": 1, "kind": "state", "plan_id": a.plan_id.id}
        meeting = {"unit_id": cls.district.id, "name": "Giao ban", "day": "2026-03-16"}
        agenda = cls.env["child.plan.meeting"].create(meeting)
        item = {"meeting_id": cls.env["child.plan.meeting"].create(meeting).id, "assignment_id": a.id}
        agenda.item_ids = [Command.create({"assignment_id": a.id})]
        work = {"task_id": a.task_id.id, "plan_id": a.plan_id.id, "unit_id": cls.ward_2.id, "role": "lead"}
        return {
            "child.plan.assignment": (a, {**work, "given_on": "2026-03-01"}, {"result": "Khác"}),
            "child.plan.assignment.month": (
                cls.env["child.plan.assignment.month"].search([("assignment_id", "=", a.id)], limit=1),
                {"assignment_id": a.id},
                {"situation": "open"},
            ),
            "child.plan.deliverable owed": (a.deliverable_ids, deliverable, {"done_quantity": 1}),
            "child.plan.milestone owed": (a.milestone_ids - own, milestone, {"done_on": "2026-03-11"}),
            "child.plan.milestone own": (own, milestone, {"name": "Khác"}),
            "child.plan.extension": (settled, extension, {"reason": "Khác"}),
            "child.plan.journal": (journal, row, {"reason": "Khác"}),
            "child.plan.journal.seal": (seal, {"number": 1}, {"number": 1}),
            "child.plan.backup": (cls.env["child.plan.backup"].create({}), {}, {"state": "done"}),
            "child.plan.database.server": (
                cls.env["child.plan.database.server"].search([], limit=1),
                {},
                {"name": "x"},
            ),
            "child.plan.job.run": (cls._make_run(), {}, {"error": "x"}),
            "child.plan.check": (
                cls.env["child.plan.check"].create({"kind": "all"}),
                {"kind": "all"},
                {"state": "sound"},
            ),
            "child.plan.export": (
                cls.env["child.plan.export"].create({"name": "Giao việc"}),
                {"name": "Khác"},
                {"state": "done"},
            ),
            "child.plan.meeting": (agenda, meeting, {"note": "Khác"}),
            "child.plan.meeting.item": (agenda.item_ids, item, {"conclusion": "Khác"}),
        }

    @classmethod
    @classmethod
    def _make_wizards(cls):
        """Create dialogs that the office's standing user has open."""
        office = cls.env(user=cls.user_office)
        admin = cls.env(user=cls.user("t_wizard_admin", "admin", cls.district))
        rows = {
            "child.plan.issue": ({"plan_id": cls.draft.id}, {"plan_id": cls.given.id}),
            "child.plan.decision": (
                {"kind": "cancel", "assignment_ids": [Command.set(cls.assignment.ids)]},
                {"reason": "X"},
            ),
            "child.plan.copy": (
                {"plan_id": cls.given.id, "name": "X", "period_start": "2027-01-01", "period_end": "2027-12-31"},
                {"name": "Y"},
            ),
            "child.plan.report.reason": (
                {"kind": "return", "report_ids": [Command.set(cls.subjects["child.plan.report"][0].ids)]},
                {"reason": "X"},
            ),
            "child.plan.report.upload": ({"report_id": cls.subjects["child.plan.report"][0].id}, {"filename": "X"}),
            "child.plan.report.ask": ({"plan_id": cls.given.id, "due_on": "2026-03-30"}, {"title": "X"}),
            "child.plan.decline": ({"assignment_ids": [Command.set(cls.assignment.ids)]}, {"reason": "X"}),
            "child.plan.hand.over": ({}, {"colleague_id": cls.user_health.id}),
            "child.plan.reorganisation.upload": (
                {"reorganisation_id": cls.subjects["child.plan.reorganisation"][0].id},
                {"filename": "X"},
            ),
            "child.plan.unit.upload": ({"unit_id": cls.ward_1.id}, {"filename": "X"}),
            "child.plan.account.upload": ({"filename": "Y"}, {"filename": "X"}),
            "child.plan.setup": ({"name": "Y"}, {"name": "X"}),
            "child.plan.bulk.upload": ({"filename": "Y"}, {"filename": "X"}),
            "child.plan.bulk.update": ({"assignment_ids": [Command.set(cls.assignment.ids)]}, {"result": "X"}),
        }
        made = {}
        for model, (vals, write) in rows.items():
            env = office if office[model].has_access("create") else admin
            made[model] = (env[model].create(vals), vals, write)
        return made

    def test_a_user_without_a_unit_sees_nothing_of_any_plan(self):
        """Not even with all roles at once, and by none of the ways to read."""
        for name, model in self.registry.items():
            if model._original_module != self.module or model._abstract:
                continue
            user = self.users["leader"] if "admin" in name else self.nobody
            records = self.env[name].with_user(user)
            if not records.has_access("read"):
                continue
            self.assertFalse(records.search([]), name)
            self.assertFalse(records.name_search(""), name)
            self.assertEqual(records._read_group([], [], ["__count"]), [(0,)], name)
        counts = self.env["child.plan.assignment"].with_user(self.nobody).get_status_counts([])
        self.assertEqual((counts["total"], counts["due_7"], counts["overdue_rate"]["denominator"]), (0, 0, 0))
