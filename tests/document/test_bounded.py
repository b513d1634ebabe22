"""Reading in a process of its own gives what reading here gives, and a file that is too much for it only ends it."""

import io
import subprocess
import time

import making
import pytest
from document import errors, read_plan, read_source
from document.bounded import PagesWanted, again_bounded, page_bounded, targets_bounded
from document.bounded import read_bounded as read_with
from lib import bounded
from PIL import Image, TiffImagePlugin  # noqa: F401 - Odoo keeps Pillow from loading it by itself
from reading import own_plans


def read_bounded(data, filename, **bounds):
    return read_with(bounded.run_bounded, data, filename, **bounds)


@pytest.mark.parametrize("path", own_plans()[:2], ids=lambda p: p.stem)
def test_same_reading(path):
    data = path.read_bytes()
    source, plan = read_bounded(data, path.name)
    assert source == read_source(data, path.name)
    assert plan == read_plan(source)
    for row in [*plan.tasks, *plan.units, *plan.activities, *plan.targets, *plan.other]:
        assert 0 <= row.start <= row.end <= len(source.text)


def test_word_file():
    data = making.docx_of(own_plans()[0].read_text("utf-8"))
    assert read_bounded(data, "Kế hoạch số 5.docx")[1].tasks


def test_errors_are_those_of_reading_here():
    with pytest.raises(errors.EmptyDocument):
        read_bounded(b" ", "a.txt")
    with pytest.raises(errors.UnknownFormat) as caught:
        read_bounded(b"\x7fELF" + bytes(range(256)) * 20, "a.exe")
    assert str(caught.value) == errors.UnknownFormat.message


def test_error_with_values(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    stream = io.BytesIO()
    Image.new("L", (60, 60), 255).save(stream, "PNG")
    with pytest.raises(PagesWanted) as wanted:
        read_bounded(stream.getvalue(), "a.png")
    assert wanted.value.numbers == [0]
    with pytest.raises(errors.MissingTool) as caught:
        page_bounded(bounded.run_bounded, stream.getvalue(), 0)
    assert caught.value.values == {"tool": "Tesseract"}


def test_pages_that_were_read_before_are_the_text():
    stream = io.BytesIO()
    Image.new("L", (60, 60), 255).save(stream, "TIFF", save_all=True, append_images=[Image.new("L", (60, 60))] * 2)
    known = {0: own_plans()[0].read_text("utf-8"), 1: None, 2: "Trang ba."}
    source, plan = read_bounded(stream.getvalue(), "a.tif", known=known)
    assert plan.tasks and source.text.endswith("Trang ba.")
    assert [doubt.text for doubt in plan.doubts if doubt.code == "page_unread"] == ["2"]


def test_a_text_is_read_again_and_its_targets_found():
    source, plan = read_bounded(own_plans()[0].read_bytes(), "a.txt")
    assert again_bounded(bounded.run_bounded, source) == plan
    again = again_bounded(bounded.run_bounded, source, {plan.tasks[0].start: "nothing"})
    assert len(again.tasks) < len(plan.tasks) or again.tasks != plan.tasks
    [target] = targets_bounded(bounded.run_bounded, "Mua máy; phấn đấu 80% lớp có máy.")
    assert (target["comparator"], target["value"], target["unit"]) == (">=", 80, "%")


def test_name_of_a_file_is_no_option():
    text = "KẾ HOẠCH\nHè vui năm 2025\nI. NHIỆM VỤ\n1. Mở lớp bơi.\n"
    assert read_bounded(text.encode(), "-c\x00 --help\n")[1].activities


def test_too_long_is_stopped():
    started = time.perf_counter()
    with pytest.raises(errors.ReadingTimeout):
        read_bounded(own_plans()[0].read_bytes(), "a.txt", seconds=0.05)
    assert time.perf_counter() - started < 5


def test_too_much_memory_is_refused():
    with pytest.raises(errors.DocumentTooLarge):
        read_bounded(b"Ke hoach nam 2025. " * 3_000_000, "a.txt", memory=256 * 1024**2)


def test_a_process_that_dies_is_a_broken_document(monkeypatch):
    real = subprocess.Popen
    monkeypatch.setattr(bounded.subprocess, "Popen", lambda command, **kw: real(["sh", "-c", "kill -SEGV $$"], **kw))
    with pytest.raises(errors.BrokenDocument):
        read_bounded(b"x", "a.txt")
