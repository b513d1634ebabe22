"""What Word and PDF files hold besides plain paragraphs: controls, boxes, struck text, columns, lost letters."""

import copy
import io

from document.readers import read_source
from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from making import font, saved
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas


def lines_of(data, name="plan.docx"):
    return [line for line in read_source(data, name).text.split("\n") if line.strip()]


def wrapped(element, name="w:sdt"):
    """``element`` put inside a content control where it stands."""
    control = OxmlElement(name)
    inner = control
    if name == "w:sdt":
        inner = OxmlElement("w:sdtContent")
        control.append(inner)
    element.addprevious(control)
    inner.append(element)
    return control


def test_content_controls_around_paragraph_run_row_and_cell():
    document = Document()
    for text in ("Đoạn một", "Đoạn hai", "Đoạn ba"):
        document.add_paragraph(text)
    wrapped(document.paragraphs[1]._p)
    wrapped(document.paragraphs[1]._p.find(qn("w:r")))
    table = document.add_table(rows=2, cols=3)
    for row, texts in zip(
        table.rows, (("TT", "Nhiệm vụ", "Cơ quan chủ trì"), ("1", "Trồng rau", "Đoàn xã")), strict=True
    ):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    wrapped(table.rows[1]._tr.findall(qn("w:tc"))[1])
    wrapped(table.rows[1]._tr, "w:customXml")
    assert lines_of(saved(document)) == [
        "Đoạn một",
        "Đoạn hai",
        "Đoạn ba",
        "| TT | Nhiệm vụ | Cơ quan chủ trì |",
        "| 1 | Trồng rau | Đoàn xã |",
    ]


def test_text_box_is_read_once_where_it_is_anchored():
    document = Document()
    document.add_paragraph("Trên")
    anchor = document.add_paragraph("Neo")
    document.add_paragraph("Dưới")
    box = OxmlElement("w:txbxContent")
    box.append(copy.deepcopy(document.paragraphs[0]._p))
    box[0].find(qn("w:r")).find(qn("w:t")).text = "Trong khung"
    alternate = anchor._p.makeelement("{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent")
    for name in ("Choice", "Fallback"):
        side = alternate.makeelement("{http://schemas.openxmlformats.org/markup-compatibility/2006}" + name)
        side.append(copy.deepcopy(box))
        alternate.append(side)
    run = OxmlElement("w:r")
    run.append(alternate)
    anchor._p.append(run)
    assert lines_of(saved(document)) == ["Trên", "Neo", "Trong khung", "Dưới"]


def test_struck_and_hidden_text_is_left_out():
    document = Document()
    paragraph = document.add_paragraph("- Trồng rau")
    paragraph.add_run(" và hoa").font.strike = True
    paragraph.add_run(" 50 triệu").font.hidden = True
    paragraph.add_run(" ở trường.")
    source = read_source(saved(document), "plan.docx")
    assert source.text.strip() == "- Trồng rau ở trường."
    assert source.notes == ["struck_text"]


def drawn(pages):
    """A PDF. ``pages``: of each page, [(x, text, bold)] line by line, or several such for a line of columns."""
    name, stream = font(), io.BytesIO()
    canvas = Canvas(stream, A4)
    for page in pages:
        for number, line in enumerate(page):
            canvas.setFont(name, 11)
            for x, text in line:
                canvas.drawString(x, 780 - 18 * number, text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_columns_of_letterhead_and_ending():
    first = [
        [(70, "UBND HUYỆN A LƯ"), (330, "CỘNG HÒA XÃ HỘI")],
        [(70, "PHÒNG NỘI VỤ"), (330, "CHỦ NGHĨA VIỆT NAM")],
        [(330, "Độc lập - Tự do - Hạnh phúc")],
        [(70, "Số:"), (330, "A Lư, ngày 05 tháng 6 năm 2025")],
        [(70, "12/KH-PNV")],
        [(250, "KẾ HOẠCH")],
        [(90, "Một dòng chữ dài chạy suốt từ mép trái sang tới tận mép phải của trang giấy này.")],
    ]
    last = [
        [(90, "Một dòng chữ dài nữa chạy suốt từ mép trái sang tới tận mép phải của trang này.")],
        [(70, "Nơi nhận:"), (340, "TM. ỦY BAN")],
        [(70, "- UBND tỉnh (để báo cáo);"), (340, "NHÂN DÂN")],
        [(70, "- Lưu: VT."), (340, "CHỦ TỊCH")],
    ]
    lines = lines_of(drawn([first, last]), "plan.pdf")
    assert [line.strip("\f") for line in lines] == [
        "UBND HUYỆN A LƯ", "PHÒNG NỘI VỤ", "Số:", "12/KH-PNV",
        "CỘNG HÒA XÃ HỘI", "CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", "A Lư, ngày 05 tháng 6 năm 2025",
        "KẾ HOẠCH",
        "Một dòng chữ dài chạy suốt từ mép trái sang tới tận mép phải của trang giấy này.",
        "Một dòng chữ dài nữa chạy suốt từ mép trái sang tới tận mép phải của trang này.",
        "Nơi nhận:", "- UBND tỉnh (để báo cáo);", "- Lưu: VT.", "TM. ỦY BAN", "NHÂN DÂN", "CHỦ TỊCH",
    ]  # fmt: skip


def test_running_heads_are_taken_out():
    pages = [
        [[(90, "Kế hoạch vườn rau")], [(90, f"Dòng chữ của trang thứ {word}.")]] for word in ("một", "hai", "ba", "bốn")
    ]
    assert [line.strip("\f") for line in lines_of(drawn(pages), "plan.pdf")] == [
        f"Dòng chữ của trang thứ {word}." for word in ("một", "hai", "ba", "bốn")
    ]


def test_letters_lost_from_the_text_layer_are_told():
    lost = "Nâng cao nhn thc ca cán b và ngi dân v chăm sóc sc khe tâm thn tr em trên đa bàn xã năm 2026."
    page = [[(60, lost)] for _ in range(3)]
    assert "letters_lost" in read_source(drawn([page]), "plan.pdf").notes
    whole = "Nâng cao nhận thức của cán bộ và người dân về chăm sóc sức khỏe trẻ em trên địa bàn xã."
    assert read_source(drawn([[[(60, whole)] for _ in range(3)]]), "plan.pdf").notes == []
