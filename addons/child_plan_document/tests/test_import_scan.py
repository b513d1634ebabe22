"""A scan is read page by page: its progress shows, a break costs a page, a page that fails is told."""

from unittest.mock import patch

from ..document.errors import ReadingTimeout
from ..models import import_scan
from .import_case import DOCUMENT, ImportCase

HALF = DOCUMENT.index("IV. TỔ CHỨC")
PAGES = [DOCUMENT[:HALF], "", DOCUMENT[HALF:]]


class TestImportScan(ImportCase):
    def setUp(self):
        super().setUp()
        self.texts, self.read = list(PAGES), []
        self.startPatcher(patch.object(import_scan, "page_bounded", self._page))
        self.startPatcher(patch.object(import_scan, "read_bounded", self._document))
        self.startPatcher(patch.object(import_scan.os, "cpu_count", lambda: 1))

    def _page(self, _run, _data, number, **_bounds):
        self.read.append(number)
        if self.texts[number] is None:
            raise ReadingTimeout()
        return self.texts[number]

    def _document(self, run, _data, filename, known):
        missing = [number for number in range(len(self.texts)) if number not in known]
        if missing:
            raise import_scan.PagesWanted(missing)
        notes = ["ocr", *(f"page_unread {number + 1}" for number, text in known.items() if text is None)]
        source = import_scan.Source("\n".join(known[number] or "" for number in sorted(known)), "pdf", notes=notes)
        return source, import_scan.again_bounded(run, source)

    def scan(self):
        return self.env["child.plan.import"].with_user(self.user_office)._receive("scan.pdf", b"%PDF-1")[0].sudo()

    def test_pages_are_read_one_by_one_and_the_head_shows_after_the_first(self):
        reading, told = self.scan(), []
        cron = type(self.env["ir.cron"])
        committed = lambda *_args, **_kw: told.append(reading.get_state()["progress"]) or float("inf")  # noqa: E731
        with patch.object(cron, "_commit_progress", committed):
            self.env["child.plan.import"]._cron_read()
        steps = [step for step in told if step and step["read"]]
        self.assertEqual([(step["read"], step["pages"]) for step in steps[:3]], [(1, 3), (2, 3), (3, 3)])
        self.assertEqual(steps[0]["head"]["number"], "12/KH-UBND")
        self.assertEqual(reading.state, "review")
        self.assertTrue(self.line(reading, "Rà soát danh sách", "task"))
        self.assertFalse(reading.pages)

    def test_a_break_costs_no_page_that_was_read(self):
        reading = self.scan()
        with patch.object(type(self.env["ir.cron"]), "_commit_progress", lambda *_args, **_kw: 0):
            self.env["child.plan.import"]._cron_read()  # the time of the job is over after each page
        self.assertEqual((reading.state, reading.pages_read, reading.reading_since), ("reading", 1, False))
        reading.reading_since = "2020-01-01"  # the worker died with the second page
        self.env["child.plan.import"]._cron_read()
        self.assertEqual((reading.state, self.read), ("review", [0, 1, 2]))

    def test_a_page_that_cannot_be_read_is_told_and_the_rest_is_read(self):
        self.texts[1] = None
        reading = self.scan()
        self.env["child.plan.import"]._cron_read()
        doubts = {doubt["code"]: doubt["text"] for doubt in reading.doubts}
        self.assertEqual((reading.state, doubts["page_unread"]), ("review", "2"))
