from odoo import fields, models

from odoo.addons.child_plan.lib.clock import today

from ..document.aims import comparator_of
from ..document.fold import fold
from ..document.matching import MATCHED, Known, match_names

SIGNS = {">=": "ge", ">": "gt", "<=": "le", "<": "lt", "=": "eq"}
MEASURES = {"%": "percent"}
DOUBTED = 0.85  # how sure a match is that lies outside of the issuer's tree: shown, and asked about
# Other text of these kinds is in the fields of the plan already.
IN_HEAD = ("head", "ending", "decision")
# Other text of these kinds was not understood.
UNREAD = ("text", "organisation")
ORDER = ("heading", "unit", "basis", "target", "activity", "task", "funding", "other", "report")


class ChildPlanImport(models.Model):
    _inherit = "child.plan.import"

    def _fill(self, source, plan):
        """Store what the reader found (``plan``) in the text (``source``), matched with the units in the system."""
        self.ensure_one()
        self.with_context(active_test=False).line_ids.unlink()
        self.name_ids.unlink()
        self.author_id = self._author(plan.issuer)
        self.write(self._prepare_head(source, plan))
        names = self._name_rows(plan)
        self.env["child.plan.import.line"].create(self._prepare_lines(plan, names))
        if self.is_version:
            if self.plan_id.signed_by and self._is_foreign():
                self._keep_own()
            self._compare()

    def _prepare_head(self, source, plan):
        starts = [0]
        for line in source.text.split("\n"):
            starts.append(starts[-1] + len(line) + 1)
        doubts = [
            {"code": d.code, "text": d.text, "at": starts[max(0, min(d.line - 1, len(starts) - 1))]}
            for d in plan.doubts
        ]
        if plan.issuer and self.author_id != self.issuer_id:
            doubts.insert(0, {"code": "other_issuer", "text": "", "at": 0})
        period = plan.period or _own_period(plan)
        superior = self._superior([basis.number for basis in plan.bases if basis.number])
        return {
            "state": "review",
            "history": False,
            "history_length": 0,
            "hints": False,
            "of_superior": False,
            "text": source.text,
            "marks": {"bold": source.bold, "notes": source.notes},
            "kind": source.kind,
            "document_kind": plan.kind,
            "is_scan": plan.ocr,
            "is_plan": plan.is_plan,
            "doubts": doubts,
            "name": plan.title,
            "number": plan.number,
            "issued_on": plan.issued_on,
            "place": plan.place,
            "printed_issuer": plan.issuer,
            "period_start": period["start"],
            "period_end": period["end"],
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

    def _author(self, printed):
        """The unit that the issuer on the paper stands for: the reading's own where none is printed, or none."""
        if not printed or self._is_named_in(printed):
            return self.issuer_id
        match = match_names([printed], self._known_units(self.issuer_id), self.issuer_id.id)[printed]
        units = self.env["child.plan.unit"].browse(match.units)
        return self.issuer_id if self.issuer_id in units else units[:1]

    def _known_units(self, issuer):
        """Units to match names with: those below the issuer's authority, those above it and their departments."""
        authority = issuer.authority_id or issuer
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

    def _name_rows(self, plan):
        """``{printed name: its row}`` for the names in ``plan``; those that are missing are created."""
        texts = [unit.name for unit in plan.units]
        for task in plan.tasks:
            texts += [task.unit, *task.coordinating, *task.joining, *task.watching]
        facts = {unit.name: {"requested": unit.requested, "standing": unit.standing} for unit in plan.units}
        return self._named(texts, facts)

    def _named(self, texts, facts=None):
        """``{printed name: its row}``; rows that are missing are created (with ``facts``) and matched with the tree.

        Only units in the tree of the issuer on the paper are taken for certain; what a person chose for the same name
        in an earlier document of the reading's issuer comes first.
        """
        rows = {name.text: name for name in self.name_ids}
        texts = [text for text in dict.fromkeys(texts) if text and text not in rows]
        issuer = self.author_id or self.issuer_id
        found = match_names(texts, self._known_units(issuer) if texts else [], issuer.id)
        remembered = self.env["child.plan.import.name"]._remembered(texts, self.issuer_id)
        tree = self.author_id and (self.author_id.authority_id or self.author_id).parent_path
        created = []
        for text in texts:
            match = found[text]
            vals = {
                "import_id": self.id,
                "text": text,
                "unit_ids": list(match.units),
                "sure": match.sure,
                "alternatives": [list(each) for each in match.alternatives] or False,
                "parts": [{"text": part, "units": list(units)} for part, units in match.parts] or False,
            }
            if match.sure >= MATCHED and not self._lie_in(match.units, tree):
                vals["sure"] = DOUBTED
            created.append({**vals, **(facts or {}).get(text, {}), **remembered.get(text, {})})
        return rows | dict(zip(texts, self.env["child.plan.import.name"].create(created), strict=True))

    def _lie_in(self, unit_ids, tree):
        units = self.env["child.plan.unit"].browse(unit_ids)
        return bool(tree) and all((unit.parent_path or "").startswith(tree) for unit in units)

    def _name_of(self, text, units=None):
        """Find or create the row of a printed name; with ``units``, a row that stands for exactly these."""
        self.ensure_one()
        names = self.name_ids.sudo()
        if not units:
            return self.sudo()._named([text])[text]
        same = names.filtered(lambda name: name.unit_ids == units)[:1]
        vals = {"unit_ids": units.ids, "sure": 1.0, "chosen": True}
        return same or names.create({"import_id": self.id, "text": text, **vals})

    # -- items --

    def _prepare_lines(self, plan, names):
        rows = []
        rows += [self._prepare_unit(row, names) for row in plan.units]
        rows += [self._prepare_task(row, names) for row in plan.tasks]
        rows += [self._row("activity", row, **_timing(row)) for row in plan.activities]
        rows += [self._prepare_target(row) for row in plan.targets]
        rows += [self._row("funding", row, source_kind=row.source) for row in plan.funding]
        rows += [self._prepare_report(row) for row in plan.reporting]
        rows += [
            self._row("basis", row, text=_basis_text(row), number=row.number, due_on=row.date) for row in plan.bases
        ]
        rows += [
            self._row("heading" if row.kind == "heading" else "other", row, sure=float(row.kind not in UNREAD))
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
            coordinating_ids=[names[name].id for name in (*row.coordinating, *row.joining) if name],
            watching_ids=[names[name].id for name in row.watching if name],
            role=row.role,
            deliverable=row.deliverable,
            **_timing(row),
        )

    def _prepare_target(self, row):
        return self._row("target", row, **self._prepare_aim(row.text, row.comparator, row.value, row.unit, row.year))

    def _prepare_aim(self, text, comparator, value, unit, year):
        """What is to be reached: a bare number is the least, its year that of a plan for one year."""
        return {
            "comparator": SIGNS[comparator_of(text, comparator, value)],
            "value": value,
            "uom": MEASURES.get(unit, unit),
            "year": year or self._only_year(),
        }

    def _only_year(self):
        """The year of a plan for one year, else 0."""
        start, end = self.period_start, self.period_end
        return start.year if start and end and start.year == end.year else 0

    def _prepare_report(self, row):
        """A day of every year (``--MM-DD``) is a day and a month."""
        days = {"due_on": row.due} if row.due and len(row.due) == 10 else {"due_day": row.due_day}
        if row.due and not days.get("due_on"):
            days = {"due_month": int(row.due[2:4]), "due_day": int(row.due[5:7])}
        return self._row("report", row, due_kind=row.due_kind, frequency=row.frequency, recipient=row.recipient, **days)


def _own_period(plan):
    """The time of a plan that states none: its year, or from its issue to its last deadline where that is later."""
    year = plan.year or today().year
    last = max((row.deadline or "" for row in (*plan.tasks, *plan.activities)), default="")
    if last > f"{year}-12-31":
        return {"start": plan.issued_on or f"{year}-01-01", "end": last}
    return {"start": f"{year}-01-01", "end": f"{year}-12-31"}


def _timing(row):
    names = {"due_on": "deadline", "due_kind": "deadline_kind", "due_day": "due_day", "recurrence": "recurrence"}
    return {name: getattr(row, of_row) for name, of_row in names.items()}


def _basis_text(row):
    return " ".join(filter(None, (row.kind, row.number))) or "?"
