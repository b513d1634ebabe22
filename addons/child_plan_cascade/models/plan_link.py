from difflib import SequenceMatcher

from odoo import models
from odoo.exceptions import UserError

from odoo.addons.child_plan.lib.fold import fold

ALIKE = 0.6  # share of words in common, in their order, from which two wordings are taken for the same task


class ChildPlanLink(models.Model):
    """Links the tasks of a plan that was written or read from a document to those of the plan that it implements."""

    _inherit = "child.plan"

    def action_link_superior(self):
        """Link each task without an origin to the superior task, given to this authority, that is worded most alike.

        Each superior task is taken once, the most alike first. The links can be corrected on the tasks.
        """
        self.ensure_one()
        self._check_can_manage()
        superior = self.implements_id
        if not superior:
            raise UserError(self.env._("Say first which superior plan this one implements."))
        superior.check_access("read")
        given = superior.sudo()._given_to(self.issuer_id.authority_id)
        origins = self.env["child.plan.task"].union(*(work.task_id for work in given.values()))
        links = _alike(
            {task: _words(task) for task in self.task_ids if not task.superior_task_id and task.state != "withdrawn"},
            {task: _words(task) for task in (origins - self.task_ids.superior_task_id).sudo(False)},
        )
        for task, origin in links.items():
            task.superior_task_id = origin
        left = len(self.task_ids.filtered(lambda task: not task.superior_task_id))
        message = self.env._(
            "%(linked)s tasks have been linked, %(left)s are without an origin.", linked=len(links), left=left
        )
        params = {"message": message, "type": "success" if links else "warning"}
        params["next"] = {"type": "ir.actions.client", "tag": "soft_reload"}
        return {"type": "ir.actions.client", "tag": "display_notification", "params": params}


def _words(task):
    return fold(task.name or "").split()


def _alike(tasks, origins):
    """Return ``{task: origin}`` of two dicts ``{task: its words}``: the pairs most alike, each task and origin once."""
    pairs = []
    for task, words in tasks.items():
        matcher = SequenceMatcher(b=words, autojunk=False)
        for origin, others in origins.items():
            matcher.set_seq1(others)
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
                pairs.append((-matcher.ratio(), task.id, origin.id, task, origin))
    found = {}
    for *_rank, task, origin in sorted(pairs, key=lambda pair: pair[:3]):
        if task not in found and origin not in found.values():
            found[task] = origin
    return found
