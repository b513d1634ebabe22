"""The parts of a plan as headings, numbered paragraphs and lists."""

# pylint: disable=bad-builtin-groupby
import re
from itertools import groupby, takewhile
from os.path import commonprefix

from .plan_words import AGAIN, PART_TITLES, is_lead_said, when, who_label
from .tree import ARABIC, ARTICLE, LETTER, ROMAN, Heading, Item, Paragraph, Run, plain

_PARAGRAPHS = ("lead_in", "note", "reporting", "organisation")


class PlanBody:
    """Writes the rows of a plan, opening their sections as it goes.

    A row whose section has no heading is what stands behind that number; the rows that follow it there, and those of a
    section with a heading, are dashes. The tasks of a unit stand below its name, but a task that others lead or work at
    has lines of its own that say so.
    """

    def __init__(self, rows, articles=False):
        self.rows, self.articles = rows, articles
        self.headings = {row["section"]: _heading_text(row, rows) for row in rows if row["kind"] == "heading"}
        self.tasks = [row for row in rows if row["kind"] == "task"]
        named = {(row["section"], row["name"]) for row in rows if row["kind"] == "unit"}
        self.mixed = {task["section"] for task in self.tasks if (task["section"], task["unit"]) not in named}
        self.led = {row["section"] for row in rows if row["kind"] == "lead_in" and is_lead_said(row["text"])}
        self.path, self.depth, self.written, self.said = [], 1, [], []

    def blocks(self):
        for _, rows in groupby(self.rows, key=self._key):
            first, *others = rows
            if first["kind"] == "target":
                first = {**first, "text": _joined([first, *others])}
            if first["kind"] == "task":
                self._task(first, [first, *others])
            elif first["kind"] == "unit":
                self._unit(first)
            else:
                self._text(first)
        return self.written

    def _key(self, row):
        """What stands on one line: a task that several units lead, the targets of one sentence."""
        if row["kind"] == "task" and self._is_apart(row):
            return row["section"], row["text"]
        if row["kind"] == "target":
            return row["section"], row.get("start", row["text"])
        return id(row)

    def _is_apart(self, task):
        """Whether a task says itself who answers for it: where no name stands above it, or more than a name does."""
        leads = task.get("role") == "lead" and not (task["section"] in self.led or is_lead_said(task["text"]))
        several = task["section"] in self.mixed or ";" in (task["unit"] or "")
        return bool(task.get("coordinating") or leads or several)

    def _text(self, row):
        if row["kind"] == "heading":
            self._close(row["section"])
            self._open(row["section"], "heading", _heading_text(row, self.rows), titled=True)
            return
        if row["section"] in self.headings:
            self._open(row["section"], row["kind"])
        if not self._is_open(row["section"]):
            self._open(row["section"], row["kind"], row["text"])
        elif row["kind"] in _PARAGRAPHS:
            self.written.append(Paragraph(_ended(row["text"])))
        else:
            self.written.append(Item(_ended(row["text"])))

    def _unit(self, unit):
        own = [task for task in self.tasks if (task["section"], task["unit"]) == (unit["section"], unit["name"])]
        elsewhere = not own and any(task["unit"] == unit["name"] for task in self.tasks)
        if elsewhere or own and all(map(self._is_apart, own)):
            return
        name = f"{'Đề nghị ' if unit.get('requested') else ''}{unit['name']}"
        is_open = self._is_open(unit["section"])
        self.depth = 1
        if is_open and self._names(unit):
            return
        if not is_open and unit["section"] not in self.headings:
            if len(own) == 1 and own[0]["text"][:1].islower():
                self._open(unit["section"], "unit", [Run(f"{name}: ", bold=True), _sentence(own[0])])
                self.said.append(own[0])
                return
            mark = ":" if unit["section"][-1].islower() else ""
            self._open(unit["section"], "unit", name + mark, titled=True)
            return
        self._open(unit["section"], "unit")
        self.depth = 2
        if len(own) == 1:
            self.written.append(Item([Run(f"{name}: ", bold=True), _sentence(own[0])]))
            self.said.append(own[0])
        else:
            self.written.append(Item(Run(f"{name}:", bold=True)))

    def _names(self, unit):
        """Whether the line above the unit's tasks names it already."""
        last = self.written[-1]
        return isinstance(last, Heading) and unit["name"].lower() in plain(last.text).lower()

    def _task(self, task, rows):
        if task in self.said or not task["text"]:
            return
        if not self._is_apart(task):
            self.written.append(Item(_sentence(task), self.depth))
            return
        if len(rows) == 1 and _continues_a_name(task):
            text = f"{task['unit']} {_sentence(task)}"
            if self._is_open(task["section"]):
                self.written.append(Item(text))
            else:
                self._open(task["section"], "task", text)
            return
        if self._is_open(task["section"]):
            self.written.append(Item(_ended(task["text"])))
        else:
            self._open(task["section"], "task", task["text"])
        self._lines(task, ", ".join(filter(None, (row["unit"] for row in rows))))

    def _lines(self, task, units):
        values = {
            who_label([task]): units,
            "Cơ quan phối hợp": ", ".join(task.get("coordinating") or []),
            "Cơ quan theo dõi": ", ".join(task.get("watching") or []),
            "Thời gian thực hiện": when(task, exact=True),
            "Sản phẩm": task.get("deliverable"),
        }
        self.written += [Item(f"{label}: {value}.", depth=2) for label, value in values.items() if value]

    def _is_open(self, section):
        pieces = section.split(".")
        return self.path[: len(pieces)] == pieces

    def _close(self, section):
        """Leave a section: what opens now under the same number is another one."""
        if self._is_open(section):
            self.path = section.split(".")[:-1]

    def _open(self, section, kind, text=None, titled=False):
        """Write the headings down to a section; ``text`` is what stands behind its own number."""
        pieces = section.split(".")
        shared = len(commonprefix([self.path, pieces]))
        for at in range(shared, len(pieces)):
            code = ".".join(pieces[: at + 1])
            own = text is not None and at == len(pieces) - 1
            shown = text if own else self.headings.get(code) or PART_TITLES.get(kind, "")
            self.written.append(self._heading(pieces[: at + 1], shown, titled or not own))
        if shared < len(pieces):
            self.path = pieces

    def _heading(self, path, text, titled):
        """In a decision the parts that have figures are its articles."""
        *above, piece = (code.rstrip(AGAIN) for code in path)
        if not piece.isdigit():
            return Heading(LETTER if piece.islower() else ROMAN, text, piece, titled)
        if self.articles and not above:
            return Heading(ARTICLE, text, piece, titled)
        figures = list(takewhile(str.isdigit, reversed(above[1:] if self.articles else above)))
        return Heading(ARABIC, text, ".".join([*reversed(figures), piece]), titled)


def _heading_text(heading, rows):
    """Return a heading without what follows it on its line and is a row of its own."""
    text = heading["text"]
    for row in rows:
        if row["section"] == heading["section"] and row["kind"] not in ("heading", "unit"):
            text = text.removesuffix(row["text"]) if row["text"] else text
    return text.strip().removesuffix(":").strip() or heading["text"]


def _joined(targets):
    """Return the text of the line that says these targets, each part of it once."""
    texts = list(dict.fromkeys(target["text"] for target in targets))
    return "; ".join([text.rstrip(" ;,.") for text in texts[:-1]] + texts[-1:])


def _continues_a_name(task):
    """Whether a task's text goes on from the name of who does it: "Sở Tư pháp: tiến hành rà soát"."""
    more = any(task.get(name) for name in ("coordinating", "watching", "deliverable"))
    return task["text"][:1].islower() and bool(task.get("unit")) and not more


def _sentence(task):
    """Return a task's text, with its deadline where it does not say it."""
    time = when(task)
    return f"{task['text'].rstrip(' .;')} ({time})." if time else _ended(task["text"])


def _ended(text):
    """Return a line with a full stop where it ends in no mark."""
    return f"{text}." if re.search(r"[\w”\")%]$", text) else text
