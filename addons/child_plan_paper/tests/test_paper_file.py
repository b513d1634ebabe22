"""Files of papers by their address: each request is checked."""

import io
import zipfile

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from .paper_case import PaperCase


@tagged("-at_install", "post_install")
class TestPaperFile(HttpCase, PaperCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        for user in cls.user_office, cls.user_ward_1, cls.user_ward_2:
            user.password = user.login

    def get(self, user, *papers, kind="docx"):
        self.env.flush_all()
        self.authenticate(user.login, user.login)
        ids = ",".join(str(paper.id) for paper in papers)
        with mute_logger("odoo.http", "odoo.addons.base.models.ir_rule"):
            return self.url_open(f"/child_plan/paper/{ids}.{kind}", timeout=60)

    def test_a_draft_is_for_its_writers(self):
        paper = self.reminder()
        self.assertTrue(self.get(self.user_office, paper).content.startswith(b"PK"))
        self.assertTrue(self.get(self.user_office, paper, kind="pdf").content.startswith(b"%PDF-"))
        for user in self.user_ward_1, self.user_ward_2:
            answer = self.get(user, paper)
            self.assertNotEqual(answer.status_code, 200)
            self.assertNotIn(b"PK", answer.content[:2])

    def test_an_issued_one_is_for_those_it_goes_to(self):
        paper = self.signed(self.reminder())
        self.assertEqual(self.get(self.user_ward_1, paper).status_code, 200)
        self.assertNotEqual(self.get(self.user_ward_2, paper).status_code, 200)

    def test_several_come_in_one_file_if_all_may_be_read(self):
        first, second = self.reminder(), self.signed(self.reminder())
        archive = zipfile.ZipFile(io.BytesIO(self.get(self.user_office, first, second).content))
        self.assertEqual(len(archive.namelist()), 2)
        self.assertNotEqual(self.get(self.user_ward_1, first, second).status_code, 200)

    def test_what_is_not_there_is_not_found(self):
        for ids in ("0", "x", "999999999"):
            self.authenticate(self.user_office.login, self.user_office.login)
            self.assertEqual(self.url_open(f"/child_plan/paper/{ids}.docx", timeout=60).status_code, 404)
