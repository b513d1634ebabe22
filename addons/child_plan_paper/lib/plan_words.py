"""How a plan words who, when and how often, where the text of a task does not say it itself."""

import re
from datetime import date, timedelta

from .printed import in_figures, roman

RECURRENCES = {
    "monthly": ("hằng tháng", ("tháng",)),
    "quarterly": ("hằng quý", ("quý", "quí")),
    "half_yearly": ("06 tháng một lần", ("6 tháng", "nửa năm", "sáu tháng")),
    "yearly": ("hằng năm", ("năm",)),
    "regular": ("thường xuyên", ("thường xuyên", "định kỳ", "hằng ", "hàng ", "liên tục", "kịp thời")),
}  # as a paper words it, and what says the same
PART_TITLES = {
    "target": "Mục tiêu, chỉ tiêu",
    "activity": "Nhiệm vụ, giải pháp",
    "funding": "Kinh phí thực hiện",
    "unit": "Tổ chức thực hiện",
    "task": "Nhiệm vụ và phân công thực hiện",
}  # of a part that the plan gives no heading
AGAIN = "*"  # behind the number of a part that an earlier part has; it is not printed
_POWERS = re.compile(r"\s+(?=(?:TM|KT|TL|TUQ|T/M)\s*\.|Q\.\s)", re.IGNORECASE)


def issuer_lines(name):
    """Return an issuer's name as a letterhead has it; a committee stands on two lines."""
    committee = re.match(r"(?:UBND|Ủy ban nhân dân)\s+(.+)", name or "", re.IGNORECASE)
    return ["Ủy ban nhân dân", committee[1]] if committee else [name or ""]


def power_lines(capacity):
    """Return the lines of the power to sign that stand in one text: TM. …, KT. …"""
    return [line for line in re.split(r"\n|" + _POWERS.pattern, capacity or "") if line and line.strip()]


def when(task, exact=False):
    """Return when a task is due or recurs, in words, "" where its text says it or nothing is to be said.

    :param exact: only the same day or the same words say it, not a period that ends with the day or a like word
    """
    if task.get("deadline") and not _is_said(task["text"], date.fromisoformat(task["deadline"]), exact):
        day = date.fromisoformat(task["deadline"])
        return f"{'trước' if task.get('deadline_kind') == 'before' else 'chậm nhất'} ngày {in_figures(day)}"
    words, signs = RECURRENCES.get(task.get("recurrence"), ("", ()))
    signs = (words,) if exact else signs
    return "" if any(sign in task["text"].lower() for sign in signs) else words


def _is_said(text, day, exact=False):
    """Whether a text states a deadline: the day, the one after it ("before the 31st"), the period that ends with it."""
    after = day + timedelta(1)
    days = [rf"0?{each.day}\s*[/.-]\s*0?{each.month}|0?{each.day} tháng 0?{each.month}" for each in (day, after)]
    periods = []
    if exact:
        return bool(re.search(rf"(?<!\d)(?:{'|'.join(days)})(?!\w)", text, re.IGNORECASE))
    if after.day == 1:
        periods.append(rf"tháng 0?{day.month}|0?{day.month}/{day.year}")
    if after.day == 1 and day.month % 3 == 0:
        periods.append(rf"qu[ýí] (?:{day.month // 3}|{roman(day.month // 3)})")
    if after.day == after.month == 1:
        periods.append(f"năm {day.year}")  # a bare year may be that of a paper which the text cites
    return bool(re.search(rf"(?<!\d)(?:{'|'.join(days + periods)})(?!\w)", text, re.IGNORECASE))


def is_lead_said(text):
    return bool(re.match(r"\W*(?:là\b.{0,60})?(?:chủ trì|đầu mối|làm đầu mối)", text, re.IGNORECASE))


def who_label(tasks):
    """Return the label of who answers for tasks: one who leads, or one who does them."""
    return "Cơ quan chủ trì" if any(task.get("role") == "lead" for task in tasks) else "Cơ quan thực hiện"
