from psycopg2.errors import RestrictViolation

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.tools import SQL, format_date
from odoo.tools.mail import generate_tracking_message_id

from ...lib.clock import today
from .append_only import protect

# The columns that callers of _log fill.
LOGGED = (
    "kind",
    "plan_id",
    "task_id",
    "assignment_id",
    "unit_id",
    "account_id",
    "old_value",
    "new_value",
    "reason",
    "state",
    "due_on",
    "submitted_on",
)


class ChildPlanJournal(models.Model):
    """Records who changed what, when, from what to what, and why. Rows are added by code only and never changed.

    A row of an assignment also keeps the facts on which its status depends, as they were after the change. The status
    on a past day is computed from the last row up to that day.

    No user has the right to create rows; ``_log`` adds them by SQL and stores the acting user. A trigger refuses to
    change or remove rows (``append_only.py``), and a chain of seals shows what was changed nevertheless
    (``journal_seal.py``).
    """

    _name = "child.plan.journal"
    _description = "Journal"
    _order = "id desc"
    _rec_name = "kind"

    day = fields.Date(required=True, readonly=True, help="The day from which the change counts")
    happened_at = fields.Datetime("Recorded at", required=True, readonly=True, default=fields.Datetime.now)
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True, ondelete="restrict")
    # Copied as of the change, because users and units are renamed, and users change their units.
    user_name = fields.Char("Name", readonly=True)
    user_unit = fields.Char("Unit of the person", readonly=True)
    kind = fields.Selection(
        [
            ("given", "Work given"),
            ("state", "State"),
            ("deadline", "Deadline"),
            ("extension", "More time"),
            ("unit", "Unit"),
            ("wording", "Wording"),
            ("target", "Target"),
            ("task", "Task"),
            ("plan", "Plan"),
            ("milestone", "Milestone"),
            ("reminder", "Reminder"),
            ("excuse", "Delay excused"),
            ("account", "Account"),
            ("setting", "Setting"),
        ],
        required=True,
        readonly=True,
    )
    plan_id = fields.Many2one("child.plan", readonly=True, ondelete="restrict", index="btree_not_null")
    task_id = fields.Many2one("child.plan.task", readonly=True, ondelete="restrict", index="btree_not_null")
    assignment_id = fields.Many2one("child.plan.assignment", readonly=True, ondelete="restrict")
    unit_id = fields.Many2one("child.plan.unit", readonly=True, ondelete="restrict", index="btree_not_null")
    account_id = fields.Many2one(
        "res.users", "Person", readonly=True, ondelete="restrict", index="btree_not_null", help="Whose account it is"
    )
    old_value = fields.Char("From", readonly=True)
    new_value = fields.Char("To", readonly=True)
    reason = fields.Char(readonly=True)
    change = fields.Char(compute="_compute_change", help="The change in words")
    # The facts of the assignment after the change.
    state = fields.Char(readonly=True)
    due_on = fields.Date(readonly=True)
    submitted_on = fields.Date(readonly=True)

    _assignment_day_idx = models.Index("(assignment_id, day, id) WHERE assignment_id IS NOT NULL")
    _day_idx = models.Index("(day, assignment_id) WHERE assignment_id IS NOT NULL")

    def init(self):
        protect(self.env.cr, self._table)

    @api.depends("kind", "old_value", "new_value")
    @api.depends_context("lang")
    def _compute_change(self):
        states = {}
        for model in ("child.plan.assignment", "child.plan.task", "child.plan", "child.plan.extension"):
            states |= dict(self.env[model]._fields["state"]._description_selection(self.env))
        states |= {"excused": self.env._("Delay excused"), "counted": self.env._("Delay counted again")}
        for row in self:
            row.change = self._in_words(row.old_value, row.new_value, states)

    @api.model
    def _in_words(self, old, new, states):
        """Return a change of stored values as text: states by their labels, dates in the user's format."""
        values = []
        for value in filter(None, (old, new)):
            if len(value) == 10 and value[4] == value[7] == "-" and value.replace("-", "").isdigit():
                value = format_date(self.env, fields.Date.to_date(value))
            values.append(states.get(value, value))
        return " → ".join(values)

    @api.model
    def _log(self, vals_list, day=None, user=None):
        """Add rows to the journal and, for those with a ``body``, notes to the chatter, in one statement.

        :param vals_list: dicts of ``LOGGED``; missing keys are NULL. ``body`` is HTML, added to the chatter of the
            row's assignment as ``_message_log`` would: a note by the user that notifies nobody.
        :param day: the day of all rows (default today)
        :param user: the author of all rows (default the current user)
        """
        if not vals_list:
            return self.sudo().browse()
        user = user or self.env.user
        created = (self.env.uid, self.env.cr.now()) * 2
        common = (day or today(), fields.Datetime.now(), user.id, *user._child_plan_signature(), *created)
        notes = [(vals["assignment_id"], vals["body"]) for vals in vals_list if vals.get("body")]
        rows = self.env.execute_query(
            SQL(
                """%s INSERT INTO child_plan_journal
                   (day, happened_at, user_id, user_name, user_unit, create_uid, create_date, write_uid, write_date, %s)
                   VALUES %s RETURNING id""",
                self._noted_sql(notes, user, created) if notes else SQL(),
                SQL(", ".join(LOGGED)),
                SQL(", ").join((*common, *(vals.get(name) or None for name in LOGGED)) for vals in vals_list),
            )
        )
        self.env["child.plan.assignment"].browse(
            vals["assignment_id"] for vals in vals_list if vals.get("assignment_id")
        ).invalidate_recordset(("journal_ids", "message_ids"), flush=False)
        return self.sudo().browse(id_ for (id_,) in rows)

    def _noted_sql(self, notes, user, created):
        """Return the WITH clause that inserts ``notes``, ``(assignment's id, HTML)``, into the chatter."""
        return SQL(
            """WITH noted AS (
                    INSERT INTO mail_message
                    (model, message_type, subtype_id, message_id, is_internal, email_add_signature, date,
                     create_uid, create_date, write_uid, write_date, author_id, res_id, body)
                    SELECT %s, note.*
                      FROM res_users AS author CROSS JOIN (VALUES %s) AS note
                     WHERE author.id = %s)""",
            SQL(", ").join(
                [
                    self.env["child.plan.assignment"]._name,
                    "notification",
                    self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note"),
                    generate_tracking_message_id("message-notify"),
                    True,
                    False,
                    fields.Datetime.now(),
                    *created,
                    SQL("author.partner_id"),
                ]
            ),
            SQL(", ").join(notes),
            user.id,
        )

    @api.model_create_multi
    def create(self, vals_list):
        if not self.env.su:
            raise AccessError(self.env._("The journal is written by the system."))
        return super().create(vals_list)

    def write(self, vals):  # pylint: disable=method-required-super
        raise AccessError(self.env._("The journal cannot be changed."))

    @api.ondelete(at_uninstall=True)
    def _unlink_never(self):
        raise AccessError(self.env._("The journal cannot be changed."))

    @api.model
    def _sql_error_to_message(self, exc):
        if isinstance(exc, RestrictViolation):
            return self.env._("The journal cannot be changed.")
        return super()._sql_error_to_message(exc)
