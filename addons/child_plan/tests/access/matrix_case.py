"""The matrix of rights, for the core and for each addon with models of its own."""

from contextlib import nullcontext

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import new_test_user

from ..common import Undo
from .access_table import PLACES, ROLES


class AccessMatrix:
    """Tests every role at every place on every model of ``module``: read, create, write, delete, and the sums.

    Mix into a test case based on :class:`PlanCase` that sets ``module`` and the table of rights ``allowed``, and makes
    ``subjects``.
    """

    allow_inherited_tests_method = True  # otherwise Odoo's own runner skips inherited tests
    module = None
    allowed = {}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.places = {
            "given": cls.ward_1,
            "issuer": cls.district,
            "superior": cls.province,
            "office": cls.office,
            "department": cls.finance,
            "sibling": cls.ward_2,
            "below": cls.school,
            "none": cls.env["child.plan.unit"],
        }
        cls.users = {
            role: new_test_user(cls.env, f"t_matrix_{role}", f"child_plan.child_plan_group_{role}") for role in ROLES
        }
        cls.given, cls.draft = cls._make_plan(), cls._make_plan()
        cls.assignment = cls.issue(cls.given)
        cls.subjects = cls._make_subjects()

    @classmethod
    def _make_subjects(cls):
        """Return ``{subject: (record, values to create one, values to write)}``."""
        raise NotImplementedError

    @classmethod
    def _make_plan(cls):
        plan = cls.plan()
        task = cls.task(plan, [cls.ward_1], deliverables=["Báo cáo"])
        task.write({"milestone_ids": [Command.create({"name": "Bước 1", "due_on": "2026-03-20"})]})
        return plan

    def wrong_cells(self, answer_of):
        """List the cells where ``answer_of(user, subject, operation)`` differs from the table, as sentences."""
        wrong = []
        for place, unit in self.places.items():
            for role, user in self.users.items():
                user.child_plan_unit_ids = unit
                self.env.invalidate_all()
                for subject, operations in self.allowed.items():
                    for operation, allowed in operations.items():
                        answer = answer_of(user, subject, operation)
                        if answer not in (None, (role, place) in allowed):
                            wrong.append(f"{role} at {place} {'may' if answer else 'is denied'}: {operation} {subject}")
        return "\n".join(["", *wrong]) if wrong else ""

    def may(self, user, subject, operation):
        """Return whether ``operation`` succeeds for the user; it is rolled back."""
        record, create_vals, write_vals = self.subjects[subject]
        record = record.with_user(user)
        columns = (
            "create_date",
            "day",
            "sealed_at",
            "plan_id",
            "since",
            "began",
        )  # views and append-only tables lack the first
        column = next(name for name in columns if name in record._fields)
        do = {
            "read": lambda: record.read([column]),
            "write": lambda: record.write(write_vals),
            "create": lambda: record.create(create_vals),
            "unlink": record.unlink,
        }[operation]
        harmless = operation == "read" or not record.browse().has_access(operation)
        try:
            with nullcontext() if harmless else self.env.cr.savepoint():
                do()
                self.env.flush_all()
                raise Undo
        except Undo:
            return True
        except (AccessError, UserError):
            return False

    def is_counted(self, user, subject, operation):
        """Return whether lists and sums include the record; None for operations other than reading."""
        if operation != "read":
            return None
        record = self.subjects[subject][0].with_user(user)
        if not record.browse().has_access("read"):
            return False
        domain = [("id", "=", record.id)]
        [(count,)] = record._read_group(domain, [], ["__count"])
        self.assertEqual(record.search(domain), record if count else record.browse())
        if record._name == "child.plan.assignment":
            self.assertEqual(record.get_status_counts(domain)["total"], count)
        return bool(count)

    def test_every_model_of_the_addon_is_in_the_table(self):
        """Fails for a new model that has no row in the table."""
        models = {
            name
            for name, model in self.registry.items()
            if model._original_module == self.module and not model._abstract
        }
        self.assertEqual(models, {subject.split()[0] for subject in self.allowed})
        self.assertEqual(set(self.subjects), set(self.allowed))

    def test_every_role_at_every_place_may_do_just_what_the_table_says(self):
        wrong = self.wrong_cells(self.may)
        self.assertFalse(wrong, wrong)

    def test_lists_and_sums_show_just_the_rows_that_may_be_read(self):
        wrong = self.wrong_cells(self.is_counted)
        self.assertFalse(wrong, wrong)

    def test_the_places_of_the_table_are_those_of_the_test(self):
        self.assertEqual(tuple(self.places), PLACES)
