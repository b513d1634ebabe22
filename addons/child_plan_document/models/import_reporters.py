"""Who sends a report that a document demands, in the words of its sentence or of its place."""

import re

from odoo import models

from ..document.fold import fold, key
from ..document.matching import MATCHED, match_names
from ..document.names import opens_with_body

# "các đơn vị", "các phòng, ban, ngành": everybody who has work in the plan
_EVERYBODY = re.compile(
    r"^(?:cac|tat ca(?: cac)?|nhung)\b.*\b(?:don vi|co quan|so|ban|nganh|to chuc)\b|^(?:don vi|co quan)\b"
)
_VERB = re.compile(
    r"\b(?:có trách nhiệm|định kỳ|gửi|tổng hợp|báo cáo|trước ngày|chậm nhất|hằng|hàng|thực hiện)\b", re.I
)
_LEAD_IN = re.compile(
    r"^\s*(?:[-+*•]|[0-9]+[.)]|[a-zđ]\))?\s*(?:[^:]{0,60}:)?\s*(?:(?:giao|đề nghị|yêu cầu)\s+)?", re.I
)
_SENTENCE = re.compile(r"(?<=[.;])\s+")
# "Định kỳ 6 tháng, …", "Trước ngày 15/6, 15/12 hằng năm, …": when, before who
_WHEN = re.compile(
    r"(?:(?:định kỳ|hằng|hàng|mỗi|trước|chậm nhất|vào|khi|trên cơ sở|căn cứ|kết thúc)\b"
    r"[^,;]{0,80},\s*(?:\d[^,;]{0,40},\s*)*)*",
    re.I,
)
_PARTS = re.compile(r"\s*[,;]\s*|\s+và\s+")


def reporters_in(text):
    """Return ``(names before the verb of the sentence that demands a report, whether they mean everybody)``."""
    for sentence in _SENTENCE.split(text or ""):
        if "bao cao" not in fold(sentence):
            continue
        sentence = sentence[_LEAD_IN.match(sentence).end() :]
        sentence = sentence[_WHEN.match(sentence).end() :]
        verb = _VERB.search(sentence)
        subject = sentence[: verb.start()].strip(" ,;:") if verb else ""
        everybody = bool(_EVERYBODY.search(fold(subject)))
        if subject and (everybody or opens_with_body(subject)):
            return subject, everybody
    return "", False


class ChildPlanImport(models.Model):
    _inherit = "child.plan.import"

    def _prepare_report_of(self, line, plan):
        """Ask only those whom the sentence names, or under whose heading it stands; all units where it names nobody.

        Where somebody is named and it is not certain who that is, the standing office is asked, and the note says so.
        """
        vals = super()._prepare_report_of(line, plan)
        units, named = self._reporters_of(line)
        if not named:
            return vals
        requirements = self.env["child.plan.report.requirement"]
        units = requirements._may_report(plan, units)
        if not units:
            units = requirements._may_report(plan, plan.standing_unit_id)
            vals["note"] = self.env._("Who reports is not certain: %s", named)
        return {**vals, "reporters": "chosen", "reporter_ids": units.ids} if units else vals

    def _join_demands(self, demands):
        """Ask all who are asked by one of them."""
        joined = super()._join_demands(demands)
        if any(vals.get("reporters") != "chosen" for vals in demands):
            return {name: value for name, value in joined.items() if name not in ("reporters", "reporter_ids")}
        units = dict.fromkeys(unit for vals in demands for unit in vals["reporter_ids"])
        notes = dict.fromkeys(vals["note"] for vals in demands if vals.get("note"))
        return {**joined, "reporter_ids": list(units), "note": "; ".join(notes) or False}

    def _reporters_of(self, line):
        """Return ``(units that are certain, the name that is printed for them)``; no name where all units are meant."""
        nobody = self.env["child.plan.unit"]
        subject, everybody = reporters_in(line.text)
        if everybody:
            return nobody, ""
        if subject:
            return self._units_called(subject), subject
        owner = self._owner_of(line)
        if not owner or key(owner.text) in key(line.recipient or ""):  # they report to the unit of the block
            return nobody, ""
        return owner._confirmed_units(), owner.text

    def _units_called(self, subject):
        """Return the units of the names in ``subject``; none at all if one of the names is not certain."""
        names = {name.text: name for name in self.name_ids if name._match_state() == "matched"}
        found = self.env["child.plan.unit"]
        if subject in names:
            return names[subject].unit_ids
        parts = [part for part in _PARTS.split(subject) if part]
        issuer = self.author_id or self.issuer_id
        matches = match_names([subject, *parts], self._known_units(issuer), issuer.id)
        if matches[subject].sure >= MATCHED:
            return found.browse(matches[subject].units)
        for part in parts:
            if part in names:
                found |= names[part].unit_ids
            elif matches[part].sure >= MATCHED:
                found |= found.browse(matches[part].units)
            else:
                return found.browse()
        return found

    def _owner_of(self, line):
        """Return the printed name to whom the text of ``line`` is given: as a task, or by the heading above it."""
        lines = self.line_ids.filtered(lambda other: other.state != "dropped" and other.name_id)
        task = lines.filtered(lambda other: other.kind == "task" and other.start == line.start)[:1]
        if task:
            return task.name_id
        above = lines.filtered(
            lambda other: (
                other.kind == "unit"
                and other.start <= line.start
                and other.section
                and f"{line.section or ''}.".startswith(f"{other.section}.")
            )
        )
        return above.sorted("start")[-1:].name_id
