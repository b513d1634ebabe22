import re

from odoo import models
from odoo.tools.misc import format_amount

from odoo.addons.child_plan.lib.clock import today
from odoo.addons.child_plan_document.document.funding import is_total, shares_of, source_of

# Sources by the reader's kinds, where the sentence names none or a person said another kind.
BY_KIND = {"state_budget": "state", "mobilised": "mobilised", "other": "other"}


class ChildPlanImport(models.Model):
    _inherit = "child.plan.import"

    def _make_funding(self, plan, lines):
        """Make a budget line of each source that a paragraph on money names, with its sum where that is certain.

        A sum that stands for several sources, or that adds up what other paragraphs give, is only noted.
        """
        funding = lines.filtered(lambda line: line.kind == "funding")
        shares = {line: self._shares_of(line) for line in funding}
        parts = sum(any(amount for _code, amount in own) for own, _left in shares.values())
        rows, amounts = [], []
        for line, (own, left) in shares.items():
            if parts > 1 and is_total(line.text) and len(own) < 2:  # the others are its parts
                left = [*left, *(amount for _code, amount in own if amount)]
                own = [(code, None) for code, _amount in own]
            for code, amount in own:
                rows.append((line, {**self._prepare_money_of(line, plan, code), "note": self._sums_in_words(left)}))
                amounts.append(amount)
        made = self.env["child.plan.budget.line"].create([vals for _line, vals in rows])
        for (line, _vals), record in reversed(list(zip(rows, made, strict=True))):
            line.sudo().write({"res_model": record._name, "res_id": record.id})
        self._enter_estimates(plan, [(line, amount) for line, amount in zip(made, amounts, strict=True) if amount])
        return super()._make_funding(plan, lines)

    def _shares_of(self, line):
        """``([(code of the source, sum or None)], sums of which it is not certain whose they are)``."""
        shares, kind = shares_of(line.text), line.source_kind or "other"
        if kind != source_of(line.text) or not shares.sources:
            sums = [amount for _code, amount in shares.sources if amount] + list(shares.left)
            certain = len(sums) == 1 and line.state == "accepted" and kind != "other"
            return [(BY_KIND[kind], sums[0] if certain else None)], [] if certain else sums
        return list(shares.sources), list(shares.left)

    def _sums_in_words(self, sums):
        dong = self.env.ref("base.VND")
        words = ", ".join(format_amount(self.env, amount, dong) for amount in sums)
        return self.env._("The document names %s: see whose money that is.", words) if sums else False

    def _enter_estimates(self, plan, estimates):
        """Enter the sums that the document states, where the user may enter money; else note them for who may."""
        entries, day = [], min(plan.issued_on or today(), today())
        for line, amount in estimates:
            if line.can_enter:
                vals = {"line_id": line.id, "stage": "estimate", "day": day, "amount": amount}
                entries.append({**vals, "reference": plan.number})
            else:
                words = format_amount(self.env, amount, line.dong_id)
                line.note = self.env._("The document gives %s; to be entered by who keeps the money.", words)
        self.env["child.plan.budget.entry"].create(entries)

    def _prepare_money_of(self, line, plan, code):
        """A budget line whose amount is unknown, which is not zero, until an entry is made."""
        source = self.env["child.plan.funding.source"].search([("code", "=", code)], limit=1)
        if not source:  # an office may have its own list
            kinds = {"mobilised": "mobilised", "sponsor": "mobilised", "other": "other"}
            kind = kinds.get(code, "state_budget")
            source = source.search([("kind", "=", kind)], limit=1)
        first, last = plan.period_start.year, plan.period_end.year
        named = (int(year) for year in re.findall(r"\bnăm (20\d\d)\b", line.text))
        year = next((year for year in named if first <= year <= last), min(max(today().year, first), last))
        return {
            "plan_id": plan.id,
            "source_id": source.id,
            "name": line.text,
            "amount_known": False,
            "year": year,
            "unit_id": plan.issuer_id.id,
        }
