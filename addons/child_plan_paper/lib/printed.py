"""What a paper prints in each of its cells: marks, capitals, blanks and punctuation, the same for all writers."""

import re
import unicodedata

from .tree import Run, plain

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
ADDRESSED = "Kính gửi:"
RECIPIENTS = "Nơi nhận:"
ANNEX = "Phụ lục"
LONGEST_MARK = 60
UNKNOWN = "…"  # what a person writes before the paper is signed
_BLANK = "\u00a0" * 6  # what is filled in by hand, or by the system that signs
# What XML cannot hold, and marks that would show a text in another order than it is stored in.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]"
)


def clean(text):
    """Return the text composed (NFC), with line breaks, without what cannot be printed."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return unicodedata.normalize("NFC", _UNPRINTABLE.sub("", text))


def capitals(text):
    return clean(text).upper()


def _padded(number, below):
    return f"{number:02d}" if number < below else str(number)


def _number(head):
    number = clean(head.number).strip()
    return f"0{number}" if re.fullmatch("[1-9]", number) else number


def number_line(head):
    """`Số: 05/KH-UBND`; the number blank until there is one."""
    symbol = f"/{clean(head.symbol)}" if head.symbol else ""
    return f"Số: {_number(head) or _BLANK}{symbol}"


def _day(head):
    if head.day:
        return in_words(head.day)
    return f"ngày{_BLANK}tháng{_BLANK}năm {head.year or _BLANK}".rstrip()


def day_line(head):
    """`Ngọc Hồi, ngày 05 tháng 01 năm 2026`; the day blank until there is one."""
    return ", ".join(filter(None, (clean(head.place), _day(head))))


def in_words(day):
    """Return a day as papers are cited: ngày 05 tháng 01 năm 2026."""
    return f"ngày {_padded(day.day, 10)} tháng {_padded(day.month, 3)} năm {day.year}"


def in_figures(day):
    """Return a day as papers write it in their text: days below 10 and January and February have a 0 (Decree 30,
    phụ lục I): 05/01/2026, 15/3/2026.
    """
    return f"{day:%d}/{f'{day:%m}' if day.month < 3 else day.month}/{day.year}" if day else UNKNOWN


def stamps(head):
    """Return the marks of secrecy and urgency, in this order."""
    return [capitals(mark) for mark in (head.secrecy, head.urgency) if mark]


def circulation(head):
    """Return the mark of who may have the paper, or ""; a longer text is no mark."""
    return capitals(head.circulation).strip()[:LONGEST_MARK]


def letter_subject(head):
    return bound(f"V/v {clean(head.subject)}")


def bound(text):
    """Keep the last two words of a centred text together: a syllable does not stand on a line alone."""
    *before, last = clean(text).split(" ")
    return " ".join(before) + ("\u00a0" if len(before) > 3 else " " if before else "") + last


def listed(lines):
    """`- …;` for each line, `.` at the end of the last one."""
    held = [re.sub(r"^[-–]\s+|[;.\s]+$", "", clean(line)) for line in lines]
    return [f"- {line}{'.' if at == len(held) else ';'}" for at, line in enumerate(held, 1)]


def grounds(texts):
    """Return the runs of the grounds, each ending in `;`, the last one in `.`."""
    ended = []
    for at, text in enumerate(texts, 1):
        mark = "." if at == len(texts) else ";"
        whole = plain(text).rstrip()
        ended.append(text if whole.endswith((mark, ":")) else [*_without_end(text), Run(mark)])
    return ended


def _without_end(text):
    *before, last = text or [Run("")]
    return [*before, Run(last.text.rstrip(" ;.,"), last.bold, last.italic, last.ref)]


def annex_label(paper, at):
    """`Phụ lục`, or `Phụ lục II` where there are several; ``at`` counts from 0."""
    annex = paper.annexes[at]
    if annex.label:
        return capitals(annex.label)
    numbered = [other for other, annex in enumerate(paper.annexes) if not annex.label]
    return f"{ANNEX} {roman(numbered.index(at) + 1)}" if len(numbered) > 1 else ANNEX


def annex_reference(paper, annex):
    """`(Kèm theo Kế hoạch số 05/KH-UBND ngày 05 tháng 01 năm 2026 của Ủy ban nhân dân xã Ngọc Hồi)`."""
    if annex.reference:
        return clean(annex.reference)
    head = paper.head
    kind = clean(head.kind or "Công văn").capitalize()
    number = number_line(head).removeprefix("Số: ")
    return f"(Kèm theo {kind} số {number} {_day(head)} của {clean(' '.join(head.issuer))})"


def roman(number):
    pieces = [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC")]
    pieces += [(50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]
    text = ""
    for value, sign in pieces:
        text += sign * (number // value)
        number %= value
    return text
