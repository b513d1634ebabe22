"""bin/bench [NAME…] [--json] [--assignments N]: measure, and compare with a baseline in the same run.

Exits with 1 if a count is wrong and with 2 for wrong arguments, never because of a time.
"""

import argparse
import json

import cascade
import compile_nation
import coverage
import data
import entries_import
import fan_out
import import_rows
import load_country
import money_rollup
import national
import national_lists
import national_reading
import national_reorganising
import national_timeline
import national_web
import national_writing
import officer_home
import overdue_board
import reorganise
import report_open
import xlsx_100k
from measure import Wrong

from devenv.base import command, locked, say

BENCHMARKS = {
    module.__name__: module
    for module in (
        fan_out,
        import_rows,
        load_country,
        officer_home,
        overdue_board,
        money_rollup,
        entries_import,
        compile_nation,
        report_open,
        reorganise,
        cascade,
        coverage,
    )
}
COMMUNE_ROWS = 33_210  # ten tasks for each of 3,321 communes
NATIONAL_MODULES = (
    national_reading,
    national_lists,
    national_timeline,
    national_web,
    national_writing,
    xlsx_100k,
    national_reorganising,
)
NATIONAL = {name: getattr(module, name) for module in NATIONAL_MODULES for name in module.GOALS}
GOALS = {name: module.GOAL for name, module in BENCHMARKS.items()}
GOALS |= {name: goal for module in NATIONAL_MODULES for name, goal in module.GOALS.items()}


def main(arguments):
    options = parse(arguments)
    figures, wrong = {}, False
    names = options.names or [*BENCHMARKS, *NATIONAL]
    with data.opened():
        with locked("databases"):
            communes = min(options.assignments, COMMUNE_ROWS) // data.TASKS
            trees = data.trees(communes) if BENCHMARKS.keys() & names else None
            nation = national.kept(options.assignments, data.base) if NATIONAL.keys() & names else None
        for name in names:
            say(f"{name} …")
            try:
                figures[name] = BENCHMARKS[name].run(trees) if name in BENCHMARKS else NATIONAL[name](nation)
            except Wrong as error:
                say(f"{name}: wrong: {error}")
                wrong = True
    print(as_json(figures) if options.json else as_table(figures))
    return 1 if wrong else 0


def parse(arguments):
    parser = argparse.ArgumentParser(prog="bin/bench", description="Measure child_plan beside baselines.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which: {', '.join(GOALS)} (default: all)")
    parser.add_argument("--json", action="store_true", help="print JSON alone on standard output")
    parser.add_argument(
        "--assignments",
        type=int,
        default=national.YEAR,
        metavar="N",
        help=f"assignments of the nation (default %(default)s); of the large tree the same, but at most {COMMUNE_ROWS}",
    )
    options = parser.parse_args(arguments)
    if unknown := sorted(set(options.names) - GOALS.keys()):
        parser.error(f"unknown benchmark {', '.join(unknown)}; there are {', '.join(GOALS)}")
    if options.assignments < data.TASKS * data.SMALL:
        parser.error(f"--assignments must be at least {data.TASKS * data.SMALL}")
    return options


def as_json(figures):
    columns = ("value", "baseline", "ratio", "unit")
    return json.dumps(
        {name: {key: getattr(figure, key) for key in columns} for name, figure in figures.items()}, indent=2
    )


def as_table(figures):
    rows = [("name", "value", "spread", "baseline", "spread", "ratio", "unit", "remark", "goal")]
    for name, f in figures.items():
        value, baseline = f"{f.value:,}", f"{f.baseline:,}"
        spreads = f.spread(f.values), f.spread(f.baselines)
        ratio = f"{f.ratio:.2f}"
        rows.append((name, value, spreads[0], baseline, spreads[1], ratio, f.unit, f.remark, GOALS[name]))
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows)


if __name__ == "__main__":
    command(main)
