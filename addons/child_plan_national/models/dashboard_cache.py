from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL, Query, ormcache

from odoo.addons.child_plan.compat import (
    RULE_CONTEXT,
    DomainBool,
    DomainCondition,
    DomainNary,
    DomainNot,
    rule_domain,
)

NAMES = ("child.plan.unit", "child.plan", "child.plan.sector")
WORK = ("unit_id", "plan_id")  # columns of the assignments that rights depend on: who has work in which plan
# computed for the record rules, from nothing but what is tracked
COMPUTED = ("assigned_in_subtree", "assigned_to_own_authority", "implemented_here")
MISSING = """
    SELECT name FROM unnest(%s) AS name
     WHERE NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass(quote_ident(name))
                                                AND tgname = 'child_plan_assignment_rollup_track')
"""


class ChildPlanDashboardCache(models.AbstractModel):
    """Tracks when what the leader's page shows besides the numbers of work may have changed: the names of units, plans
    and sectors, and its sections, such as reports and targets.

    A trigger on each table appends an event for each statement, in the writer's transaction, and the ``State`` of the
    sums tells of the events. Of the assignments only those columns are tracked on which rights depend.
    """

    _name = "child.plan.dashboard.cache"
    _description = "Cache of the Leader's Page"

    def _register_hook(self):
        """Create the triggers that are missing. Not in ``init``: an addon that is installed later, too, may name models
        from which its sections are made.
        """
        super()._register_hook()
        tables = {table: "names" for name in NAMES for table in self._tables(name)}
        tables |= {table: "sections" for name in self._section_models() for table in self._tables(name)}
        tables["child_plan_assignment"] = "sections"
        written = SQL("INSERT OR DELETE OR UPDATE OF %s", SQL(", ").join(map(SQL.identifier, WORK)))
        self.env.cr.execute(MISSING, [list(tables)])
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(
                SQL(
                    """CREATE TRIGGER child_plan_assignment_rollup_track AFTER %(operations)s ON %(table)s
                          FOR EACH STATEMENT EXECUTE FUNCTION child_plan_assignment_rollup_track(%(kind)s)""",
                    operations=written if table == "child_plan_assignment" else SQL("INSERT OR UPDATE OR DELETE"),
                    table=SQL.identifier(table),
                    kind=tables[table],
                )
            )

    def _section_models(self):
        return self.env["child.plan.dashboard"]._section_models()

    def _tables(self, name):
        """The table of a model, and those of its many2many fields."""
        model = self.env[name]
        return {model._table} | {f.relation for f in model._fields.values() if f.type == "many2many" and f.store}

    @api.model
    @ormcache("self.env.uid", "self.env.su", RULE_CONTEXT)
    def _rights_token(self):
        """An object that stands for the rights of the user: another one whenever Odoo forgets its rules. None where a
        rule, as somebody may have written one, depends on what is not tracked; then nothing must be remembered.
        """
        tracked = (*NAMES, *self._section_models())
        if self.env.su or all(self._is_tracked(name, rule_domain(self.env[name])) for name in tracked):
            return object()
        return None

    def _is_tracked(self, name, domain) -> bool:
        """Whether ``domain``, of the model ``name``, plainly depends on nothing but what is tracked."""
        match domain:
            case DomainBool():
                return True
            case DomainNot():
                return self._is_tracked(name, domain.child)
            case DomainNary():
                return all(self._is_tracked(name, part) for part in domain.children)
            case DomainCondition():
                return self._is_tracked_condition(name, domain)
        return False

    def _is_tracked_condition(self, name, condition):
        for step in condition.field_expr.split("."):
            field = self._tracked_fields(name).get(step)
            if not field:
                return False
            name = field.comodel_name
        value = condition.value
        return self._is_tracked(name, value) if isinstance(value, Domain) else not isinstance(value, (SQL, Query))

    def _tracked_fields(self, name):
        """``{name: field}`` of the model whose values depend on nothing but what is tracked."""
        if name == "child.plan.assignment":
            return {column: self.env[name]._fields[column] for column in WORK}
        if name not in (*NAMES, *self._section_models()):
            return {}
        fields = self.env[name]._fields.items()
        return {key: field for key, field in fields if field.store or field.type == "one2many" or key in COMPUTED}
