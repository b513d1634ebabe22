"""Empty lists say what belongs there and what to do next."""

from lxml import html

from .common import PlanCase

PAGES = {"list", "kanban", "calendar", "pivot", "graph", "activity", "hierarchy"}


class TestHelp(PlanCase):
    def actions(self):
        """Return the pages with rows that the menus of the app open, and those of our models that buttons open."""
        tops = self.env["ir.ui.menu"].search([("parent_id", "=", False)])
        ours = tops.filtered(lambda menu: (menu.get_external_id()[menu.id] or "").startswith("child_plan"))
        menus = self.env["ir.ui.menu"].with_context(active_test=False).search([("id", "child_of", ours.ids)])
        found = {menu.action for menu in menus if menu.action and menu.action._name == "ir.actions.act_window"}
        names = [name for name in self.env.registry if name.startswith("child.plan")]
        found |= set(self.env["ir.actions.act_window"].search([("res_model", "in", names)]))
        for action in found:
            is_dialog = action.target == "new" or self.env[action.res_model]._transient
            if not is_dialog and PAGES & set(action.view_mode.split(",")):
                yield action

    def test_every_page_of_rows_says_what_to_do_next(self):
        self.env["res.lang"]._activate_lang("vi_VN")
        wrong, number = [], 0
        for action in self.actions():
            number += 1
            texts = {}
            for lang in ("en_US", "vi_VN"):
                words = action.with_context(lang=lang).help or ""
                parts = html.fragment_fromstring(words, create_parent=True).findall("p") if words else []
                texts[lang] = [" ".join(part.text_content().split()) for part in parts]
            name = action.get_external_id()[action.id]
            least = 2 if name.startswith("child_plan") else 1  # Odoo's own say it in one
            if len(texts["en_US"]) < least or not all(texts["en_US"]):
                wrong.append((name, action.res_model, texts["en_US"]))
            elif texts["en_US"] == texts["vi_VN"]:
                wrong.append((name, "not in Vietnamese"))
        self.assertGreater(number, 20)
        self.assertFalse(wrong, "\n".join(map(str, sorted(wrong))))
