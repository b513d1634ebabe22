"""The rows of units: one a printed name in each part, and which of them is the standing agency."""

import re

from .fold import fold, has_phrase, key
from .items import Doubt, Unit
from .names import is_collective

_STANDING = re.compile(
    r"\b(?:la|lam) (?:co quan |don vi )?(?:dau moi(?! (?:ket noi|lien he|lien lac|tiep nhan))|thuong truc)\b"
    r"|\b(?:la|lam) (?:co quan|don vi) (?:dau moi"
    r"|thuong truc)\b"
    r"|\bco quan thuong truc\b(?! cua)|^\W*(?:co quan )?(?:thuong truc|dau moi)\b"
)
_PLAN = r"(?:ke hoach(?: thi dua)?|chuong trinh|de an|du an|chien dich|nghi quyet|quyet dinh|phong trao|chi thi)"
_LEADS = re.compile(
    rf"^\W*la (?:co quan |don vi )?(?:chu tri|dau moi)\b.{{0,80}}\b{_PLAN}\b|"
    rf"^\W*(?:co trach nhiem )?chu tri\b.{{0,90}}\b(?:trien khai|to chuc|thuc hien)\b.{{0,30}}"
    rf"\b{_PLAN}(?: nay)?\s*(?:[.;,]|$|theo|den|tren)|"
    rf"\b(?:theo doi|don doc)\b.{{0,160}}\b(?:trien khai|thuc hien"
    rf"|to chuc)\b.{{0,60}}\b{_PLAN}(?: nay)?\s*(?:[.;,(]|$|theo|den"
    rf"|tren|va|dinh ky|tong|[^.;]{{0,80}}\bcua cac\b)"
)


class Units:
    """The units of a plan. A line keeps the row that its name has; the first block in a part takes it for its own."""

    def __init__(self, plan, place):
        self._plan, self._place = plan, place
        self._blocks, self._rows, self._called = set(), {}, set()

    def add(self, name, section, node, requested=False, sure=0.95, block=False):
        """The row of a unit named at ``node``."""
        rows = self._rows.setdefault(key(name), [])
        known = next((r for r in rows if not block or id(r) not in self._blocks or _one_part(r.section, section)), None)
        if known and block and id(known) not in self._blocks:
            self._blocks.add(id(known))
            known.section, known.requested = section, requested
            self._place(known, node, sure)
        if known:
            return known
        row = Unit(section=section, name=name, requested=requested, collective=is_collective(name))
        self._plan.units.append(self._place(row, node, sure if len(name) < 140 else 0.5))
        rows.append(row)
        if block:
            self._blocks.add(id(row))
        if len(name) > 200:
            self._plan.doubts.append(Doubt("long_name", name[:160], node.paragraph.line))
        return row

    def called(self, row):
        """A bracket behind the name of a block calls it the standing agency."""
        self._called.add(id(row))

    def mark_standing(self, closing, noisy):
        """The units that a task or the closing words call standing agency, else the first that leads the whole plan."""
        plan = self._plan
        texts = {}
        for task in plan.tasks:
            if str(task.section).startswith("PL"):
                continue
            texts.setdefault(key(task.unit), []).append(fold(task.text))
        own = {id(row): texts.get(key(row.name), []) for row in plan.units}
        called = [
            row
            for row in plan.units
            if id(row) in self._called
            or not row.collective
            and any(
                _STANDING.search(text) or has_phrase(text[:40], "co quan thuong truc", noisy)
                for text in (fold(row.name), *own[id(row)])
            )
        ]
        leading = [row for row in plan.units if not row.collective and any(_LEADS.search(t) for t in own[id(row)])]
        said = [
            row for text in map(key, closing) for row in plan.units
            if re.search(rf"\bgiao {re.escape(key(row.name))}\b", text)
        ]  # fmt: skip
        names = {key(row.name) for row in called or leading[:1] or said[:1]}
        for row in plan.units:
            row.standing = key(row.name) in names


def _one_part(own, other):
    """Whether two sections belong to one part."""
    return str(own or "").split(".")[0] == str(other or "").split(".")[0]
