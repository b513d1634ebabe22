"""WCAG 2.2 AA on our own pages, as axe-core finds it: at the desk and on a phone, in Vietnamese.

bin/test names the file of axe-core. Odoo's own frame (menus, search) is Odoo's to mend, so only what lies in the page
and its dialogs is looked at.
"""

import os
from pathlib import Path

from odoo.tests import tagged

from .test_tours import TourCase

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# Odoo's own frame and widgets, which have the same faults in every app.
ODOO = [
    ".o_control_panel",
    ".o_search_panel",
    ".o_search_panel_sidebar",
    ".o_list_record_selector",
    ".o_optional_columns_dropdown",
    ".o_notebook_headers",
    ".o_form_statusbar",
    ".o_progressbar",
    ".o_field_tags",
    ".o_field_daterange",
    ".o_avatar",
    ".o-mail-Chatter",
]
DESK, PHONE = (1366, 768), (390, 844)

# Waits for the page, runs axe and fails with the broken rules and where they are broken.
RUN = """
(async () => {
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    for (let i = 0; i < 100 && !document.querySelector(%(ready)r); i++) { await wait(100); }
    await wait(300);
    const found = await axe.run(
        { include: [".o_action_manager"], exclude: %(exclude)s },
        { runOnly: { type: "tag", values: %(tags)s }, resultTypes: ["violations"] }
    );
    const place = (node) => node.target.join(" ") + " " + node.html.slice(0, 140);
    const lines = found.violations.map(
        (broken) => broken.id + ": " + broken.help + " | " + broken.nodes.slice(0, 4).map(place).join(" ;; ")
    );
    if (document.documentElement.lang.slice(0, 2) !== "vi") { lines.push("lang: " + document.documentElement.lang); }
    if (lines.length) { console.error("AXE " + lines.join(" ## ")); } else { console.log("test successful"); }
})();
"""


@tagged("-at_install", "post_install")
class TestAccessibility(TourCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.axe = Path(os.environ.get("CHILD_PLAN_AXE", "none"))
        cls.env["res.lang"]._activate_lang("vi_VN")
        cls.env["res.users"].search([("login", "=like", "t\\_%")]).lang = "vi_VN"

    def test_our_pages_keep_wcag(self):
        if not self.axe.is_file():
            self.skipTest("axe-core is not here: bin/test brings it")
        plan = self.issue_plan(
            ("Rà soát trẻ mồ côi", self.health, -5),
            ("Tập huấn cộng tác viên", self.health, 20, "Báo cáo"),
            ("Thăm trẻ tại nhà", self.ward_1, 2),
        )
        action = "/odoo/action-child_plan.child_plan_{}_action{}".format
        pages = (
            (
                action("dashboard", ""),
                "t_district",
                ".o_child_plan_dashboard h1, .o_child_plan_dashboard h2",
                (DESK, PHONE),
            ),
            (action("assignment", "_work"), "t_health", ".o_data_row, .o_kanban_record", (DESK, PHONE)),
            (
                f"{action('plan', '')}/{plan.id}",
                "t_office",
                ".o_form_view .o_data_row, .o_form_view .o_kanban_record",
                (DESK, PHONE),
            ),
            (action("timeline", ""), "t_office", ".o_child_plan_timeline", (DESK,)),
            (action("setup", ""), "t_admin", ".o_form_view h3", (DESK,)),
        )
        source, wrong = self.axe.read_text(), []
        for url, login, ready, sizes in pages:
            for width, height in sizes:
                self.browser_size, self.touch_enabled = f"{width}x{height}", width < 500
                run = RUN % {"ready": ready, "exclude": [[place] for place in ODOO], "tags": TAGS}
                try:
                    self.browser_js(
                        url, f"{source};\n{run}", f"!!document.querySelector({ready!r})", login, timeout=120
                    )
                except (AssertionError, TimeoutError) as error:
                    wrong.append(f"{url} {width}: {str(error).rpartition('AXE ')[2]}")
        self.assertFalse(wrong, "\n".join(wrong))
