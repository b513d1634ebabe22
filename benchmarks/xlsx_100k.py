"""Writes a list of 100,000 assignments as an Excel file, as the background job does for the nation's leader.

The baseline is bare xlsxwriter in constant-memory mode, writing the same cells with the same formats. Counts as wrong
if the job needs more than 200 MB beyond what the process had before.
"""

import io
import os
import threading
import time
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace

import xlsxwriter
from lxml import etree
from measure import Figure, Wrong, expect, in_turn, stopwatch

GOALS = {"xlsx_100k": "ratio 2, under 200 MB"}
REPETITIONS = 3
ROWS, MEGABYTES = 100_000, 200
LIST = "child_plan.child_plan_assignment_view_list"


def xlsx_100k(db):
    cells, peaks = [], []

    def take_out():
        with db.as_user("leader_nation") as env:
            rows = env["child.plan.assignment"].search([], limit=ROWS)
            expect("assignments", len(rows), ROWS)
            columns = [(name, name) for name in shown(env)]
            with stopwatch(env) as watch, memory() as used:
                book = rows._child_plan_sheet(columns, "Giao việc", groups=["unit_id"], tell=lambda number: None)
            peaks.append(used.peak)
            if not cells:
                cells.extend(rows._child_plan_sheet_rows([[name] for name, _head in columns], False, None))
                remark.append(f"{len(columns)} columns, {len(book) / 2**20:.1f} MB")
        return watch.seconds

    remark = []
    take_out()  # fills the caches that a server keeps
    values, baselines = in_turn(take_out, lambda: write(cells), REPETITIONS)
    if max(peaks) > MEGABYTES:
        raise Wrong(f"memory: {max(peaks):.0f} MB more than before")
    return Figure(values, baselines, "s", f"{remark[0]}, at most {max(peaks):.0f} MB more than before")


def shown(env):
    """The names of all columns that the list of assignments offers, those included that are hidden at first."""
    model = env["child.plan.assignment"]
    arch = etree.fromstring(model.get_view(env.ref(LIST).id, "list")["arch"])
    names = (field.get("name") for field in arch.findall("field") if field.get("column_invisible") != "1")
    return [name for name in names if model._fields[name].type != "one2many"]


@contextmanager
def memory():
    """Measure by how many megabytes the process grows at most in the block."""
    used, over = SimpleNamespace(peak=0), threading.Event()
    before = _resident()

    def watch():
        while not over.wait(0.02):
            used.peak = max(used.peak, _resident() - before)

    thread = threading.Thread(target=watch)
    thread.start()
    yield used
    over.set()
    thread.join()


def _resident():
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


def write(cells):
    from odoo.addons.child_plan.lib.excel.writer import FONT, STYLES  # found once Odoo knows its folders

    start = time.perf_counter()
    book = xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True})
    sheet = book.add_worksheet()
    text, money, day = (book.add_format({**FONT, **STYLES[name]}) for name in ("text", "money", "date"))
    for line, row in enumerate(cells):
        for place, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, place, value, text)
            elif isinstance(value, date):
                sheet.write_datetime(line, place, value, day)
            elif value is None or isinstance(value, bool):
                sheet.write_string(line, place, "x" if value else "", text)
            else:
                sheet.write_number(line, place, value, money)
    book.close()
    return time.perf_counter() - start
