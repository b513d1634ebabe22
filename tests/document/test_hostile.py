"""Broken and hostile files: refused or cut off with a clear sentence, within bounds of time and memory."""

import io
import time
import tracemalloc
import zipfile

import making
import pytest
from document import DocumentError, errors, read_document, read_source
from document.readers import LARGEST, archive, pdf
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.lib import pdfencrypt
from reportlab.pdfgen.canvas import Canvas

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def packed(document_xml, **parts):
    """A zip with a document part."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", document_xml)
        for name, data in parts.items():
            file.writestr(name, data)
    return stream.getvalue()


def body(inner):
    return f'<w:document xmlns:w="{W}"><w:body>{inner}</w:body></w:document>'


def refused(data, error, name="plan.docx", read=read_source):
    """The error is of its class, has a sentence, and comes soon."""
    started = time.perf_counter()
    with pytest.raises(error) as caught:
        read(data, name)
    assert caught.value.message and str(caught.value)
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("data", [b"", b"  \n\t ", b"\0\0\0"])
def test_empty_file(data):
    refused(data, errors.EmptyDocument)


def test_document_without_text():
    refused(packed(body("<w:p/>")), errors.EmptyDocument)


@pytest.mark.parametrize("data", [b"\x7fELF" + bytes(range(256)) * 20, b"\x00\x01\x02" * 500])
def test_other_kind_of_file(data):
    refused(data, errors.UnknownFormat)


def test_zip_that_is_no_document():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        file.writestr("hello.txt", "x")
    refused(stream.getvalue(), errors.UnknownFormat)


def test_content_counts_not_the_extension():
    text = "KẾ HOẠCH\nHè vui năm 2025\nI. NHIỆM VỤ\n1. Mở lớp bơi.\n"
    assert read_document(making.docx_of(text), "plan.pdf").activities
    assert read_document(text.encode(), "plan.docx").activities


def test_file_too_large():
    refused(b"a" * (LARGEST + 1), errors.DocumentTooLarge)


def test_zip_bomb_is_not_unpacked():
    data = packed(body("<w:p/>") + " " * (archive.LARGEST_PART * 5))
    assert len(data) < 1_000_000
    tracemalloc.start()
    refused(data, errors.DocumentTooLarge)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * archive.LARGEST_PART


def test_thousands_of_parts():
    refused(packed(body("<w:p/>"), **{f"x{i}": "" for i in range(archive.MOST_PARTS + 1)}), errors.DocumentTooLarge)


def test_entities_are_refused():
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;&b;">]>' + body("<w:p><w:r><w:t>&c;</w:t></w:r></w:p>")
    refused(packed(bomb), errors.UnsafeDocument)
    outside = '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>' + body("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")
    refused(packed(outside), errors.UnsafeDocument)


@pytest.mark.parametrize("depth", [20, 1000])
def test_nested_tables(depth):
    inner = "<w:tbl><w:tr><w:tc>" * depth + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * depth
    refused(packed(body(inner)), errors.UnsafeDocument)


def test_endless_paragraphs():
    refused(packed(body("<w:p><w:r><w:t>a</w:t></w:r></w:p>" * 70_000)), errors.DocumentTooLarge)


def test_broken_archive():
    data = making.docx_of("KẾ HOẠCH\nHè vui\n1. Mở lớp bơi.")
    refused(data[: len(data) // 2], errors.BrokenDocument)
    refused(packed("<w:document"), errors.BrokenDocument)


def test_word_document_with_a_password():
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 512
    refused(data, errors.ProtectedDocument)


def pdf_pages(count, encrypt=None, text="Trang"):
    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=encrypt)
    for number in range(count):
        canvas.drawString(100, 700, f"{text} page number {number} of a long document")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_pdf_with_a_password():
    data = pdf_pages(1, pdfencrypt.StandardEncryption("secret", ownerPassword="owner"))
    refused(data, errors.ProtectedDocument, "plan.pdf")


def test_broken_pdf():
    refused(b"%PDF-1.7\n" + b"garbage " * 50, errors.DocumentError, "plan.pdf")


def test_pdf_of_many_pages_is_cut_off():
    source = read_source(pdf_pages(pdf.MOST_PAGES + 20))
    assert "truncated" in source.notes
    assert f"number {pdf.MOST_PAGES - 1} " in source.text
    assert f"number {pdf.MOST_PAGES} " not in source.text
    assert "truncated" in {doubt.code for doubt in read_document(pdf_pages(pdf.MOST_PAGES + 1)).doubts}


def test_wide_spans_are_bounded():
    document = Document()
    cell = document.add_table(1, 3).rows[0].cells[0]
    cell.text = "a"
    cell._tc.get_or_add_tcPr().get_or_add_gridSpan().val = 10**6
    assert len(read_source(making.saved(document)).text) < 1000


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_end_in_a_plan_or_a_sentence(data):
    try:
        read_document(data)
    except DocumentError as error:
        assert str(error)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read(text):
    try:
        read_document(f"KẾ HOẠCH\n{text}\nI. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: {text}".encode(errors="replace"))
    except DocumentError as error:
        assert str(error)


@pytest.mark.parametrize(
    "piece",
    ["a", "1", " ", "1.", "(", "a-", "a ", "A ", "**a ", "1 / ", "12% ", "từ 1 ", "5 tuổi ", "ngày 1 tháng 1 ",
     "trước 1/1, ", "Hà Nội, ", "Sở Y tế, ", "SỞ ", "Số: ", "báo cáo ", "“"],
)  # fmt: skip
def test_endless_line_takes_bounded_time(piece):
    """Wherever it stands: in the head, among the bases, in a target, a task, below the signature."""
    line = piece * (60_000 // len(piece)) + "x"
    for before, after in (
        ("UBND QUẬN X    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 1/KH-UBND    Quận X, ", "\nKẾ HOẠCH\nHè vui"),
        ("KẾ HOẠCH\nHè vui\nCăn cứ Luật Trẻ em ", "\nI. NHIỆM VỤ\n1. Mở lớp bơi."),
        ("KẾ HOẠCH\nHè vui\nI. CHỈ TIÊU\n- ", "\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: mở lớp."),
        ("KẾ HOẠCH\nHè vui\nII. TỔ CHỨC THỰC HIỆN\n1. Sở Y tế: ", "\nNơi nhận:    TM. ỦY BAN NHÂN DÂN"),
        ("KẾ HOẠCH\nHè vui\n1. Mở lớp bơi.\nNơi nhận:    TM. ỦY BAN NHÂN DÂN\n- ", "    CHỦ TỊCH"),
    ):
        started = time.process_time()
        read_document(f"{before}{line}{after}".encode())
        assert time.process_time() - started < 10
