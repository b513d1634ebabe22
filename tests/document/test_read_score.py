"""The measurement itself: what a fault costs, and that the forms of a document hold all of its words."""

import io
import re
import unicodedata

import pypdfium2
import pytest
from docx import Document

from devenv import paper_files
from devenv.paper_text import blocks
from devenv.reading_score import score

TASK = {
    "section": "V.1",
    "unit": "Phòng Y tế",
    "text": "Tổ chức khám sức khỏe cho trẻ em mồ côi.",
    "role": None,
    "deadline": "2025-06-30",
    "recurrence": None,
}
READING = {
    "title": "Chăm sóc trẻ em mồ côi",
    "number": "12/KH-UBND",
    "issued_on": "2025-03-04",
    "place": "Đồng Tâm",
    "issuer": "UBND xã Đồng Tâm",
    "level": "commune",
    "period": {"start": "2025-01-01", "end": "2025-12-31"},
    "signatory": {"capacity": None, "position": "CHỦ TỊCH", "name": "Vi Văn Thắm"},
    "tasks": [TASK, TASK | {"text": "Bố trí kinh phí thực hiện Kế hoạch."}],
    "targets": [{"section": "II", "text": "Đạt 90% trẻ em", "comparator": ">=", "value": 90, "unit": "%"}],
}
WRAPPED = """UBND XÃ ĐỒNG TÂM
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
Số: 12/KH-UBND
Đồng Tâm, ngày 04 tháng 3 năm 2025

KẾ HOẠCH
Chăm sóc trẻ em mồ côi
năm 2025

I. MỤC ĐÍCH
Trẻ em mồ côi được chăm sóc, nuôi dưỡng, được tiếp cận các dịch vụ hỗ trợ
phù hợp với độ tuổi.
1. Tổ chức khám sức khỏe cho trẻ em mồ côi trên địa bàn xã, hoàn thành trước
- 30 tháng 6.
| TT | Nhiệm vụ | Cơ quan chủ trì |
|---|---|---|
| 1 | Mở lớp bơi | Đoàn xã |

Nơi nhận:
- UBND tỉnh;
- Lưu: VT.

TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH

Vi Văn Thắm
"""


def changed(key, **columns):
    return READING | {key: [READING[key][0] | columns, *READING[key][1:]]}


def test_the_same_reading_scores_one():
    assert score(READING, READING) == {"score": 1.0, "keys": {"header": 1, "tasks": 1, "targets": 1}, "faults": []}


def test_an_empty_reading_scores_nothing():
    assert score({}, READING)["score"] == 0


@pytest.mark.parametrize(
    ("got", "key", "value"),
    [
        (changed("tasks", deadline=None), "tasks", 1 - 0.5 / 6),  # one column of five wrong in one task of two
        (changed("tasks", unit="Công an"), "tasks", 0.5),
        (changed("targets", value=9), "targets", 0),
        (changed("targets", comparator="="), "targets", 1 - 1 / 5),
        (READING | {"tasks": READING["tasks"][:1]}, "tasks", 2 / 3),
        (READING | {"tasks": [*READING["tasks"], TASK | {"text": "Việc khác hẳn."}]}, "tasks", 4 / 5),
        (READING | {"number": "13/KH-UBND"}, "header", 7 / 8),
        (READING | {"title": "CHĂM SÓC TRẺ EM MỒ CÔI"}, "header", 1),
    ],
)
def test_what_a_fault_costs(got, key, value):
    assert score(got, READING)["keys"][key] == pytest.approx(value)


def test_lost_letters_are_forgiven_in_a_scan_only():
    got = changed("tasks", text="To chuc kham sUc khOe chc tre ern rno cOi.")
    assert score(got, READING)["keys"]["tasks"] == 0.5
    assert score(got, READING, ocr=True)["keys"]["tasks"] == 1


def test_wrapped_lines_become_paragraphs():
    texts = [block.text for block in blocks(WRAPPED) if block.kind in {"title", "text"}]
    assert texts == [
        "Chăm sóc trẻ em mồ côi năm 2025",
        "I. MỤC ĐÍCH",
        "Trẻ em mồ côi được chăm sóc, nuôi dưỡng, được tiếp cận các dịch vụ hỗ trợ phù hợp với độ tuổi.",
        "1. Tổ chức khám sức khỏe cho trẻ em mồ côi trên địa bàn xã, hoàn thành trước - 30 tháng 6.",
    ]


def test_head_and_ending_stand_in_two_columns():
    head, *_, ending = (block for block in blocks(WRAPPED) if block.kind == "sides")
    assert head.rows[1] == [["Số: 12/KH-UBND"], ["Đồng Tâm, ngày 04 tháng 3 năm 2025"]]
    assert ending.rows == [
        [["Nơi nhận:", "- UBND tỉnh;", "- Lưu: VT."], ["TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Vi Văn Thắm"]]
    ]


def test_word_and_pdf_hold_all_words():
    words = sorted(re.findall(r"\w+", WRAPPED))
    document = Document(io.BytesIO(paper_files.word(blocks(WRAPPED))))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    assert sorted(re.findall(r"\w+", " ".join(cells + [p.text for p in document.paragraphs]))) == words
    pages = pypdfium2.PdfDocument(paper_files.pdf(blocks(WRAPPED)))
    held = " ".join(page.get_textpage().get_text_bounded() for page in pages)
    assert sorted(re.findall(r"\w+", unicodedata.normalize("NFC", held))) == words


def test_a_scan_is_the_same_each_time():
    data = paper_files.pdf(blocks("KẾ HOẠCH\nHè vui\n\nI. NHIỆM VỤ\n"))
    assert len(pypdfium2.PdfDocument(paper_files.scan(data, "hè"))) == 1
    one, other = (pypdfium2.PdfDocument(paper_files.scan(data, seed))[0] for seed in ("hè", "hè"))
    assert one.render(scale=1).to_pil().tobytes() == other.render(scale=1).to_pil().tobytes()
    assert not one.get_textpage().get_text_bounded().strip()


def test_two_columns_on_one_line_are_parted():
    names = "UBND XÃ A              CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
    numbers = "Số:      /KH-UBND       A, ngày      tháng 3 năm 2025"
    head = blocks(f"{names}\n{numbers}\nKẾ HOẠCH\nHè vui\n")[0]
    assert head.rows == [
        [["UBND XÃ A"], ["CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]],
        [["Số: /KH-UBND"], ["A, ngày tháng 3 năm 2025"]],
    ]


def test_a_table_cut_by_a_page_is_put_together():
    head = "| TT | Việc |\n"
    (table,) = (b for b in blocks(f"{head}| 1 | Mở lớp |\n\n2\n\n{head}| 2 | Sơ kết |\n") if b.kind == "table")
    assert table.rows == [["TT", "Việc"], ["1", "Mở lớp"], ["2", "Sơ kết"]]


def test_the_cells_of_a_web_page_become_rows():
    cells = "| TT | Việc | Đơn vị | | I | Chung | | 1 | Mở/lớp | | | 2 | Sơ/kết | Đoàn/xã |"
    page = cells.replace(" ", "\n").replace("/", " ").replace("Đơn\nvị", "Đơn vị") + "\n"
    first, second, last = blocks(f"{page}PHỤ LỤC II\n{page}")
    rows = [["TT", "Việc", "Đơn vị"], ["I", "Chung", ""], ["1", "Mở lớp", ""], ["2", "Sơ kết", "Đoàn xã"]]
    assert first.rows == rows
    assert (second.text, last.rows) == ("PHỤ LỤC II", first.rows)
