"""bin/screenshots [NAME…]: make the images of README and guides (docs/images), all or those named.

They show the demonstration plans as of today, in Vietnamese, each as one of the demonstration users. The name
`papers` stands for the printed papers, one of each kind (docs/images/papers).
"""

import argparse
import io
import signal
import socket
from dataclasses import dataclass
from itertools import groupby

from . import browser, databases, paper_pictures
from .base import ROOT, command, say
from .chromium import chromium, until
from .serve import running
from .shell import environment

IMAGES = ROOT / "docs" / "images"
DESK, PHONE = (1366, 768), (390, 844)
PAPERS = "papers"
COLOURS = 128  # enough for screenshots, and keeps the files small

# Hides the guide's pointer, and the popovers of names and of moving elements.
STILL = """
    *, *::before, *::after {
        animation: none !important; transition: none !important; caret-color: transparent !important;
    }
    .o_loading_indicator, .o-overlay-container .o_popover.o-tooltip, .o_notification_manager {
        display: none !important;
    }
"""
# True when nothing is loading any more: no request, no font, no image.
QUIET = """
    document.readyState === "complete" && document.fonts.status === "loaded" &&
    !document.querySelector(".o_loading_indicator, [aria-busy='true']") &&
    [...document.images].every((image) => image.complete)
"""


@dataclass
class Picture:
    """``login`` opens ``path``, clicks ``clicks`` in order, and waits for ``shows``.

    ``bridged``: a screen of a bridge addon.
    """

    name: str
    login: str
    path: str
    shows: str
    clicks: tuple[str, ...] = ()
    size: tuple[int, int] = DESK
    bridged: bool = False


def action(name, addon="child_plan"):
    return f"action-{addon}.child_plan_{name}_action"


PICTURES = [
    Picture("steering", "lanhdao", "steering", ".o_child_plan_dashboard_head", size=(1366, 1100)),
    Picture("steering-tiles", "lanhdao", "steering", ".o_child_plan_tile", ("[data-tab='tiles']",)),
    Picture("steering-ask", "lanhdao", "steering", ".modal [name='summary']", ("[data-action='ask']",)),
    Picture("meeting", "lanhdao", action("meeting"), "[name='item_ids'] .o_data_row", (".o_data_row td[name='name']",)),
    Picture("steering-targets", "lanhdao", "steering", "[data-section='above'] .badge", size=(1366, 620)),
    Picture(
        "steering-many-phone",
        "lanhdao",
        "steering",
        ".o_child_plan_work_bar .btn-primary",
        (".o_child_plan_work_bar input",),
        PHONE,
    ),
    Picture("steering-phone", "lanhdao", "steering", ".o_child_plan_dashboard_head", size=PHONE),
    Picture("board", "lanhdao", "overdue-board", ".o_child_plan_strip_board", size=(1366, 860)),
    Picture("board-phone", "lanhdao", "overdue-board", ".o_child_plan_strip_board", size=PHONE),
    Picture("timeline", "lanhdao", "timeline", ".o_child_plan_timeline_chart", size=(1366, 640)),
    Picture(
        "timeline-what-if",
        "lanhdao",
        "timeline",
        ".o_child_plan_what_if tbody tr",
        (".o_child_plan_mark_milestone[data-situation='late']",),
    ),
    Picture("timeline-phone", "lanhdao", "timeline", ".o_child_plan_timeline_entry", size=PHONE),
    Picture("work", "yte", "my-unit-work", ".o_data_row"),
    Picture("update", "yte", "my-unit-work", ".modal [name='result']", (".o_data_row button[name='action_update']",)),
    Picture("assignment", "yte", "my-unit-work", ".o_form_view .oe_title", (".o_data_row .o_child_plan_work_name",)),
    Picture("work-phone", "phuong.bode", "my-unit-work", ".o_kanban_record", size=PHONE),
    Picture(
        "update-phone",
        "phuong.bode",
        "my-unit-work",
        ".modal [name='result']",
        (".o_kanban_record button[name='action_update']",),
        PHONE,
    ),
    Picture("guide-phone", "phuong.bode", "quick-guide", ".o_tour_pointer_content", size=PHONE),
    Picture(
        "plan",
        "thuongtruc",
        "child-plans",
        ".o_child_plan_section >> III.2",
        (".o_data_row td[name='name'] >> Thực hiện Chương trình",),
        (1366, 1100),
    ),
    Picture(
        "issue",
        "thuongtruc",
        "child-plans",
        ".modal .o_data_row",
        (".o_data_row td[name='name'] >> Tháng hành động", "button[name='action_check']"),
    ),
    Picture(
        "import",
        "thuongtruc",
        "plan-documents",
        ".o_child_plan_review_row",
        (".o_data_row td[name='display_name']",),
        (1366, 1000),
    ),
    Picture(
        "paper",
        "lanhdao",
        action("paper", "child_plan_paper"),
        ".o_child_plan_paper_preview",
        (".o_data_row td[name='name'] >> đôn đốc",),
        (1366, 1100),
    ),
    Picture("assignments", "thuongtruc", action("assignment"), ".o_data_row"),
    Picture("money", "taichinh", action("budget_line", "child_plan_budget"), ".o_data_row"),
    Picture(
        "report",
        "phuong.bode",
        "my-reports",
        ".o_child_plan_grid table",
        (".o_data_row button[name='action_open']",),
        (1366, 1100),
    ),
    Picture("report-phone", "phuong.bode", "my-reports", ".o_child_plan_grid table", (".o_kanban_record",), PHONE),
    Picture("report-summary", "thuongtruc", "report-summary", ".o_child_plan_summary table"),
    Picture(
        "money-line",
        "taichinh",
        action("budget_line", "child_plan_budget"),
        ".o_field_widget[name='entry_ids'] .o_data_row",
        (".o_data_row td[name='name'] >> Hỗ trợ phường",),
        (1366, 1100),
    ),
    Picture(
        "money-enter",
        "taichinh",
        action("budget_line", "child_plan_budget"),
        ".modal [name='balance']",
        (".o_data_row td[name='name'] >> Hỗ trợ phường", "button[name='action_enter'] >> Giải ngân"),
    ),
    Picture("money-slow", "taichinh", "slow-spending", ".o_group_header"),
    Picture("money-phone", "taichinh", action("budget_line", "child_plan_budget"), ".o_kanban_record", size=PHONE),
    Picture(
        "spreadsheet",
        "lanhdao",
        "action-child_plan_spreadsheet.child_plan_spreadsheet_action",
        ".o_spreadsheet_dashboard_action .o-dashboard-clickable-cell",
        size=(1366, 1060),
        bridged=True,
    ),
    Picture("units", "quantri", action("unit"), ".o_hierarchy_separator"),
]


def main(arguments):
    parser = argparse.ArgumentParser(prog="bin/screenshots", description=__doc__.split(": ", 1)[1].split("\n", 1)[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(picture.name for picture in PICTURES))
    names = parser.parse_args(arguments).names
    if unknown := set(names) - {picture.name for picture in PICTURES} - {PAPERS}:
        parser.error(f"no such picture: {', '.join(sorted(unknown))}")
    wanted = [picture for picture in PICTURES if not names or picture.name in names]
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    browser.ensure()
    IMAGES.mkdir(parents=True, exist_ok=True)
    made = databases.with_bridges if any(picture.bridged for picture in wanted) else databases.with_addon
    with environment(), databases.scratch("pictures", made) as database:
        if not names or PAPERS in names:
            take_papers(database)
        with running(database, free_port()) as (_server, address, _log), chromium() as window:
            for (login, size), pictures in groupby(wanted, key=lambda picture: (picture.login, picture.size)):
                with window.page(*size, phone=size == PHONE) as page:
                    log_in(page, address, login)
                    for picture in pictures:
                        take(page, address, picture)


def take_papers(database):
    import odoo
    from odoo.modules.registry import Registry

    odoo.tools.config.parse_config(["--no-http", "--log-level=error"], setup_logging=True)
    with Registry(database).cursor() as cr:
        env = odoo.api.Environment(cr, odoo.SUPERUSER_ID, {"lang": "vi_VN"})
        for path in paper_pictures.write(env, IMAGES / PAPERS, small):
            tell(path)
        cr.rollback()


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def log_in(page, address, login):
    page.go(f"{address}/web/login")
    page.type("input[name='login']", login)
    page.type("input[name='password']", login)
    page.click(".oe_login_form button[type='submit']")
    page.find(".o_web_client .o_main_navbar")


def take(page, address, picture):
    page.go(f"{address}/odoo/{picture.path}")
    for place in picture.clicks:
        settle(page, place)
        page.click(place)
    settle(page, picture.shows)
    path = IMAGES / f"{picture.name}.png"
    path.write_bytes(small(page.picture()))
    tell(path)


def tell(path):
    say(f"{path.relative_to(ROOT)}  {path.stat().st_size // 1024} kB")


def settle(page, place):
    """Wait for `place`, and until nothing is loading any more."""
    page.find(place)
    page.run(f"document.head.insertAdjacentHTML('beforeend', {f'<style>{STILL}</style>'!r})")
    until(lambda: page.run(f"new Promise((done) => setTimeout(() => done({QUIET}), 500))"), "the page did not settle")


def small(png):
    """Return the image reduced to few colours."""
    from PIL import Image

    image = Image.open(io.BytesIO(png)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    output = io.BytesIO()
    image.save(output, "PNG", optimize=True)
    return output.getvalue()


if __name__ == "__main__":
    command(main)
