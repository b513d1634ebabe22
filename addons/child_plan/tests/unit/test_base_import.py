"""Odoo's import of CSV and Excel files: numbers and days of our models are read as offices write them."""

import io

import openpyxl

from ..common import PlanCase

OPTIONS = {
    "has_headers": True,
    "quoting": '"',
    "separator": ";",
    "encoding": "utf-8",
    "float_thousand_separator": ",",
    "float_decimal_separator": ".",
    "date_format": "%m/%d/%Y",
}


class TestBaseImport(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.plan_a = cls.plan()

    def take_in(self, content, fields, model="child.plan.target", file_type="text/csv", **options):
        """Import ``content`` into ``model``; return the records and the messages."""
        upload = self.env["base_import.import"].with_user(self.user_office)
        wizard = upload.create(
            {
                "res_model": model,
                "file": content.encode() if isinstance(content, str) else content,
                "file_name": "a.csv" if file_type == "text/csv" else "a.xlsx",
                "file_type": file_type,
            }
        )
        result = wizard.execute_import(fields, fields, {**OPTIONS, **options})
        return self.env[model].browse(result.get("ids") or []), result.get("messages") or []

    def targets(self, *values, day="31/12/2026"):
        """Import targets with these ``value`` and ``due_on``."""
        plan = self.plan_a.id
        lines = [f"Chỉ tiêu {number};{plan};{value};{day}" for number, value in enumerate(values)]
        return self.take_in("\n".join(["a;b;c;d", *lines]), ["name", "plan_id/.id", "value", "due_on"])

    def test_numbers_are_read_as_everywhere(self):
        rows, messages = self.targets("12,5", "1.250", "1.250,5", "0,125", "12.5", "95")
        self.assertFalse(messages)
        self.assertEqual(rows.mapped("value"), [12.5, 1250, 1250.5, 0.125, 12.5, 95])
        self.assertEqual({str(day) for day in rows.mapped("due_on")}, {"2026-12-31"})

    def test_what_is_unclear_is_refused_with_its_row_and_nothing_is_taken_in(self):
        rows, messages = self.targets("5", "12,500", "nhiều")
        self.assertFalse(rows)
        self.assertEqual([(m["rows"]["from"], m["field"], m["value"]) for m in messages], [
            (1, "value", "12,500"),
            (2, "value", "nhiều"),
        ])  # fmt: skip
        self.assertRegex(messages[0]["message"], "“12,500” can be 12,5 or 12500")
        self.assertRegex(messages[1]["message"], "“nhiều” is not a number")
        self.assertRegex(messages[1]["told"], "Row 4: “nhiều” is not a number")
        self.assertFalse(self.env["child.plan.target"].search([("plan_id", "=", self.plan_a.id)]))

    def test_days_are_day_month_year_whatever_the_options_guess(self):
        rows, messages = self.targets("5", day="03/02/2026")
        self.assertEqual((str(rows.due_on), messages), ("2026-02-03", []))
        for day in ("31/02/2026", "12/31/2026", "03/02/26"):
            rows, messages = self.targets("5", day=day)
            self.assertFalse(rows)
            self.assertRegex(messages[0]["message"], f"“{day}” is no day")
            self.assertEqual("calendar does not have it" in messages[0]["message"], day != "03/02/26")

    def test_whole_numbers(self):
        fields = ["name", "plan_id/.id", "value", "year"]
        for year, words in (("2026", ""), ("2.026", ""), ("2026,5", "“2026,5” is not a whole number")):
            rows, messages = self.take_in(f"a;b;c;d\nX;{self.plan_a.id};1;{year}", fields)
            self.assertEqual(rows.mapped("year"), [] if words else [2026])
            self.assertEqual(words, messages[0]["message"].rstrip(".") if messages else "")

    def test_number_cells_of_a_workbook_are_taken_as_they_are(self):
        book = openpyxl.Workbook()
        book.active.append(["a", "b", "c"])
        book.active.append([None, None, None])
        for value in (12.125, 1.25, 12.34567, 1250, "1.250", "12,5"):
            book.active.append(["X", self.plan_a.id, value])
        buffer = io.BytesIO()
        book.save(buffer)
        sheet = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        rows, messages = self.take_in(buffer.getvalue(), ["name", "plan_id/.id", "value"], file_type=sheet)
        self.assertFalse(messages)
        self.assertEqual(rows.mapped("value"), [12.125, 1.25, 12.3457, 1250, 1250, 12.5])

    def test_lines_of_a_record_are_read_so_too_and_other_apps_are_left_to_odoo(self):
        fields = ["name", "issuer_id/.id", "period_start", "period_end", "target_ids/name", "target_ids/value"]
        content = f"a;b;c;d;e;f\nKH;{self.district.id};01/02/2026;31/12/2026;CT;1.250"
        plan, messages = self.take_in(content, fields, model="child.plan")
        self.assertFalse(messages)
        self.assertEqual((str(plan.period_start), plan.target_ids.value), ("2026-02-01", 1250))
        wizard = self.env["base_import.import"].create({"res_model": "res.partner"})
        options = {"float_thousand_separator": ",", "float_decimal_separator": "."}
        data = wizard._parse_import_data([["1.250"]], ["partner_latitude"], options)
        self.assertEqual(data, [["1.250"]])
