"""Several days that one sentence names ("trước ngày 15/6 và 15/12/2027", "ngày 20 các tháng 3, 6, 9, 12")."""

import calendar
import re
from typing import NamedTuple

from .dates import iso, timed
from .items import Doubt

_DAY = (
    r"(?P<day>\d{1,2})\s*(?:(?P<sep>[/.-])\s*(?P<month>\d{1,2})(?:\s*(?:(?P=sep)|,? ?n.m)\s*(?P<year>20\d\d))?"
    r"|(?:cua )?(?:cac )?thang\s*(?P<long>\d{1,2})(?:,?\s*(?:n.m\s*|/\s*)(?P<long_year>20\d\d))?)"
    r"(?![/\d]|\s*[-–]\s*\d|%)"
)
_FULL = re.compile(_DAY)
# "15 tháng 6 và tháng 12", "20 các tháng 3, 6, 9, 12": a further month of the same day.
_MONTH = r"(?P<month>\d{1,2})(?:\s*(?:/|,? ?n.m)\s*(?P<year>20\d\d))?(?![/\d]|\s*[-–]\s*\d|%)"
_NEXT_MONTH = re.compile(rf"\s*(?:,|;|va|,\s*va)\s*thang\s*{_MONTH}")
_NEXT_BARE = re.compile(
    rf"\s*(?:,|;|va|,\s*va)\s*(?:thang\s*)?{_MONTH}(?!\s*(?!hang|moi|tung|nam|cua|va\b)[a-z]{{2,}})"
)
_LINK = re.compile(
    r"\s*(?:\([^()]{0,80}\))?\s*(?:[,;+]|va|hoac|, va)\s*(?:(?:truoc|cham nhat|muon nhat|vao|het)\s+)?"
    r"(?:la\s+)?(?:ngay\s+)?$"
)
_CUE = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|xong|vao|han cuoi|han|khong qua|het|ngay)\W*"
    r"(?:la |het |thoi diem |cac )*(?:ngay\s*)?$"
)
_FROM = re.compile(r"\b(?:tu|ke tu|sau|so|so voi|tinh den|phien|thong qua) (?:het )?(?:ngay )?$")
_TO = re.compile(r"\b(?:den|toi) (?:het )?(?:ngay )?$")
# "ngày 10, 20 và 30/6": days that share the month behind them.
_SHARED = re.compile(r"\bngay (\d{1,2}(?:\s*(?:,|va)\s*(?:ngay )?\d{1,2})*)\s*(?:,|va)\s*(?:ngay )?$")
_EVERY_MONTH = re.compile(
    r"\b(?P<before>truoc )?(?:cac )?ngay (?P<days>\d{1,2}(?:\s*(?:,|va)\s*(?:ngay )?\d{1,2})+) "
    r"(?:cua )?(?:hang|moi|tung|trong) thang\b"
)
_EACH_YEAR = re.compile(r"\s*(?:hang|moi) nam\b")


class Day(NamedTuple):
    """A day at ``at`` in the text; ``year``: printed with it, or with a later one of its list; 0: of every year."""

    at: int
    month: int
    day: int
    year: int | None = None

    @property
    def of_year(self):
        return f"--{self.month:02d}-{self.day:02d}"

    def whole(self, year):
        """The day as ISO, in ``year`` where none is printed; None without a year or where there is no such day."""
        year = self.year or year
        return iso(year, self.month, self.day) if year else None


def due_days(text):
    """[Day]: by when something is due, each once, in the order of the text. Spans (từ ngày … đến ngày …) are none."""
    folded, found, end, linked, spans = timed(text), [], 0, False, False
    for match in _FULL.finditer(folded):
        if match.start() < end:
            continue
        before = folded[max(0, match.start() - 130) : match.start()]
        if _FROM.search(before):
            linked, spans, end = False, True, match.end()
            continue
        to = _TO.search(before)
        goes_on = linked and _LINK.search(folded[end : match.start()])
        shared = _SHARED.search(before)
        linked = not (to and spans) and bool(goes_on or shared or to or _CUE.search(before))
        spans = False
        if not linked:
            end = match.end()
            continue
        own = match["long"] or match["month"]
        for day in re.findall(r"\d+", shared.group(1)) if shared else ():
            found.append((match.start(), own, day, None))
        end = match.end()
        year = match["year"] or match["long_year"] or (_EACH_YEAR.match(folded, end) and "0")
        found.append((match.start(), own, match["day"], year))
        following = _NEXT_BARE if match["long"] and "cac thang" in match.group() else _NEXT_MONTH
        while match["long"] and (more := following.match(folded, end)):
            found.append((more.start(), more["month"], match["day"], more["year"]))
            end = more.end()
    return _with_years([Day(at, int(m), int(d), int(y) if y else None) for at, m, d, y in found if _is_day(m, d)])


def _is_day(month, day):
    return 1 <= int(month) <= 12 and 1 <= int(day) <= calendar.monthrange(2024, int(month))[1]


def _with_years(days):
    """Days without a year take that of the day behind them, one less where the list runs over New Year."""
    result, behind = [], None
    for day in reversed(days):
        if day.year is None and behind and behind.year:
            over = (day.month, day.day) > (behind.month, behind.day)
            day = day._replace(year=behind.year - over)
        result.append(day)
        behind = day
    once = {}
    for day in reversed(result):
        once.setdefault(day[1:], day)
    return list(once.values())


_OF_YEAR = r"(?:\s*(?:/|,? ?n.m)\s*(?P<year>20\d\d))?"
_IN = r"\b(?:vao|trong|cuoi|het|truoc|cham nhat|dinh ky)(?: cuoi| het)?(?: cac)? "
_QUARTER = r"(?:iv|i{1,3}|[1-4])"
_LISTS = (
    (1, re.compile(
        rf"{_IN}(?P<list>thang\s*\d{{1,2}}(?:\s*(?:,|va)\s*(?:thang\s*)?\d{{1,2}})+)(?![/\d]|\s*tuoi){_OF_YEAR}"
    )),
    (3, re.compile(
        rf"{_IN}(?P<list>quz\s*{_QUARTER}(?:\s*(?:,|va)\s*(?:quz\s*)?{_QUARTER}\b)+){_OF_YEAR}"
    )),
)  # fmt: skip
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def due_months(text):
    """[Day]: the last days of the months or quarters in a list ("vào tháng 6 và tháng 12", "cuối quý II, quý IV")."""
    folded = timed(text)
    for length, pattern in _LISTS:
        match = pattern.search(folded)
        if match:
            year = int(match["year"]) if match["year"] else None
            numbers = re.findall(r"\d+|\b(?:iv|i{1,3})\b", re.sub(r"quz|thang", " ", match["list"]))
            months = dict.fromkeys(length * (_ROMAN.get(each) or int(each)) for each in numbers)
            last = {m: calendar.monthrange(year or 2023, m)[1] for m in months if 1 <= m <= 12}
            return [Day(match.start(), month, day, year) for month, day in last.items()]
    return []


def days_of_every_month(text):
    """([day, …], ``before``/``latest``) of "trước ngày 10 và 25 hằng tháng"; ([], None) for fewer than two."""
    match = _EVERY_MONTH.search(timed(text))
    days = sorted({int(d) for d in re.findall(r"\d+", match["days"])}) if match else []
    days = [day for day in days if 1 <= day <= 31]
    return (days, "before" if match["before"] else "latest") if len(days) > 1 else ([], None)


def rhythm(days):
    """``half_yearly`` or ``quarterly``, where the days of a year lie as far apart as that; else None."""
    months = sorted(day.month + day.day / 31 for day in days)
    gaps = [after - before for before, after in zip(months, [*months[1:], months[0] + 12], strict=True)]
    for count, name, gap in ((2, "half_yearly", 6), (4, "quarterly", 3)):
        if len(days) == count and all(abs(each - gap) < 1.1 for each in gaps):
            return name
    return None


def lost_days(plan):
    """[Doubt]: sentences that name several days, of which one is neither a deadline nor the day of a report."""
    known = {}
    for row in plan.reporting:
        known.setdefault(row.start, set()).update({row.due and row.due[-5:], row.due_day and f"{row.due_day:02d}"})
    found, seen = [], set()
    for row in (*plan.tasks, *plan.activities, *plan.reporting):
        if row.start in seen:
            continue
        seen.add(row.start)
        days = {day.of_year[2:] for day in due_days(row.text)} | set(getattr(row, "days", ()))
        every = {f"{day:02d}" for day in days_of_every_month(row.text)[0]}
        kept = known.get(row.start, set()) | {(getattr(row, "deadline", None) or "")[-5:]}
        if (len(days) > 1 and days - kept) or (every and every - kept):
            found.append(Doubt("several_days", row.text[:160], row.line))
    return found
