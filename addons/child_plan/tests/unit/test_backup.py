"""Backups from a button: made in the background, kept outside of the file store, and nobody else's."""

import hashlib
import json
import shutil
import stat
import subprocess
import tarfile
import tempfile
import time
from pathlib import Path
from unittest.mock import patch

from odoo import http
from odoo.exceptions import AccessError
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ...lib import backup_archive
from ...models.unit import backup as backups
from ..common import NOT_ALLOWED, PlanCase

LOGGER = "odoo.addons.child_plan.models.unit.backup"


class BackupCase(PlanCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = Path(folder.name) / "backups" / "of_this_database"
        cls.startClassPatcher(patch.object(type(cls.env["child.plan.backup"]), "_folder", lambda self: cls.folder))
        cls.admin = cls.env.ref("base.user_admin")
        cls.admin.lang = "en_US"
        cls.backups = cls.env["child.plan.backup"].with_user(cls.admin)

    def setUp(self):
        super().setUp()
        shutil.rmtree(self.folder, ignore_errors=True)

    def asked(self):
        self.backups.action_backup()
        return self.backups.search([("state", "=", "waiting")]).sudo()

    def run_job(self):
        self.env["child.plan.backup"]._cron_backup()
        self.env.flush_all()

    def quick(self, **about):
        """Make archives without asking the database."""
        about = {"files": 3, "missing": [], **about}

        def make(backup):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            (self.folder / backup.name).write_bytes(b"x" * 2**20)
            return about

        return patch.object(type(self.backups), "_make", make)


class TestBackup(BackupCase):
    def test_an_archive_as_that_of_the_command(self):
        backup = self.asked()
        self.assertTrue(backup)
        self.assertEqual(self.asked(), backup, "one at a time")
        self.run_job()
        self.assertEqual(backup.state, "done", backup.error)
        path = self.folder / backup.name
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o600)
        self.assertEqual(stat.S_IMODE(self.folder.stat().st_mode), 0o700)
        self.assertEqual(hashlib.sha256(path.read_bytes()).hexdigest(), backup.sha256)
        self.assertAlmostEqual(path.stat().st_size / 2**20, backup.size, 0)
        self.assertEqual(list(self.folder.iterdir()), [path])
        with tarfile.open(path) as tar, tempfile.TemporaryDirectory() as folder:
            about = json.load(tar.extractfile(backup_archive.ABOUT))
            tar.extract(backup_archive.DUMP, folder, filter="data")
            self.assertEqual(len([name for name in tar.getnames() if "filestore/" in name]), backup.file_count)
            tables = subprocess.run(["pg_restore", "--list", Path(folder, backup_archive.DUMP)], capture_output=True)
        self.assertEqual((about["database"], about["missing"]), (self.env.cr.dbname, []))
        self.assertIn(b"TABLE DATA public child_plan_assignment ", tables.stdout)
        # a copy that believed its rows would make the backup again that was being made
        self.assertNotIn(b"TABLE DATA public child_plan_backup ", tables.stdout)

    def test_it_is_nobody_elses(self):
        with self.quick():
            backup = self.asked()
            self.run_job()
        refused = {"_archive": "administrator of the system", "action_backup": "administrator of the system"}
        for user in (self.user_office, self.user_district, self.nobody):
            theirs = backup.with_user(user)
            for method, words in refused.items():
                self.assertTrue(self.is_refused(getattr(theirs, method), words, AccessError))
            for call in (lambda rows=theirs: rows.read(["sha256"]), lambda rows=theirs: rows.search([]), theirs.unlink):
                self.assertTrue(self.is_refused(call, NOT_ALLOWED, AccessError))
        mine = backup.with_user(self.admin)
        self.assertEqual(mine._archive().name, backup.name)
        self.assertTrue(self.is_refused(lambda: mine.write({"state": "failed"}), NOT_ALLOWED, AccessError))
        self.assertTrue(self.is_refused(lambda: mine.create({}), "made by the system", AccessError))
        attached = [("res_model", "=", backup._name), ("res_field", "in", [False, "file"])]
        self.assertFalse(self.env["ir.attachment"].search(attached), "it is no attachment")

    def test_the_journal_tells_who_asked_and_downloaded(self):
        with self.quick():
            backup = self.asked()
            self.run_job()
        name = backup.name
        backup.with_user(self.admin)._on_download()
        self.assertEqual(backup.downloaded_by, self.admin)
        backup.with_user(self.admin).unlink()
        rows = self.env["child.plan.journal"].search([("account_id", "=", self.admin.id)], order="id desc", limit=3)
        self.assertEqual(
            [(row.old_value or "", row.new_value) for row in reversed(rows)],
            [("", "asked for"), ("", f"downloaded: {name}"), (name, "deleted")],
        )

    def test_the_newest_are_kept(self):
        self.env["ir.config_parameter"].set_param("child_plan.backups_kept", "2")
        made = self.env["child.plan.backup"]
        with self.quick():
            for _number in range(3):
                made += self.asked()
                self.run_job()
                self.env.cr.postcommit.run()
        self.assertEqual(made.mapped("state"), ["removed", "done", "done"])
        self.assertEqual({path.name for path in self.folder.iterdir()}, set(made[1:].mapped("name")))
        self.assertTrue(self.is_refused(made[0].with_user(self.admin)._archive, "no longer, on this server"))
        made[1].with_user(self.admin).unlink()
        self.env.cr.postcommit.run()
        self.assertEqual([path.name for path in self.folder.iterdir()], [made[2].name])
        made[2].with_user(self.admin).unlink()
        self.env.cr.postcommit.run()

    def test_missing_files_are_told(self):
        with self.quick(files=1, missing=["ab/abcdef"]), self.assertLogs(LOGGER, "ERROR"):
            backup = self.asked()
            self.run_job()
        self.assertEqual((backup.state, backup.missing_count, backup.missing), ("incomplete", 1, "ab/abcdef"))

    def test_what_stands_in_the_way_is_said(self):
        no_space = {"return_value": type("Usage", (), {"free": 10})()}
        no_archive = {"side_effect": backup_archive.ProgramFailed("pg_dump: error: no")}
        for target, name, values, words in (
            (backup_archive, "suited", {"return_value": None}, "install postgresql-client-"),
            (backups.shutil, "disk_usage", no_space, "The disk of the server has 10.00 bytes left"),
            (backup_archive, "run", no_archive, "pg_dump: error: no"),
        ):
            with patch.object(target, name, **values), mute_logger(LOGGER):
                backup = self.asked()
                self.run_job()
            self.assertEqual(backup.state, "failed")
            self.assertIn(words, backup.error)
            self.assertFalse(list(self.folder.glob("*.tar")))
            self.assertFalse(list(self.folder.glob(".backup-*")))

    def test_one_that_is_broken_off_again_and_again_is_given_up(self):
        backup = self.asked()
        backup.attempts = backups.ATTEMPTS
        self.run_job()
        self.assertEqual(backup.state, "failed")
        self.assertIn("limit_time_real_cron", backup.error)


@tagged("-at_install", "post_install")
class TestBackupDownload(HttpCase, BackupCase):
    def test_only_after_the_password_and_only_for_the_system(self):
        with self.quick():
            backup = self.asked()
            self.run_job()
        url = f"/child_plan/backup/{backup.id}"
        self.admin.password = "mật khẩu của quản trị"
        self.authenticate("admin", "mật khẩu của quản trị")
        self.assertEqual(self.url_open(url).status_code, 403)
        self.confirm()
        response = self.url_open(url)
        self.assertEqual(response.status_code, 200)
        self.assertEqual(hashlib.sha256(response.content).hexdigest(), backup.sha256)
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.assertIn(backup.name, response.headers["Content-Disposition"])
        self.assertEqual(backup.downloaded_by, self.admin)
        self.assertEqual(self.url_open(f"/child_plan/backup/{backup.id + 1}").status_code, 404)
        self.authenticate(self.user_district.login, self.user_district.login)
        self.confirm()
        self.assertEqual(self.url_open(url).status_code, 404)

    def confirm(self):
        self.session["identity-check-last"] = time.time()
        http.root.session_store.save(self.session)
