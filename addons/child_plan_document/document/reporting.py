"""Reports that a plan demands: when, how often, to whom.

A report has a row only where the text states a due date, a frequency or a recipient (SCHEMA.md).
"""

import re

from .dates import day_of_year, deadline, first_day, frequencies, frequency_places, moment, timed
from .fold import fold
from .funding import sentences
from .items import Report

_REPORT = re.compile(r"\b(?:bao cao|gui (?:ket qua|so lieu|ke hoach)|thong tin, bao cao)\b")
_NO_REPORT = re.compile(r"^bao cao (?:vien|chuyen de|tai chinh)\b|^bao cao(?=,? (?:thong ke|theo doi|danh gia)\b)")
_BODY = (
    r"(?:UBND|[UỦỤ][ỷy] ban (?:nhân dân|Nhân dân|MTTQ|Mặt trận)|[UỦ]y ban|Sở|Bộ|[Pp]hòng|Ban|Văn phòng|HĐND|Hội đồng"
    r"|Tỉnh ủy|Huyện ủy|Thành ủy|Đảng ủy|"
    r"Chủ tịch|Trung tâm|Trạm [Yy] tế|Công an|cấp ủy|Trường|Hội|Thường trực|[Cc]ơ quan (?:thường trực|chủ trì"
    r"|chức năng|cấp trên)|[Ll]ãnh đạo|"
    r"Mặt trận|Chính phủ|Thủ tướng|Cục|Chi cục|Bệnh viện|cấp trên|Hiệu trưởng|tổ|Tổ|nhà trường|Nhà trường|Tổ trưởng"
    r"|Tỉnh đoàn|Đoàn|Liên đoàn|"
    r"Công đoàn|MTTQ|UBMTTQ|Bảo hiểm|BCH|PGD|TTYT|Quốc hội)\b"
)
_TO = re.compile(
    rf"\b(?:[Vv]ề|[Cc]ho|[Gg]ửi(?: về)?|đến|tới|lên|với|[Tt]rình|[Bb]áo cáo|[Tt]ham mưu)\s+(?:cho |về "
    rf"|đến )?(?=(?:các )?{_BODY})"
)
_END = re.compile(
    r"\s+(?=(?:truoc|cham nhat|vao|de|theo|ve|ket qua|tinh hinh|dinh ky|khi|trong|nham|xem xet|chi dao|bang"
    r"|qua (?:he thong|dia chi|email|thu)|"
    r"hang|moi|tong hop|kip thoi|dung|thoi gian|lam|va (?:bao cao|tong hop|chiu|gui)|so lieu|danh sach|co|neu|nhung"
    r"|tien do|cac (?:noi dung|van de|truong hop)|phan anh|kem|xin|gui|duoc)\b)|[.;]|,\s+(?=(?:de|dong thoi"
    r"|truoc|cham|theo|chi dao|kip|neu|tham|gui|bao cao|dinh|phuc vu|lam|tong hop|trong|xem)\b)|:"
)
_AD_HOC = re.compile(
    r"\b(?:kho khan|vuong mac|phat sinh|vuot tham quyen)\b.{0,160}\b(?:bao cao|phan anh|thong tin|gui y kien"
    r"|kien nghi)\b|\bdot xuat\b|kip thoi (?:bao cao|phan anh)|khi co (?:yeu cau|vu viec|phat sinh|su co"
    r"|tinh huong)|bao cao.{0,80}\bphat sinh\b"
)
_DUE = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|xong truoc|vao|den|khong qua|han cuoi|thoi gian|het)\b[^;.]{0,40}?(?=\d)"
    r"|\bngay\s+(?=\d)"
)
_DATE = r"\d{1,2}/\d{1,2}(?![/\d])"
_EACH = re.compile(r"\b(?:truoc|cham nhat|muon nhat)(?: la)?(?: ngay)? (?=\d{1,2}/\d{1,2}/\d{4})")
_PURPOSE = re.compile(r"\bde (?:\w+ ){0,4}tong hop|\bde (?:\w+ ){0,3}bao cao|\bphuc vu")


def read_reports(text, year=None, line=0, start=0, section=None):
    """[Report] of a task or paragraph. ``year``: the plan's own, where it is for one year."""
    found = []
    for begin, end in _clauses(text):
        found += _of_clause(text[begin:end], year)
    for report in found:
        report.text, report.line, report.start, report.end = text, line, start, start + len(text)
        report.section, report.sure = section, 0.7
    return found


def _clauses(text):
    spans = []
    for begin, end in sentences(text):
        for part in re.finditer(r"[^;]+", text[begin:end]):
            spans.append((begin + part.start(), begin + part.end()))
    return spans


def _of_clause(clause, year):
    folded = timed(clause)
    purpose = _PURPOSE.search(folded)
    reach = folded[: purpose.start()] if purpose and _REPORT.search(folded[: purpose.start()]) else folded
    reports = [m for m in _REPORT.finditer(reach) if not _NO_REPORT.match(folded[m.start() :])]
    ad_hoc = _AD_HOC.search(folded)
    if not reports and not ad_hoc:
        return []
    first = reports[0] if reports else ad_hoc
    if reports and _is_noun_inside(clause, reach, reports):
        return []
    recipient = _recipient(clause, reach, first.start() if reports else ad_hoc.start())
    rows = _rows(clause[: len(reach)], reach, recipient, ad_hoc, year)
    onward = clause[len(reach) :]  # "… để tổng hợp, báo cáo UBND tỉnh trước ngày 25/11"
    return rows + (_of_clause(onward, year) if _due(onward, timed(onward), year)[0] else [])


def _is_noun_inside(clause, folded, reports):
    """``công tác thông tin, báo cáo`` and the like demand nothing by themselves."""
    return all(
        re.search(r"\b(?:cong tac|che do|noi dung|mau|dang|cac|hop|thong ke,|theo) (?:\w+, )?$", folded[: m.start()])
        for m in reports
    ) and not _TO.search(clause)


def _recipient(clause, folded, at):
    for match in _TO.finditer(clause, max(0, at - 12)):
        opening = fold(match.group())
        if opening.startswith(("cho", "trinh", "voi")) and match.start() < at or opening.startswith("tham muu"):
            continue
        begin = match.end()
        stop = _outer_end(folded, begin)
        name = clause[begin:stop].strip(" ,.;:")
        if 2 < len(name) < 180:
            return name
    return None


def _outer_end(folded, begin):
    """The first end of the recipient's name that stands outside brackets."""
    depth, position = 0, begin
    ends = {m.start() for m in _END.finditer(folded, begin)}
    while position < len(folded):
        char = folded[position]
        depth += (char == "(") - (char == ")")
        if depth <= 0 and position in ends:
            return position
        position += 1
    return len(folded)


def _rows(clause, folded, recipient, ad_hoc, year):
    due, kind = _due(clause, folded, year)
    periods = frequencies(clause)
    days = _days_of_year(folded)
    if len(days) > 1 and periods in ([], ["yearly"]):
        return [Report(due=day, due_kind=kind, frequency="yearly", recipient=recipient) for day in days]
    days = [] if periods else [first_day(clause, m.end()) for m in _EACH.finditer(folded)]
    if len(days) > 1 and all(days):
        return [Report(due=day, due_kind=kind, frequency="once", recipient=recipient) for day in days]
    if ad_hoc and "ad_hoc" not in periods and not due and not periods:
        periods = ["ad_hoc"]
    if not due and not periods and (stated := deadline(clause, year)):
        due, kind = stated.day, stated.kind
    if "yearly" in periods and due and len(due) == 10 and len(periods) == 1:
        due = due if re.search(r"\d{4}", folded) else f"-{due[4:]}"
    if periods:
        return _periodic(clause, folded, periods, recipient, due, kind)
    if due:
        frequency = "once" if len(due) == 10 else "yearly"
        return [Report(due=due, due_kind=kind, frequency=frequency, recipient=recipient)]
    return [Report(recipient=recipient)] if recipient else []


def _periodic(clause, folded, periods, recipient, due, kind):
    """One row a period; each takes the day that stands nearest behind its own words."""
    if len(periods) > 1:
        own = _days_of_periods(clause, folded)
        return [
            Report(due=own.get(p), due_kind=kind if own.get(p) else None, frequency=p, recipient=recipient)
            for p in periods
        ]
    return [
        Report(
            due=None if p == "ad_hoc" else due,
            due_kind=kind if due and p != "ad_hoc" else None,
            frequency=p,
            recipient=recipient,
        )
        for p in periods
    ]


def _days_of_periods(clause, folded):
    """{period: the day that stands behind its words, before the next period's}."""
    days, places = {}, frequency_places(clause)
    for match in re.finditer(r"(\d{1,2})\s*(?:/|thang)\s*(\d{1,2})(?:\s*(?:/|nam)\s*(\d{4}))?(?!\d)", folded):
        phrase = clause[match.start() : match.end()]
        before = [name for at, name in places if at < match.start() and name != "ad_hoc"]
        day = first_day(phrase) or day_of_year(phrase)
        if before and day:
            days.setdefault(before[-1], day)
    return days


def _days_of_year(folded):
    """``trước ngày 15/6 và 15/12 hằng năm``: the days, as ``--MM-DD``, of a report that is due on several."""
    listed = re.search(rf"{_DATE}(?:(?:,| va) (?:truoc )?(?:ngay )?{_DATE})+(?=.{{0,12}}\b(?:hang|moi) nam\b)", folded)
    return [day_of_year(m.group()) for m in re.finditer(_DATE, listed.group())] if listed else []


def _due(clause, folded, year):
    """(day or ``--MM-DD`` or None, ``before``/``latest``/None)."""
    match = _DUE.search(folded)
    if not match:
        return None, None
    reach = clause[match.start() : match.end() + 40]
    kind = "before" if fold(reach).startswith("truoc") or "truoc ngay" in fold(reach[:30]) else "latest"
    every = re.search(r"\b(?:hang|moi) (?:nam|quy|thang)\b", folded)
    day = first_day(reach) or (None if every else moment(reach, year)) or day_of_year(reach)
    return (day, kind) if day else (None, None)
