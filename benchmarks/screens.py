"""Shows a list of assignments in the small and the large tree as the web client would, and counts the queries."""

from statistics import median

from lxml import etree
from measure import Figure, Wrong, in_turn, stopwatch

REPETITIONS = 7
# Fields that widgets of these lists read in addition to the view's fields (fieldDependencies in static/src).
OF_WIDGETS = {
    "child_plan_work_title": ("plan_id", "section_code", "role", "requested", "deliverable_text"),
    "child_plan_status": ("state_on", "status_text"),
}


def specification(env, xmlid):
    """Return the specification of the list view ``xmlid`` for ``web_search_read``."""
    view = env.ref(xmlid)
    model = env[view.sudo().model]
    arch = etree.fromstring(model.get_view(view.id, "list")["arch"])
    names = set()
    for field in arch.findall("field"):
        names |= {field.get("name"), *OF_WIDGETS.get(field.get("widget"), ())}
    return {name: {"fields": {"display_name": {}}} if model._fields[name].relational else {} for name in names}


def form_fields(model):
    """Return the specification of the form of ``model`` for ``web_read``."""
    arch = etree.fromstring(model.get_view(view_type="form")["arch"])
    names = {node.get("name") for node in arch.xpath("//field[not(ancestor::field)]")}
    return {name: {"fields": {"display_name": {}}} if model._fields[name].relational else {} for name in names}


def compare(trees, login, xmlid, show):
    """Compare the queries of ``show(assignments, specification, tree)`` in the two trees, as the user ``login``."""

    def measure(tree):
        with tree.as_user(login) as env:
            fields = specification(env, xmlid)
            with stopwatch(env) as watch:
                show(env["child.plan.assignment"], fields, tree)
        return watch

    return compare_in(trees, measure)


def compare_in(trees, measure):
    """Compare the queries of ``measure(tree)``, which returns its stopwatch, in the two trees."""
    for tree in trees.values():
        measure(tree)  # fills the caches that a server keeps
    large, small = in_turn(lambda: measure(trees["large"]), lambda: measure(trees["small"]), REPETITIONS)
    times = [median(1000 * watch.seconds for watch in watches) for watches in (large, small)]
    figure = Figure(
        [watch.queries for watch in large],
        [watch.queries for watch in small],
        "queries",
        "{:.0f} ms beside {:.0f} ms".format(*times),
    )
    if figure.value != figure.baseline:
        raise Wrong(f"{figure.value} queries in the large tree, {figure.baseline} in the small one")
    return figure
