"""Bytes to text: Word's numbers, tables, columns and footnotes; old encodings; Markdown; pictures."""

import io
import shutil

import making
import pytest
from document import errors, read_document, read_source
from document.legacy import _TCVN3, _VNI, _VNI_ALONE
from docx import Document
from docx.shared import Pt
from PIL import Image
from reading import differences, facts, own_plans

PLAN = next(path for path in own_plans() if path.stem == "truong-tieu-hoc").read_text("utf-8")
NO_OCR = shutil.which("tesseract") is None


def test_automatic_numbers_are_printed():
    items = [
        (None, "KẾ HOẠCH"), (None, "Hè vui năm 2025"), (0, "MỤC ĐÍCH"), (3, "Trẻ vui."), (0, "TỔ CHỨC THỰC HIỆN"),
        (1, "Đoàn xã"), (2, "Mở lớp bơi."), (2, "Trông trẻ."), (1, "Trạm y tế xã"), (2, "Trực cấp cứu."),
    ]  # fmt: skip
    source = read_source(making.numbered_docx(items))
    assert source.text.split("\n")[2:10] == [
        "I. MỤC ĐÍCH", "- Trẻ vui.", "II. TỔ CHỨC THỰC HIỆN", "1. Đoàn xã", "a) Mở lớp bơi.", "b) Trông trẻ.",
        "2. Trạm y tế xã", "a) Trực cấp cứu.",
    ]  # fmt: skip
    plan = read_document(making.numbered_docx(items))
    assert [(t.section, t.unit) for t in plan.tasks] == [("II.1", "Đoàn xã")] * 2 + [("II.2", "Trạm y tế xã")]


def test_letterhead_table_is_read_column_by_column():
    document = Document()
    left, right = document.add_table(1, 2).rows[0].cells
    left.text = "ỦY BAN NHÂN DÂN\nXÃ ĐỒNG TÂM\nSố: 12/KH-UBND"
    right.text = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nĐồng Tâm, ngày 5 tháng 6 năm 2025"
    for text in ("KẾ HOẠCH", "Hè vui năm 2025", "I. NHIỆM VỤ", "1. Mở lớp bơi cho trẻ em."):
        document.add_paragraph(text)
    plan = read_document(making.saved(document))
    assert (plan.issuer, plan.number, plan.issued_on, plan.place) == (
        "UBND xã Đồng Tâm", "12/KH-UBND", "2025-06-05", "Đồng Tâm",
    )  # fmt: skip


def test_raised_figures_and_deleted_text_are_left_out():
    document = Document()
    paragraph = document.add_paragraph("Đạt 24%")
    paragraph.add_run("1").font.superscript = True
    paragraph.add_run(" trẻ em.")
    gone = document.add_paragraph("Bỏ.").runs[0]._r
    deleted = gone.makeelement(gone.tag.replace("}r", "}del"))
    gone.addprevious(deleted)
    deleted.append(gone)
    assert read_source(making.saved(document)).text.strip() == "Đạt 24% trẻ em."


def test_bold_lead_ends_the_name_of_a_unit():
    document = Document()
    for text in ("KẾ HOẠCH", "Hè vui năm 2025", "I. TỔ CHỨC THỰC HIỆN"):
        document.add_paragraph(text)
    paragraph = document.add_paragraph()
    paragraph.add_run("1. Đề nghị Hội Khuyến học và các hội đặc thù").bold = True
    paragraph.add_run(" góp sách cho trẻ em.").font.size = Pt(13)
    plan = read_document(making.saved(document))
    assert [u.name for u in plan.units] == ["Hội Khuyến học và các hội đặc thù"]
    assert plan.tasks[0].text == "góp sách cho trẻ em."


def encoded(text, table):
    back = {letter: printed for printed, letter in table.items()}
    return "".join(back.get(char, char) for char in text)


@pytest.mark.parametrize(
    ("table", "codec"), [(_TCVN3, "latin-1"), ({**_VNI_ALONE, **_VNI}, "cp1252")], ids=["TCVN3", "VNI"]
)
def test_old_encodings_are_converted(table, codec):
    text = "ủy ban nhân dân xã ban hành kế hoạch thực hiện công tác trẻ em, các đơn vị phối hợp để tổ chức việc này"
    old = encoded(text, table)
    assert read_source(old.encode(codec)).text == text
    source = read_source(old.encode("utf-8"))
    assert (source.text, source.notes) == (text, ["legacy_encoding"])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_unicode_encodings(encoding):
    assert differences(facts(read_document(PLAN.encode(encoding))), facts(read_document(PLAN.encode()))) == {}


def test_decomposed_letters_are_composed():
    import unicodedata

    assert facts(read_document(unicodedata.normalize("NFD", PLAN).encode())) == facts(read_document(PLAN.encode()))


def test_markdown_is_taken_out():
    marked = PLAN.replace("V. PHÂN CÔNG NHIỆM VỤ", "## **V. PHÂN CÔNG NHIỆM VỤ**").replace(
        "1. Hiệu trưởng", "**1. Hiệu trưởng**"
    )
    assert facts(read_document(marked.encode(), "plan.md")) == facts(read_document(PLAN.encode()))


def test_old_word_document_without_libreoffice(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(errors.MissingTool) as error:
        read_source(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    assert error.value.values == {"tool": "LibreOffice"}


def picture(text):
    stream = io.BytesIO()
    Image.new("L", (200, 80), 255).save(stream, "PNG")
    return stream.getvalue()


def test_picture_without_tesseract(monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(errors.MissingTool):
        read_source(picture(""))


@pytest.mark.skipif(NO_OCR or making.font() is None, reason="tesseract or a Vietnamese font is missing")
@pytest.mark.parametrize("path", own_plans()[:1], ids=lambda p: p.stem)
def test_scanned_page_is_read(path):
    import pypdfium2

    page = pypdfium2.PdfDocument(making.pdf_of(path.read_text("utf-8"), 13))[0]
    stream = io.BytesIO()
    page.render(scale=300 / 72, grayscale=True).to_pil().save(stream, "PDF", resolution=300)
    plan = read_document(stream.getvalue(), "scan.pdf")
    assert plan.is_plan and plan.ocr
    assert "ocr" in {doubt.code for doubt in plan.doubts}
