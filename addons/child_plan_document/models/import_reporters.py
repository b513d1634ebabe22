"""Who sends a report that a document demands, in the words of its sentence or of its place."""

import re

from odoo import models

from ..document.fold import fold
from ..document.matching import MATCHED, match_names

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
_PARTS = re.compile(r"\s*[,;]\s*|\s+và\s+")


def reporters_in(text):
    """Return ``(names before the verb of the sentence that demands a report, whether they mean everybody)``."""
    for sentence in _SENTENCE.split(text or ""):
        if "bao cao" not in fold(sentence):
            continue
        sentence = sentence[_LEAD_IN.match(sentence).end() :]
        verb = _VERB.search(sentence)
        subject = sentence[: verb.start()].strip(" ,;:") if verb else ""
        if subject:
            return subject, bool(_EVERYBODY.search(fold(subject)))
    return "", False


class ChildPlanImport(models.Model):
    _inherit = "child.plan.import"

    def _prepare_report_of(self, line, plan):
        """Ask only those whom the sentence names, or under whose heading it stands; when in doubt, all units."""
        vals = super()._prepare_report_of(line, plan)
        units = self._reporters_of(line)
        units = units and self.env["child.plan.report.requirement"]._may_report(plan, units)
        return {**vals, "reporters": "chosen", "reporter_ids": units.ids} if units else vals

    def _reporters_of(self, line):
        nobody = self.env["child.plan.unit"]
        subject, everybody = reporters_in(line.text)
        if everybody:
            return nobody
        if subject:
            return self._units_called(subject)
        owner = self._owner_of(line)
        adds_up = "tong hop" in fold(line.text) or owner.standing or self.standing_unit_id in owner.unit_ids
        return nobody if adds_up or owner._match_state() != "matched" else owner.unit_ids

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
