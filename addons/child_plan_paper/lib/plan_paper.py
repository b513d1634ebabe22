"""A plan as a paper: letterhead, grounds, parts, the units' tasks, annex tables, recipients.

A plan is a dictionary of the shape in which ``bin/parse`` prints what it reads; a plan record is turned into it. Used
are ``kind, title, number, issued_on, place, issuer, period, bases, targets, activities, units, tasks, funding,
recipients, signatory`` and, of ``other``, the kinds in :data:`TEXTS` (headings of sections, paragraphs that are no
task), the grounds in full (``preamble``) and the last paragraphs (``closing``).

``section`` is the path of the printed numbers (``III.2.đ``), so that a plan that was read keeps its own numbers; rows
of an annex (``PL.4``, ``PL2.4``) become its table. Rows stand in the order of their ``start``; where not all have one,
in that of their sections. A row without a section gets one, with a part for each kind of rows.
"""

import re
from datetime import date

from .numbering import LETTERS
from .plan_annex import is_of_annex, plan_annexes
from .plan_body import PlanBody
from .plan_words import AGAIN, PART_TITLES, issuer_lines, power_lines
from .printed import in_figures, roman
from .tree import CENTRE, Head, Paper, Paragraph, Run, Signing

HEADING, PREAMBLE, CLOSING = "heading", "preamble", "closing"
TEXTS = (
    *(HEADING, "lead_in", "note", "reporting", "organisation"),
    *("purpose", "scope", "situation", "schedule", "target", "award"),
)  # the kinds of ``other`` that stand in a section
_LISTS = {"targets": "target", "activities": "activity", "funding": "funding", "units": "unit", "tasks": "task"}
_CENTRAL = ("Chính phủ", "Thủ tướng", "Bộ ")  # their seat is Hà Nội
_DECISION = "quyết định"
_ROMAN = {roman(number): number for number in range(1, 60)}
_PARTS = ("target", "activity", "task", "funding")  # as they follow one another where a plan has no sections
_ORDER = (*TEXTS, *_LISTS.values())  # in one section


def plan_paper(plan, head=None, signing=None):
    """Return the paper of a plan; ``head`` and ``signing`` stand in the place of those that the plan itself gives."""
    rows = _rows(plan)
    said = {kind: [row["text"] for row in plan.get("other", []) if row["kind"] == kind] for kind in (PREAMBLE, CLOSING)}
    grounds, opening = _grounds(plan, said[PREAMBLE])
    decides = (plan.get("kind") or "").lower() == _DECISION
    body = PlanBody([row for row in rows if not is_of_annex(row)], decides)
    if decides:
        opening.insert(0, Paragraph(Run(f"{_DECISION.upper()}:", bold=True), CENTRE))
    return Paper(
        head or plan_head(plan),
        [*opening, *map(Paragraph, _period(plan)), *body.blocks(), *map(Paragraph, said[CLOSING])],
        grounds=grounds,
        signing=signing or _signing(plan),
        recipients=list(plan.get("recipients", [])),
        annexes=plan_annexes([row for row in rows if is_of_annex(row)]),
    )


def plan_head(plan):
    """Return the head that the plan itself gives; the number and the day stay blank where it has none."""
    number, _, symbol = (plan.get("number") or "").partition("/")
    day = plan.get("issued_on")
    period = plan.get("period") or {}
    return Head(
        issuer_lines(plan.get("issuer")),
        plan.get("title") or "",
        plan.get("kind") or "Kế hoạch",
        number=number,
        symbol=symbol,
        place=plan.get("place") or ("Hà Nội" if (plan.get("issuer") or "").startswith(_CENTRAL) else ""),
        day=date.fromisoformat(day) if day else None,
        year=int(period["start"][:4]) if period.get("start") else None,
    )


def _signing(plan):
    signatory = plan.get("signatory") or {}
    if not signatory.get("position") and not signatory.get("capacity"):
        return None
    power = power_lines(signatory.get("capacity"))
    position = signatory.get("position") or power.pop()
    return Signing(position, power, signatory.get("name") or "")


def _grounds(plan, preamble):
    """Return (the grounds, the paragraphs that follow them); what introduces the plan is no ground."""
    unsaid = [basis for basis in plan.get("bases", []) if not any(basis["number"] in text for text in preamble)]
    preamble = [_basis(basis) for basis in unsaid] + preamble
    if not preamble or unsaid and not preamble[len(unsaid) :]:
        preamble.append(f"{plan.get('issuer') or ''} ban hành {plan.get('kind') or 'Kế hoạch'} như sau:")
    first = next((at for at, text in enumerate(preamble) if text.rstrip().endswith((":", "như sau."))), len(preamble))
    return preamble[:first], [Paragraph(text) for text in preamble[first:]]


def _period(plan):
    """Return the line that says the years of a plan whose subject does not."""
    period = plan.get("period") or {}
    years = [period[end][:4] for end in ("start", "end") if period.get(end)]
    if len(years) < 2 or any(year in (plan.get("title") or "") for year in years):
        return []
    said = f"từ năm {years[0]} đến năm {years[1]}" if years[0] != years[1] else f"năm {years[0]}"
    return [f"Thời gian thực hiện: {said}."]


def _basis(basis):
    day = f" ngày {in_figures(date.fromisoformat(basis['date']))}" if basis.get("date") else ""
    return f"Căn cứ {basis.get('kind') or 'văn bản'} số {basis['number']}{day}"


def _rows(plan):
    """Return the rows of all lists in printed order, each with its ``kind``; they are copies."""
    rows = [dict(row) for row in plan.get("other", []) if row["kind"] in TEXTS and row.get("section")]
    for key, kind in _LISTS.items():
        rows += [{**row, "kind": kind} for row in plan.get(key, [])]
    _place(rows)
    if all("start" in row for row in rows):
        return _told_apart(sorted(rows, key=lambda row: row["start"]))
    lettered = any(row["section"].split(".")[0] == "A" for row in rows)
    return sorted(rows, key=lambda row: (_path_key(row["section"], lettered), _ORDER.index(row["kind"])))


def _told_apart(rows):
    """Return the rows in printed order; a part with the number of an earlier one gets a mark behind it."""
    seen = {}
    for row in rows:
        part, dot, below = row["section"].partition(".")
        if row["kind"] == HEADING and not dot:
            seen[part] = seen.get(part, 0) + 1
        row["section"] = f"{part}{AGAIN * (seen.get(part, 1) - 1)}{dot}{below}"
    return rows


def _place(rows):
    """Give each row without a section one: a part for each kind, in it a number for each unit."""
    used = {_ROMAN.get(row["section"].split(".")[0], 0) for row in rows if row.get("section")} | {0}
    for kind in _PARTS:
        unplaced = [row for row in rows if row["kind"] == kind and not row.get("section")]
        if not unplaced:
            continue
        part = max(used) + 1
        used.add(part)
        units = list(dict.fromkeys(row["unit"] or "" for row in unplaced)) if kind == "task" else []
        for row in unplaced:
            row["section"] = f"{roman(part)}.{units.index(row['unit'] or '') + 1}" if units else roman(part)
            row.pop("start", None)
        rows += [{"kind": "unit", "section": f"{roman(part)}.{at}", "name": name} for at, name in enumerate(units, 1)]
        rows.append({"kind": HEADING, "section": roman(part), "text": PART_TITLES[kind]})
    rows[:] = [row for row in rows if row.get("section")]


def _path_key(section, lettered):
    return [_value(piece, lettered and at == 0) for at, piece in enumerate(section.split("."))]


def _value(piece, is_letter):
    if piece in _ROMAN and not is_letter:
        return _ROMAN[piece]
    if digits := re.search(r"\d+", piece):
        return int(digits[0])
    return LETTERS.find(piece.lower())
