"""Choosing a plan, a unit or a task never offers to create one: a slip would make a plan."""

from lxml import etree

from ..common import PlanCase

CHOSEN = {"child.plan", "child.plan.unit", "child.plan.task"}


class TestNoSlips(PlanCase):
    def test_no_field_of_our_views_offers_to_create_a_plan_unit_or_task(self):
        views = self.env["ir.ui.view"].search([("model", "=like", "child.plan%"), ("mode", "=", "primary")])
        seen = set()
        for view in views.filtered(lambda view: view.type in ("form", "list", "kanban", "search")):
            model = self.env[view.model].with_user(self.user_office)
            if not model.has_access("read"):
                continue
            arch = etree.fromstring(model.get_view(view.id, view.type)["arch"])
            for node in arch.iter("field"):
                field = model._fields.get(node.get("name"))
                if field is not None and field.comodel_name in CHOSEN and node.get("can_create"):
                    self.assertEqual(node.get("can_create"), "False", f"{view.xml_id} {field}")
                    seen.add(field.comodel_name)
        self.assertEqual(seen, CHOSEN)
