from odoo import fields, models

from odoo.addons.child_plan.lib.clock import today

from ..document.fold import fold
from ..document.matching import Known, match_names

SIGNS = {">=": "ge", ">": "gt", "<=": "le", "<": "lt", "=": "eq"}
MEASURES = {"%": "percent"}
# Other text of these kinds is in the fields of the plan already.
IN_HEAD = ("head", "ending", "decision")
ORDER = ("heading", "unit", "basis", "target", "activity", "task", "funding", "other", "report")


class ChildPlanImport(models.Model):
    _inherit = "child.plan.import"

    def _fill(self, source, plan):
        """Store what the reader found (``plan``) in the text (``source``), matched with the units in the system."""
        self.ensure_one()
        units = self._own_units(plan)
        self.with_context(active_test=False).line_ids.unlink()
        self.name_ids.unlink()
        self.write(self._prepare_head(source, plan, units))
        names = self._match(plan)
        self.env["child.plan.import.line"].create(self._prepare_lines(plan, names))
        if self.is_version:
            self._compare()

    def _prepare_head(self, source, plan, issuers):
        starts = [0]
        for line in source.text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        doubts = [
            {"code": d.code, "text": d.text, "at": starts[max(0, min(d.line - 1, len(starts) - 1))]}
            for d in plan.doubts
        ]
        if plan.issuer and self.issuer_id not in issuers and not self._is_named_in(plan.issuer):
            doubts.insert(0, {"code": "other_issuer", "text": "", "at": 0})
        period = plan.period or {}
        year = today().year
        superior = self._superior([basis.number for basis in plan.bases if basis.number])
        return {
            "state": "review",
            "history": False,
            "history_length": 0,
            "text": source.text,
            "kind": source.kind,
            "is_scan": plan.ocr,
            "is_plan": plan.is_plan,
            "doubts": doubts,
            "name": plan.title,
            "number": plan.number,
            "issued_on": plan.issued_on,
            "place": plan.place,
            "printed_issuer": plan.issuer,
            "period_start": period.get("start") or f"{year}-01-01",
            "period_end": period.get("end") or f"{year}-12-31",
            "implements_id": superior.id,
            "recipients": "\n".join(plan.recipients),
            "signatory_capacity": plan.signatory.capacity,
            "signatory_position": plan.signatory.position,
        }

    def _is_named_in(self, printed):
        """Whether the printed issuer holds the name of the reading's issuer, as "UBND huyện A" holds "Huyện A"."""
        names = filter(None, (self.issuer_id.name, self.issuer_id.short_name))
        return any(f" {fold(name)} " in f" {fold(printed)} " for name in names)

    def _superior(self, numbers):
        """The first of ``numbers`` that is a plan of another issuer, readable for who took the file in."""
        if not numbers:
            return self.env["child.plan"]
        plans = self.env["child.plan"].with_user(self.create_uid).search([("number", "in", numbers)])
        above = plans.filtered(lambda p: p.issuer_id != self.issuer_id and p != self.plan_id)
        return above.sorted(lambda p: numbers.index(p.number))[:1].sudo()

    # -- units --

    def _own_units(self, plan):
        """The units that the printed issuer stands for; none if it is unknown."""
        match = match_names([plan.issuer], self._known_units(), self.issuer_id.id)[plan.issuer] if plan.issuer else None
        return self.env["child.plan.unit"].browse(match.units if match else ())

    def _known_units(self):
        """Units to match names with: those below the issuer's authority, those above it and their departments."""
        authority = self.issuer_id.authority_id or self.issuer_id
        above = [int(i) for i in (authority.parent_path or "").split("/") if i]
        model = self.env["child.plan.unit"]
        around = model._valid_domain(today()) & (
            fields.Domain("id", "child_of", authority.id)
            | fields.Domain("id", "in", above)
            | fields.Domain("parent_id", "in", above) & fields.Domain("kind", "!=", "collective")
        )
        names = ["name", "short_name", "abbreviation", "kind", "level", "parent_id", "sector_id"]
        known = []
        for unit in model.search_fetch(around, names):
            spellings = [unit.short_name or "", *(unit.abbreviation or "").split(",")]
            known.append(
                Known(
                    unit.id,
                    unit.name,
                    tuple(each.strip() for each in spellings if each.strip()),
                    unit.kind,
                    unit.level,
                    unit.parent_id.id or None,
                    unit.sector_id.code or None,
                )
            )
        return known

    def _match(self, plan):
        """Create the rows of printed names. Return ``{printed name: row}``."""
        texts = [unit.name for unit in plan.units]
        for task in plan.tasks:
            texts += [task.unit, *task.coordinating]
        texts = list(dict.fromkeys(text for text in texts if text))
        found = match_names(texts, self._known_units(), self.issuer_id.id)
        remembered = self.env["child.plan.import.name"]._remembered(texts, self.issuer_id)
        requested = {unit.name for unit in plan.units if unit.requested}
        standing = {unit.name for unit in plan.units if unit.standing}
        rows = []
        for text in texts:
            match, chosen = found[text], remembered.get(text)
            rows.append(
                {
                    "import_id": self.id,
                    "text": text,
                    "unit_ids": chosen.ids if chosen else list(match.units),
                    "sure": 1.0 if chosen else match.sure,
                    "alternatives": [list(each) for each in match.alternatives] or False,
                    "requested": text in requested,
                    "standing": text in standing,
                }
            )
        names = self.env["child.plan.import.name"].create(rows)
        return dict(zip(texts, names, strict=True))

    def _name_of(self, text, units=None):
        """Find or create the row of a printed name; with ``units``, a row that stands for exactly these."""
        self.ensure_one()
        names = self.name_ids.sudo()
        if units:
            same = names.filtered(lambda name: name.unit_ids == units)[:1]
            vals = {"unit_ids": units.ids, "sure": 1.0, "chosen": True}
            return same or names.create({"import_id": self.id, "text": text, **vals})
        match = match_names([text], self.sudo()._known_units(), self.issuer_id.id)[text]
        vals = {"unit_ids": list(match.units), "sure": match.sure, "alternatives": list(match.alternatives) or False}
        return names.filtered(lambda name: name.text == text) or names.create(
            {"import_id": self.id, "text": text, **vals}
        )

    # -- items --

    def _prepare_lines(self, plan, names):
        rows = []
        rows += [self._prepare_unit(row, names) for row in plan.units]
        rows += [self._prepare_task(row, names) for row in plan.tasks]
        rows += [self._row("activity", row) for row in plan.activities]
        rows += [self._prepare_target(row) for row in plan.targets]
        rows += [self._row("funding", row, source_kind=row.source) for row in plan.funding]
        rows += [self._prepare_report(row) for row in plan.reporting]
        rows += [
            self._row("basis", row, text=_basis_text(row), number=row.number, due_on=row.date) for row in plan.bases
        ]
        rows += [
            self._row("heading" if row.kind == "heading" else "other", row)
            for row in plan.other
            if row.kind not in IN_HEAD and row.text.strip()
        ]
        rows.sort(key=lambda row: (row["start"], ORDER.index(row["kind"])))
        return [{**row, "sequence": number} for number, row in enumerate(rows, 1)]

    def _row(self, kind, item, **facts):
        return {
            "import_id": self.id,
            "kind": kind,
            "start": item.start,
            "end": item.end,
            "sure": item.sure,
            "section": getattr(item, "section", None),
            "text": facts.pop("text", None) or item.text,
            **facts,
        }

    def _prepare_unit(self, row, names):
        return self._row("unit", row, text=row.name, name_id=names[row.name].id)

    def _prepare_task(self, row, names):
        return self._row(
            "task",
            row,
            name_id=names[row.unit].id if row.unit else False,
            coordinating_ids=[names[name].id for name in row.coordinating if name],
            role=row.role,
            due_on=row.deadline,
            due_kind=row.deadline_kind,
            recurrence=row.recurrence,
            deliverable=row.deliverable,
        )

    def _prepare_target(self, row):
        return self._row(
            "target",
            row,
            comparator=SIGNS[row.comparator],
            value=row.value,
            uom=MEASURES.get(row.unit, row.unit),
            year=row.year,
        )

    def _prepare_report(self, row):
        """A day of every year (``--MM-DD``) is a day and a month."""
        days = {"due_on": row.due} if row.due and len(row.due) == 10 else {}
        if row.due and not days:
            days = {"due_month": int(row.due[2:4]), "due_day": int(row.due[5:7])}
        return self._row("report", row, due_kind=row.due_kind, frequency=row.frequency, recipient=row.recipient, **days)


def _basis_text(row):
    return " ".join(filter(None, (row.kind, row.number))) or "?"
