"""A DOCX and a PDF of a plan are read as its text is."""

import time

import making
import pytest
from document import read_document
from reading import differences, facts, own_plans, shared_plans

PLANS = own_plans() + shared_plans()


@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
def test_docx_reads_as_the_text(path):
    text = path.read_text("utf-8")
    want = facts(read_document(text.encode()))
    assert differences(facts(read_document(making.docx_of(text), "plan.docx")), want) == {}


@pytest.mark.skipif(making.font() is None, reason="no font with Vietnamese letters")
@pytest.mark.parametrize("path", PLANS, ids=lambda p: p.stem)
def test_pdf_reads_as_the_text(path):
    text = path.read_text("utf-8")
    want = facts(read_document(text.encode()))
    assert differences(facts(read_document(making.pdf_of(text), "plan.pdf")), want) == {}


def test_twenty_pages_of_text_take_less_than_a_second():
    path = next(p for p in PLANS if p.stem == "tinh-an-toan-nuoc")
    text = path.read_text("utf-8")
    block = "- Phối hợp với các đơn vị liên quan tổ chức tuyên truyền tại các điểm nước nguy hiểm.\n" * 600
    long = text.replace("4. Đài Phát thanh", f"{block}4. Đài Phát thanh")
    started = time.perf_counter()
    plan = read_document(long.encode())
    assert len(plan.tasks) > 600
    assert time.perf_counter() - started < 1
