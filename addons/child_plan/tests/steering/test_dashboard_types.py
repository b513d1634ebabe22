"""The leader's page is of the type that it is declared to be."""

import types
from typing import Any, Literal, NotRequired, Union, get_args, get_origin, get_type_hints, is_typeddict

from ...models.steering.dashboard_types import NoPage, Page
from ..common import DAY, on
from ..report.report_common import ReportCase
from .page_common import PageCase


def errors(value, declared, path="page"):
    """Return what in ``value``, at ``path``, does not have the type ``declared``."""
    origin, arguments = get_origin(declared), get_args(declared)
    if declared is Any:
        return []
    if is_typeddict(declared):
        return _errors_of_dict(value, declared, path)
    if origin in (Union, types.UnionType):
        found = [errors(value, one, path) for one in arguments]
        return [] if [] in found else min(found, key=len)
    if origin is Literal:
        return [] if any(value is one for one in arguments) else [f"{path}: {value!r}"]
    if not isinstance(value, origin or declared) or (isinstance(value, bool) and declared is int):
        return [f"{path}: {value!r} is not of {declared}"]
    if origin is list:
        return [error for n, item in enumerate(value) for error in errors(item, arguments[0], f"{path}[{n}]")]
    if origin is dict:
        return [error for key, item in value.items() for error in errors(item, arguments[1], f"{path}.{key}")]
    return []


def _errors_of_dict(value, declared, path):
    if not isinstance(value, dict):
        return [f"{path}: {value!r} is not of {declared}"]
    hints = get_type_hints(declared, include_extras=True)
    needed = {name for name, hint in hints.items() if get_origin(hint) is not NotRequired}
    found = [f"{path}.{name} is missing" for name in sorted(needed - value.keys())]
    for name, item in value.items():
        if name not in hints:
            found.append(f"{path}.{name} is not declared")
            continue
        hint = hints[name]
        found += errors(item, get_args(hint)[0] if get_origin(hint) is NotRequired else hint, f"{path}.{name}")
    return found


class TestDashboardTypes(PageCase, ReportCase):
    def assert_declared(self, page):
        sections = set(page) - set(Page.__annotations__)  # those that addons add
        core = {name: part for name, part in page.items() if name not in sections}
        self.assertEqual(errors(core, Page), [])

    def test_the_page_is_as_declared(self):
        target = {"plan_id": self.reported_plan.id, "name": "Phòng", "indicator_id": self.rooms.id, "value": 9}
        self.env["child.plan.target"].create({**target, "year": 2026})
        with on(DAY):
            row = self.give(self.ward_1, due_on="2026-06-01")
            request = {"assignment_id": row.id, "asked_due_on": "2026-07-01", "reason": "Bận"}
            self.env["child.plan.extension"].create(request)
            page = self.page(self.user_district)
            self.assertTrue(page["lists"]["extension"] and page["targets"] and page["groups"]["unit"]["rows"])
            self.assert_declared(page)
            self.assert_declared(self.page(self.user_ward_1))
            self.assert_declared(self.page(self.user_district, plan_id=row.plan_id.id, day="2026-03-01", compare=30))
            self.assertEqual(errors(self.page(self.nobody), NoPage), [])

    def test_what_is_not_as_declared_is_found(self):
        page = self.page(self.user_district)
        for wrong in ({"heat": [[["1"]]]}, {"is_today": 1}, {"unit": {"id": True, "name": "", "phone": ""}}):
            self.assertEqual(len(errors({**page, **wrong}, Page)) > len(errors(page, Page)), True, wrong)
        self.assertIn("page.unit is missing", errors({}, Page))
