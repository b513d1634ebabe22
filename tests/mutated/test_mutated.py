"""Damaged files of every kind that users hand in: read or refused in words, none ends its process or takes long.

`bin/test --long` tries ten thousand files of each kind, and prints what it measured.
"""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font
from PIL import Image, ImageDraw

from devenv import paper_files, paper_text

HERE = Path(__file__).resolve().parent
PLANS = HERE.parent / "document" / "plans"
LONG = bool(os.environ.get("CHILD_PLAN_LONG"))
COUNT = 10_000 if LONG else 60
SEED = 0
MOST_MEMORY = 512  # MiB


def texts():
    chosen = sorted(PLANS.glob("*.txt"), key=lambda path: path.stat().st_size)
    return [path.read_text("utf-8") for path in (*chosen[:2], PLANS / "huyen-phu-luc.txt")]


def workbook(path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["STT", "Nội dung", "Số lượng", "Đơn giá", "Thành tiền", "Ngày"])
    for number in range(1, 40):
        sheet.append(
            [number, f"Mua sách cho điểm đọc số {number}", number, 1_250_000.5, f"=C{number}*D{number}", date.today()]
        )
    sheet.merge_cells("A41:D41")
    sheet["A41"], sheet["A41"].font = "Tổng cộng", Font(bold=True)
    sheet.row_dimensions[7].hidden = True
    book.create_sheet("Danh mục").append(["Mã", "Tên"])
    book.save(path)


def sound_files(kind, folder):
    if kind in ("xlsx", "workbook"):
        workbook(folder / "table.xlsx")
    elif kind in ("png", "tif"):
        picture = Image.new("L", (400, 200), 255)
        ImageDraw.Draw(picture).text((20, 20), "KE HOACH", fill=0)
        more = {"save_all": True, "append_images": [picture] * 2} if kind == "tif" else {}
        picture.save(folder / f"page.{kind}", **more)
    else:
        write = {"txt": str.encode, "docx": lambda text: paper_files.word(paper_text.blocks(text))}
        write["pdf"] = lambda text: paper_files.pdf(paper_text.blocks(text))
        for number, text in enumerate(texts()):
            (folder / f"{number}.{kind}").write_bytes(write[kind](text))


@pytest.mark.parametrize("kind", ["txt", "docx", "pdf", "xlsx", "workbook", "png", "tif"])
def test_damaged_files_are_read_or_refused(kind, tmp_path):
    sound_files(kind, tmp_path)
    command = [sys.executable, HERE / "read_mutated.py", kind, tmp_path, str(SEED), str(COUNT)]
    result = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    faults = result.pop("faults")
    print(f"{kind}: {COUNT} files, {len(faults)} faults, {result}")
    assert not faults, faults[:20]
    assert result["read"] + result["refused"] == COUNT
    assert result["refused"] or kind == "txt"
    assert result["peak"] < MOST_MEMORY
