from odoo import api, models
from odoo.fields import Domain
from odoo.orm.domains import DomainBool, DomainCondition, DomainNary, DomainNot
from odoo.tools import SQL, Query, ormcache

NAMES = ("child.plan.unit", "child.plan", "child.plan.sector")
REST = (
    "child.plan.report",
    "child.plan.report.period",
    "child.plan.target",
    "child.plan.indicator",
    "child.plan.indicator.value",
)
WORK = ("unit_id", "plan_id")  # what rights hang on of work: in which plan somebody has some
SEEN = (
    "assigned_in_subtree",
    "assigned_to_own_authority",
    "implemented_here",
)  # computed for rights, from what is noted
NOTED = """
    CREATE OR REPLACE FUNCTION child_plan_tally_noted() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO child_plan_tally_event (kind) VALUES (TG_ARGV[0]);
        RETURN NULL;
    END $$
"""


class ChildPlanPageMemory(models.AbstractModel):
    """When what the leader's page shows besides the numbers of work may be another: the names of units and plans, and
    the rest: reports, targets, money.

    A trigger notes each statement that writes there, in the writer's transaction, as ``child.plan.tally`` does for the
    tree; its ``_state`` tells. Of the work itself only that matters which decides on rights: who has some in a plan.
    """

    _name = "child.plan.page.memory"
    _description = "Memory of the Leader's Page"

    def init(self):
        self.env.cr.execute(NOTED)
        asked = self.env["child.plan.report.period"]._fields["unit_ids"].relation
        every = SQL("INSERT OR UPDATE OR DELETE")
        columns = SQL(", ").join(map(SQL.identifier, WORK))
        noted = [(self.env[name]._table, "names", every) for name in NAMES]
        noted += [(self.env[name]._table, "rest", every) for name in REST]
        noted += [(asked, "rest", every)]
        noted += [("child_plan_assignment", "rest", SQL("INSERT OR DELETE OR UPDATE OF %s", columns))]
        for table, kind, operations in noted:
            self.env.cr.execute(
                SQL(
                    """DROP TRIGGER IF EXISTS child_plan_tally_noted ON %(table)s;
                       CREATE TRIGGER child_plan_tally_noted AFTER %(operations)s ON %(table)s
                          FOR EACH STATEMENT EXECUTE FUNCTION child_plan_tally_noted(%(kind)s)""",
                    table=SQL.identifier(table),
                    operations=operations,
                    kind=kind,
                )
            )

    @api.model
    @ormcache("self.env.uid", "self.env.su", "tuple(self.env['ir.rule']._compute_domain_context_values())")
    def _rights(self):
        """What stands for the rights of the user, as they are now: another object whenever Odoo forgets its rules. None
        where a rule, as somebody may have written one, hangs on what is not noted: then nothing is to be remembered.
        """
        rules = self.env["ir.rule"]
        if self.env.su or all(self._is_noted(name, rules._compute_domain(name, "read")) for name in (*NAMES, *REST)):
            return object()
        return None

    def _is_noted(self, name, domain) -> bool:
        """Whether ``domain``, of the model ``name``, plainly hangs on nothing but what is noted."""
        match domain:
            case DomainBool():
                return True
            case DomainNot():
                return self._is_noted(name, domain.child)
            case DomainNary():
                return all(self._is_noted(name, part) for part in domain.children)
            case DomainCondition():
                return self._is_noted_condition(name, domain)
        return False

    def _is_noted_condition(self, name, condition):
        for step in condition.field_expr.split("."):
            noted = WORK if name == "child.plan.assignment" else self.env[name]._fields if name in NAMES + REST else ()
            field = self.env[name]._fields[step] if step in noted else None
            if not field or not (field.store or field.type == "one2many" or step in SEEN):
                return False
            name = field.comodel_name
        value = condition.value
        return self._is_noted(name, value) if isinstance(value, Domain) else not isinstance(value, (SQL, Query))
