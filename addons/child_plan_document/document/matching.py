"""Printed names of bodies -> units of the issuer's tree.

A name is taken apart (``unit_words``) and looked up in the authority that its level word and place name; without
them in the issuer's own authority, then in those below, then in those above, the nearest first. Each authority's names
are indexed once, and only when a name asks for them; only the issuer's own authority is searched for what is merely
alike. So a tree of 43,000 units costs one walk over its rows.

``sure`` comes in three bands: 0.9 and more is a match (green); from 0.6 it is a proposal that a person should look at
(amber); below that there are no ``units``, only ``alternatives`` (red). A wrong match costs more than a missing one:
of two candidates that are equally good none is taken.
"""

from collections import defaultdict
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from .collectives import kinds_of
from .unit_words import initials_fit, parse, printed_parts, splits

MATCHED, PROPOSED = 0.9, 0.6
_MOST_ALTERNATIVES = 5
_LONGEST_NAME = 1000
_CLEAR = 0.08  # how far the best of several must stand out
_SAME_WORD, _SAME_HEAD = 0.4, 0.6  # how alike two words must be to be one that was misread


class Known(NamedTuple):
    """A unit of the tree. ``names``: its short name and abbreviations; ``kind``, ``level``: as ``child.plan.unit``."""

    id: int
    name: str
    names: tuple[str, ...] = ()
    kind: str = "department"
    level: str = "commune"
    parent_id: int | None = None
    sector: str | None = None


class Match(NamedTuple):
    """``units``: what the name stands for, empty below 0.6.

    ``how``: ``exact``, ``abbreviation``, ``joined``, ``collective``, ``close`` or ``none``. ``alternatives``: other
    units with how sure each would be, the best first. ``parts``: ``((name, units), …)`` of a printed name that is
    several, and of which the tree lacks one.
    """

    units: tuple[int, ...]
    sure: float
    how: str
    alternatives: tuple[tuple[int, float], ...] = ()
    parts: tuple[tuple[str, tuple[int, ...]], ...] = ()


_NONE = Match((), 0.0, "none")


def match_names(names, known, issuer):
    """{printed name: :class:`Match`}. ``issuer``: id of the unit whose plan prints the names."""
    tree = _Tree(known, issuer)
    return {name: tree.match(name) for name in names}


class _Index:
    """The names of the units of one authority and of the authorities right below it."""

    def __init__(self, units):
        self.units = sorted(units, key=lambda unit: unit.id)
        self.forms, self.cores, self.plain = {}, defaultdict(set), defaultdict(set)
        for unit in self.units:
            self.forms[unit.id] = [parse(name) for name in (unit.name, *unit.names) if name]
            self.plain[self.forms[unit.id][0].plain].add(unit.id)
            for form in self.forms[unit.id]:
                self.cores[form.core].add(unit.id)


class _Tree:
    def __init__(self, known, issuer):
        self.known = {unit.id: unit for unit in known}
        self.issuer = self.known.get(issuer)
        self.home = self._homes()
        self.members, self.below, self.places = defaultdict(list), defaultdict(list), defaultdict(list)
        for unit in self.known.values():
            self.members[self.home[unit.id]].append(unit)
            if unit.kind == "authority":
                self.places[_named(unit).place].append(unit)
                if unit.parent_id in self.home:
                    self.below[self.home[unit.parent_id]].append(unit)
        self.chain = self._chain()
        self.under = self._under()
        self._indexes = {}

    def _homes(self):
        """{id: id of the authority that a unit is or belongs to, None at a root that is none}."""
        homes = {}
        for start in self.known:
            path, at = [], start
            while at in self.known and at not in homes:
                path.append(at)
                homes[at] = None  # a tree that bites its tail ends here
                if self.known[at].kind == "authority":
                    homes[at] = at
                    break
                at = self.known[at].parent_id
            homes.update(dict.fromkeys(path, homes.get(at)))
        return homes

    def _chain(self):
        """The issuer's authority and those above it, the nearest first."""
        chain, at = [], self.issuer.id if self.issuer else None
        while at in self.known and self.home[at] not in (None, *chain):
            chain.append(self.home[at])
            at = self.known[chain[-1]].parent_id
        return chain

    def _under(self):
        """All authorities below the issuer's."""
        found, pending = {}, self.chain[:1]
        while pending:
            fresh = [unit.id for unit in self.below[pending.pop()] if unit.id not in found]
            found.update(dict.fromkeys(fresh))
            pending += fresh
        return sorted(found)

    def index(self, authority):
        if authority not in self._indexes:
            self._indexes[authority] = _Index(self.members[authority] + self.below[authority])
        return self._indexes[authority]

    def match(self, printed):
        printed = " ".join(printed.split())[:_LONGEST_NAME]
        own = self._single(printed)
        if own.sure >= MATCHED:
            return own
        joined = self._joined(printed)
        return (joined if len(joined.units) > len(own.units) else own)._replace(parts=self._parts(printed))

    def _parts(self, printed):
        """The names in a printed one, each with its units, where the tree lacks one of them."""
        parts = tuple((part.strip(), self._single(part).units) for part in printed_parts(printed))
        return parts if len(parts) > 1 and not all(units for _, units in parts) else ()

    def _single(self, printed):
        name = parse(printed)
        if not name.core or not self.chain:
            return _NONE
        if name.many:
            found = self._collective(name)
            return found if found.units else self._exact(name) or found
        if name.core == "ubnd":
            return self._authority(name)
        return self._exact(name) or self._exact(self._without_place(name)) or self._close(name)

    def _without_place(self, name):
        """``Sở Y tế Hà Nội``: the place of an authority of the chain may stand without a level word."""
        for home in self.chain:
            place = _named(self.known[home]).place
            if place and not name.levels and name.core.endswith(f" {place}"):
                cut = -len(place) - 1
                return name._replace(core=name.core[:cut], plain=name.plain[:cut], place=place)
        return name

    # --- one body ----------------------------------------------------------------------------------------------

    def _authority(self, name):
        """``UBND phường Bồ Đề`` by its place; ``UBND quận`` by the issuer's chain, else the collective of its level."""
        if not name.place:
            home = self._above(name) if name.levels else self.chain[0]
            if home is None:
                return self._collective(name, 0.85)
            return Match((home,), 1.0, "exact") if name.levels else Match((home,), 0.8, "close")
        fitting = [unit.id for unit in self.places[name.place] if self._level_fits(name, unit)]
        near = set(self.chain) | set(self.under)
        inside = [unit for unit in fitting if unit in near]
        if inside:
            return self._one_of(inside, 1.0, "exact")
        close = self._close(name)
        return close if close.units or not fitting else self._one_of(fitting * 2, 0.5, "none")

    def _above(self, name):
        """The nearest authority of the chain with the printed level word, else with its level; None without one."""
        fitting = [home for home in self.chain if self.known[home].level in name.levels]
        same = [home for home in fitting if _named(self.known[home]).word == name.word]
        return next(iter(same or fitting), None)

    @staticmethod
    def _level_fits(name, unit):
        return not name.levels or unit.level in name.levels

    def _one_of(self, candidates, sure, how):
        """The one candidate; of several that of the issuer itself, else none: they are alternatives."""
        own = [unit for unit in candidates if self.known[unit].parent_id == self.issuer.id]
        left = sorted(set(own if len(own) == 1 else candidates))
        if len(left) == 1 and sure >= PROPOSED:
            return Match((left[0],), sure, how)
        return Match((), 0.5, "none", tuple((unit, 0.5) for unit in left[:_MOST_ALTERNATIVES]))

    def _exact(self, name):
        """The unit whose name is the printed one, level word, place and abbreviations set aside; None without one."""
        for homes, most in self._scopes(name):
            found = {"plain": set(), "core": set(), "short": set()}
            for home in homes:
                index = self.index(home)
                found["plain"] |= self._fitting(name, index, index.plain.get(name.plain, ()))
                found["core"] |= self._fitting(name, index, index.cores.get(name.core, ()))
                if len(homes) == 1:
                    found["short"] |= self._fitting(name, index, _shortened(name, index))
            for kind, how, sure in (
                ("plain", "exact", 1.0),
                ("core", "abbreviation", 0.97),
                ("short", "abbreviation", 0.93),
            ):
                if found[kind]:
                    return self._one_of(found[kind], min(sure, most), how)
        return None

    def _scopes(self, name):
        """[(authorities, how sure a unit found there is)]: the first that has the name decides."""
        if name.place:
            named = {unit.id for unit in self.places[name.place] if self._level_fits(name, unit)}
            near = [home for home in self.chain if home in named] or [home for home in self.under if home in named]
            if near:
                return [(near, 1.0)]
        if not name.levels:
            return [(self.chain[:1], 1.0), (self.under, 0.8), *(([home], 0.92) for home in self.chain[1:])]
        own = self._above(name)
        lower = [home for home in self.under if self.known[home].level in name.levels]
        return [([own], 1.0)] if own else [(lower, 0.8)]

    def _fitting(self, name, index, candidates):
        """Candidates that the printed place does not rule out; authorities are found by level and place only."""
        kept = set()
        for unit in candidates:
            known = self.known[unit]
            home = self._place(unit)
            places = {form.place for form in index.forms[unit]} - {"", home}
            if known.kind != "authority" and name.place in (places or {"", home}):
                kept.add(unit)
        return kept

    def _place(self, unit):
        """The place of the authority that a unit belongs to."""
        home = self.known.get(self.home[unit])
        return _named(home).place if home else ""

    def _close(self, name):
        """The unit of the issuer's own authority, or the authority below it, whose name is the most alike."""
        index, scored = self.index(self.chain[0]), []
        if name.levels and not name.place and self.known[self.chain[0]].level not in name.levels:
            return _NONE
        for unit in index.units:
            named = unit.kind != "collective" and (unit.kind == "authority") == (name.core == "ubnd")
            if named and self._level_fits(name, unit):
                place = self._place(unit.id)
                best = max(_likeness(name, form, place) for form in index.forms[unit.id])
                scored.append((min(best, MATCHED - 0.01), unit.id))
        return _best(scored, "close")

    # --- many bodies -------------------------------------------------------------------------------------------

    def _collective(self, name, most=1.0):
        """The collective unit of the issuer's authority that stands for the same kind of bodies."""
        scored = []
        for unit in self.members[self.chain[0]]:
            if unit.kind == "collective":
                kinds = [kinds_of(parse(own)) for own in (unit.name, *unit.names) if own]
                scored.append((min(most, max(kinds_of(name).likeness(kind) for kind in kinds)), unit.id))
        return _best(scored, "collective")

    def _joined(self, printed):
        """``Phòng Y tế, Trung tâm Y tế quận`` is two units; ``Phòng Văn hóa và Thông tin`` is one."""
        best = _NONE
        for at, pieces in enumerate(splits(printed)):
            parts = [self._single(piece) for piece in pieces]
            found = [part for part in parts if part.units]
            if not found or at and min(part.sure for part in parts) < MATCHED:
                continue  # names that share one head are only believed where all are known
            sure = min(part.sure for part in found)
            if len(found) < len(parts):
                sure = min(sure, 0.65) if 2 * len(found) >= len(parts) else 0.0
            if sure > best.sure and sure >= PROPOSED:
                best = Match(tuple(dict.fromkeys(u for part in found for u in part.units)), min(sure, 0.95), "joined")
        return best


def _named(unit):
    """The name of an authority taken apart; it may stand in the tree without UBND (``Tỉnh X``)."""
    name = parse(unit.name)
    return name if name.place or unit.kind != "authority" else parse(f"UBND {unit.name}")


def _shortened(name, index):
    """Units whose name is printed with initials (``Phòng VHTT``), or as initials without its head (``TC-KH``)."""
    headless = name.core if name.core != name.plain else None
    cores = [(unit.id, index.forms[unit.id][0].core) for unit in index.units]
    return [unit for unit, core in cores if initials_fit(name.core, core) or core.partition(" ")[2] == headless]


def _best(scored, how):
    """The best of [(sure, id)], where it is sure enough and stands out from the next."""
    scored = sorted((row for row in scored if row[0] >= 0.3), key=lambda row: (-row[0], row[1]))
    others = tuple((unit, round(sure, 2)) for sure, unit in scored)
    if not scored:
        return _NONE
    best = scored[0][0]
    if best >= PROPOSED and (len(scored) == 1 or best - scored[1][0] >= _CLEAR):
        return Match((scored[0][1],), round(best, 2), how, others[1 : _MOST_ALTERNATIVES + 1])
    return Match((), round(min(best, PROPOSED - 0.01), 2), "none", others[:_MOST_ALTERNATIVES])


def _likeness(name, form, home):
    """How alike two names are, word by word, with their places where one is printed. ``home``: the unit's own place.

    With another head (``Phòng``, ``Trạm``) it is another body.
    """
    mine, theirs = name.core.split(), form.core.split()
    if name.place:
        mine, theirs = mine + name.place.split(), theirs + (form.place or home).split()
    if not mine or not theirs or _word(mine[0], theirs[0]) < _SAME_HEAD:
        return 0.0
    left, common, other = list(theirs), 0.0, 0
    for word in mine:
        alike, best = max(((_word(word, own), own) for own in left), default=(0.0, None))
        if alike >= _SAME_WORD:
            common += alike * alike
            left.remove(best)
        else:
            other += 1
    likeness = 2 * common / (len(mine) + len(theirs))
    # Words may be left out; a word that stands for another (Kinh tế, Y tế) names another body.
    return 0.7 * likeness if other and left else likeness


def _word(a, b):
    return 1.0 if a == b else ratio(a, b) / 100
