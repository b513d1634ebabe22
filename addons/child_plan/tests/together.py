"""Several people at once: real transactions of their own, in threads, committed as the server commits requests."""

from contextlib import closing, contextmanager
from threading import Barrier, Thread
from unittest.mock import patch

from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.sql_db import db_connect
from odoo.tests import BaseCase, get_db_name, tagged
from odoo.tools import SQL, mute_logger

from ..upgrade import journal_opened


@tagged("-at_install", "post_install")
class TogetherCase(BaseCase):
    """What the threads need is committed by ``transaction``; name the records in ``made``, and they are removed."""

    def setUp(self):
        super().setUp()
        self.registry = Registry(get_db_name())
        self.made = []  # pairs (table, condition on its rows), removed in this order
        self.addCleanup(self._remove)

    @contextmanager
    def transaction(self, uid=SUPERUSER_ID):
        with self.registry.cursor() as cr:
            yield api.Environment(cr, uid, {})

    def _remove(self):
        with self.transaction() as env, journal_opened(env.cr):
            for table, condition in self.made:
                rows = SQL("FROM %s WHERE %s", SQL.identifier(table), SQL(condition))
                for beside, column in (("mail_message", "model"), ("mail_followers", "res_model")):
                    names = SQL.identifier(beside), SQL.identifier(column), table.replace("_", "."), rows
                    env.cr.execute(SQL("DELETE FROM %s WHERE %s = %s AND res_id IN (SELECT id %s)", *names))
                env.cr.execute(SQL("DELETE %s", rows))

    def together(self, *calls):
        """Make all ``calls``, functions of an environment, at once. Return their results, or the words of refusals."""
        barrier, answers = Barrier(len(calls)), [None] * len(calls)

        def run(number, call):
            with closing(db_connect(get_db_name()).cursor()) as cr:
                env = api.Environment(cr, SUPERUSER_ID, {})
                env.cr.execute("SELECT 1")  # all transactions have begun before the first one ends
                barrier.wait(timeout=30)
                answers[number] = self.request(env, call)

        threads = [Thread(target=run, args=pair) for pair in enumerate(calls)]
        with (
            patch("odoo.service.model.random.uniform", lambda _least, _most: 0.05),
            mute_logger("odoo.sql_db", "odoo.service.model"),
        ):
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join(timeout=60)
        return answers

    def request(self, env, call):
        """Return the result of ``call(env)``, repeated after conflicts as the server does, or the words if refused."""
        try:
            return retrying(lambda: call(env), env)
        except UserError as error:
            return str(error)
