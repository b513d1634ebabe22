"""Files of other kinds, and files that mean harm, through the door by which users bring them."""

import io
import json
import zipfile

from openpyxl import load_workbook

from odoo import http
from odoo.tests import HttpCase, tagged

from ..document.task_list import write_template
from .import_case import ImportCase


def filled_template():
    """The template with a plan of two tasks, written as a person would."""
    buffer = io.BytesIO()
    write_template(buffer)
    book = load_workbook(io.BytesIO(buffer.getvalue()))
    head, tasks = book["Kế hoạch"], book["Nhiệm vụ"]
    for row, value in enumerate(("Chăm sóc trẻ em năm 2026", "31/KH-UBND", "05/02/2026", "Huyện A"), 1):
        head.cell(row, 2, value)
    head.cell(5, 2, "UBND Huyện A")
    head.cell(6, 2, "2026")
    tasks.append(["1", "Lập danh sách trẻ em mồ côi", "Phòng Y tế A", "Phòng Lao động A", "30/6/2026", "Danh sách"])
    tasks.append(["2", "Thăm hỏi trẻ em mồ côi", "UBND các xã", None, "Hằng quý", None])
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@tagged("-at_install", "post_install")
class TestImportFiles(ImportCase):
    def test_a_list_in_excel_becomes_a_plan(self):
        reading = self.take_in(filled_template(), filename="danh-sach.xlsx")
        self.assertEqual((reading.state, reading.number), ("review", "31/KH-UBND"))
        plan = self.env["child.plan"].browse(reading.action_create_plan()["res_id"])
        listing, visiting = plan.task_ids.sorted("sequence")
        self.assertEqual(listing.lead_unit_ids, self.health)
        self.assertEqual(listing.line_ids.filtered(lambda line: line.role == "coordinate").unit_id, self.office)
        self.assertEqual(listing.due_on.isoformat(), "2026-06-30")
        self.assertEqual(listing.deliverable_ids.name, "Danh sách")
        self.assertEqual(visiting.lead_unit_ids, self.wards)
        self.assertEqual(visiting.recurrence, "quarterly")

    def test_hostile_files_fail_with_a_sentence(self):
        bomb = io.BytesIO()
        with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("word/document.xml", b"<w>" + b" " * 80_000_000)
        entity = io.BytesIO()
        with zipfile.ZipFile(entity, "w") as archive:
            archive.writestr("word/document.xml", '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>')
        for name, data in (
            ("bom.docx", bomb.getvalue()),
            ("thuc-the.docx", entity.getvalue()),
            ("gia.pdf", b"%PDF-1.7\n" + b"\x00\xff" * 5000),
            ("anh.png", b"\x89PNG\r\n\x1a\n" + b"x" * 100),
            ("chuong-trinh.exe", b"MZ\x90\x00" + bytes(range(256)) * 8),
        ):
            with self.subTest(name):
                reading = self.take_in(data, filename=name)
                self.assertEqual(reading.state, "failed")
                self.assertTrue(reading.get_state()["failure"])
                self.assertFalse(reading.line_ids)
                self.assertTrue(reading.document, "the file is kept, so that it can be read again")


@tagged("-at_install", "post_install")
class TestImportDoor(ImportCase, HttpCase):
    def test_a_file_comes_in_by_the_route_of_the_screen(self):
        self.authenticate("t_office", "t_office")
        data = filled_template()
        answer = self._upload(data)
        reading = self.env["child.plan.import"].browse(answer["id"])
        self.assertEqual((reading.issuer_id, reading.filename), (self.district, "danh-sach.xlsx"))
        self.assertEqual(self._upload(data), {"id": reading.id, "known": True})

    def test_who_may_not_import_is_told_so(self):
        self.authenticate("t_health", "t_health")
        self.assertTrue(self._upload(filled_template())["error"])
        self.assertFalse(self.env["child.plan.import"].search([("filename", "=", "danh-sach.xlsx")]))
        self.assertEqual(self.url_open("/child_plan/import/template").status_code, 403)

    def test_the_template_is_a_workbook(self):
        self.authenticate("t_office", "t_office")
        response = self.url_open("/child_plan/import/template")
        self.assertIn("Nhiệm vụ", load_workbook(io.BytesIO(response.content)).sheetnames)

    def _upload(self, data):
        files = {"ufile": ("danh-sach.xlsx", data, "application/octet-stream")}
        token = http.Request.csrf_token(self)
        page = self.url_open("/child_plan/import/upload", files=files, data={"csrf_token": token})
        return json.loads(page.text)
