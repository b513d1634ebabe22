"""Imports a treasury export of 20,000 rows as a finance user: reads, validates and enters it.

The baseline is reading the same file with openpyxl.
"""

import io
import time
from base64 import b64encode
from datetime import timedelta

import money
import openpyxl
import xlsxwriter
from data import TODAY
from measure import Figure, expect, in_turn, stopwatch

GOAL = "30 s or less"
REPETITIONS = 3
ROWS, LINES = 20_000, 500


def run(trees):
    tree = trees["large"]
    values, baselines = in_turn(lambda: take_in(tree), lambda: read(tree), REPETITIONS)
    return Figure(values, baselines, "s", f"{ROWS:,} rows")


def workbook(ids):
    output = io.BytesIO()
    book = xlsxwriter.Workbook(output, {"in_memory": True})
    sheet = book.add_worksheet()
    rows = [["Ngày", "Số chứng từ", "Mã khoản", "Số tiền", "Diễn giải"]]
    for number in range(ROWS):
        day = (TODAY - timedelta(days=number % 200)).strftime("%d/%m/%Y")
        rows.append([day, f"RDT {number}", f"KP{ids[number % len(ids)]:05d}", 1_000_000, "Thanh toán"])
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, row)
    book.close()
    return output.getvalue()


def take_in(tree):
    with tree.as_user("standing") as env:
        ids = money.lines(env(su=True), LINES, 10**12)
        day = TODAY - timedelta(days=300)
        env.cr.execute(
            """INSERT INTO child_plan_budget_entry
                      (line_id, plan_id, unit_id, source_id, year, stage, day, amount, user_id, recorded_at)
               SELECT id, plan_id, unit_id, source_id, year, 'allotment', %s, 1e12, %s, now()
                 FROM child_plan_budget_line WHERE id = ANY(%s)""",
            [day, env.uid, ids],
        )
        env.user.sudo().group_ids += env.ref("child_plan.child_plan_group_finance")
        env.flush_all()
        data = b64encode(workbook(ids))
        with stopwatch(env) as watch:
            model = env["child.plan.budget.import"]
            wizard = model.create({"kind": "entries", "file": data, "year": TODAY.year})
            wizard.action_apply()
        expect("problems", wizard.problems or "", "")
        spent = sum(env["child.plan.budget.line"].browse(ids).mapped("spent"))
        expect("spent", spent, ROWS * 1_000_000)
    return watch.seconds


def read(_tree):
    data = workbook(list(range(1, LINES + 1)))
    start = time.perf_counter()
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    expect("rows", sum(1 for _row in book.active.iter_rows(values_only=True)), ROWS + 1)
    return time.perf_counter() - start
