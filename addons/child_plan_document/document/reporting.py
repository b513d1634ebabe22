"""Reports that a plan demands: when, how often, to whom.

A report has a row only where the text states a due date, a frequency or a recipient (SCHEMA.md).
"""

import re
from dataclasses import replace
from itertools import islice

from .dates import (
    WITHIN_THE_YEAR,
    day_of_month,
    day_of_year,
    deadline,
    first_day,
    frequencies,
    frequency_places,
    moment,
    timed,
)
from .fold import compiled, compiled_pair, fold, is_marked
from .funding import sentences
from .items import Report
from .several_days import days_of_every_month, due_days, due_months, rhythm

_REPORT = re.compile(r"\bbao cao\b|\bgui (?:ket qua|so lieu|bao cao)\b")
_NO_REPORT = re.compile(r"^bao cao (?:vien|chuyen de|tai chinh)\b|^bao cao(?=,? (?:thong ke|theo doi|danh gia)\b)")
_NOUN = re.compile(
    r"\b(?:cong tac|che do|noi dung|mau|dang|cac|cuoc hop|thong ke,|theo|nhan|can cu|vao|trong) (?:\w+, )?$"
)
_BODY = (
    r"(?:UBND|[UỦỤ][ỷy] ban (?:nhân dân|Nhân dân|MTTQ|Mặt trận)|[UỦ]y ban|[UỦ]y nhân dân|Sở|Bộ|[Pp]hòng|Ban|Văn phòng"
    r"|HĐND|Hội đồng|Tỉnh ủy|Tỉnh uỷ|Huyện ủy|Thành ủy|Đảng ủy|Tổng|Viện|Quỹ|Đài|Đồn|Bộ Chỉ huy|Phó Chủ tịch|Giám đốc|"
    r"Chủ tịch|Trung tâm|Trạm [Yy] tế|Công an|cấp ủy|Trường|Hội|Thường trực|[Cc]ơ quan (?:thường trực|chủ trì"
    r"|chức năng|cấp trên|quản lý|có thẩm quyền)|[Ll]ãnh đạo|"
    r"Mặt trận|Chính phủ|Thủ tướng|Cục|Chi cục|Bệnh viện|cấp trên|cấp có thẩm quyền|Hiệu trưởng|tổ|Tổ|nhà trường"
    r"|Nhà trường|Ban [Gg]iám hiệu|Tỉnh đoàn|Thành đoàn|Huyện đoàn|Đoàn|Liên đoàn|Đảng bộ|Chi bộ|Ban Thường vụ|TTg|"
    r"Công đoàn|MTTQ|UBMTTQ|Bảo hiểm|BCH|BCĐ|PGD|TTYT|Quốc hội|Bộ trưởng|Thanh tra|Kho bạc|Ngân hàng)\b"
)
_TO = re.compile(
    r"\b(?:[Vv]ề|[Cc]ho|[Gg]ửi(?: về)?|đến|tới|lên|với|[Tt]rình|[Bb]áo cáo|[Tt]ham mưu)\s+"
    r"(?:(?:(?:kết quả|tình hình|kịp thời|ngay|bằng văn bản)(?: thực hiện)?|cho|về|đến|với|định kỳ) )?"
    rf"(?=(?:các )?{_BODY})"
)
# With their tone marks: "mỗi" ends a name and "Môi" (trường) does not.
_END = compiled_pair(
    r"\s+(?=(?:trước|chậm nhất|muộn nhất|vào|để|theo|về (?:kết quả|tình hình|việc|công tác|các|những|nội dung|tiến độ"
    r"|số liệu|thực hiện)|kết quả|tình hình|định kỳ|khi|trong|nhằm|xem xét|chỉ đạo|bằng"
    r"|(?:thông )?qua (?:hệ thống|địa chỉ"
    r"|email|thư|hộp thư|cổng|phần mềm|trục)|(?:hàng|hằng|mỗi|từng|cuối) (?:năm|quý|tháng|tuần|ngày)|tổng hợp|kịp thời"
    r"|đúng|thời gian|làm|và (?:báo cáo|tổng hợp|chịu|gửi|đề xuất)|số liệu|danh sách|có(?! (?:thẩm quyền|liên quan))"
    r"|nếu|những|tiến độ|cho ý kiến"
    r"|các (?:nội dung|vấn đề|trường hợp)|phản ánh|kèm|xin|gửi|được|đề xuất|quyết định|phê duyệt|bổ sung|điều chỉnh"
    r"|giải quyết|hướng dẫn|tháo gỡ|biết|ban hành|thẩm định|ngay|sau khi|hoặc|thông qua để|trên|tại (?:kỳ họp"
    r"|cuộc họp|hội nghị|phiên)|\d)\b)|[.;:]"
    r"|,\s+(?=(?:để|đồng thời|trước|chậm|theo|chỉ đạo|kịp|nếu|tham|gửi|báo cáo|định|phục vụ|làm|tổng hợp|trong|xem"
    r"|đề xuất|kiến nghị|trường hợp)\b)"
)
_THROUGH = compiled(rf"\s\(?((?:thông )?qua (?={_BODY})[^().;,]{{4,90}}?)(?=\)|[.;,]|$|\s(?:trước|để|theo|vào|chậm)\s)")
_BY_WAY_OF = re.compile(r"\((?:thong )?qua [^()]*$")  # "UBND tỉnh (qua Sở Nội vụ)" is whole with its bracket
_MONEY = re.compile(r"\b(?:kinh phi|du toan|ngan sach)\b")
# Who is asked to decide something is told nothing of the plan's course.
_ASKS = compiled_pair(
    r"^\W*(?:để )?(?:xem xét|phê duyệt|bổ sung|quyết định|cho (?:ý kiến|chủ trương|phép)|thẩm định|ban hành|trình|cấp"
    r"|khen thưởng)\b"
)
# What is drawn up and sent in is a paper of its own, no report on the plan.
_PAPER = re.compile(r"\b(?:du toan|de cuong|ho so|phuong an|danh muc|ke hoach)\b[^,.;]{0,80}$")
# A result that is sent tells of the plan's course where it says so, or when.
_COURSE = re.compile(
    r"\bket qua (?:thuc hien|trien khai|to chuc|hoat dong)\b|\bdinh ky\b|\b(?:hang|moi) \w+|\d/\d|\bthang \d"
    r"|\bbao cao\b"
)
_TROUBLE = re.compile(
    r"\b(?:neu|truong hop|khi)\b.{0,60}\b(?:kho khan|vuong mac|phat sinh|vuot tham quyen|van de|sua doi|thay doi|can"
    r" (?:dieu chinh|bo sung))\b|\b(?:kho khan|vuong mac)\b.{0,40}\bneu co\b"
)
_TELLS = re.compile(r"\b(?:bao cao|phan anh|thong tin|gui|kien nghi|trao doi|lien he|de xuat|trinh)\b")
_AD_HOC = re.compile(
    r"\b(?:kho khan|vuong mac|phat sinh|vuot tham quyen)\b.{0,160}\b(?:bao cao|phan anh|thong tin|gui y kien"
    r"|kien nghi)\b|\bdot xuat\b|kip thoi (?:bao cao|phan anh)|khi co (?:yeu cau|vu viec|phat sinh|su co"
    r"|tinh huong)|bao cao.{0,80}\bphat sinh\b|bat thuong.{0,60}\bbao cao\b"
    r"|^\W*khi (?:co|xay ra)\b.{0,80}\bbao cao\b|\bbao cao (?:ngay|nhanh)\b"
)
_AT_ONCE = re.compile(r"\bbao cao (?:ngay|nhanh|dot xuat|kip thoi)?[^.;]{0,20}\bkhi (?:co|xay ra|phat)\b")

_DUE = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|xong truoc|vao|den|khong qua|han cuoi|thoi gian|het)\b[^;.]{0,40}?(?=\d)"
    r"|\bngay\s+(?=\d)"
)
_PURPOSE = compiled_pair(r"\bđể (?:\w+ ){0,4}tổng hợp|\bđể (?:\w+ ){0,3}báo cáo|\bphục vụ")
_OF_YEAR = re.compile(
    r"\b(?:bao cao [^,.;]{0,60}?\((?:vao )?(?:cuoi )?nam|(?:so ket|tong ket)\b[^,.;]{0,30}? nam) (20\d\d)\b"
)
_SINGLE = re.compile(r"\bdinh ky\b(?!,? (?:hang|moi|tung|6|06|sau|quy|quz|thang|nam|1|01|mot|\(|\d))")


# No sentence demands more reports than this.
MOST_REPORTS = 12


def read_reports(text, year=None, line=0, start=0, section=None):
    """[Report] of a task or paragraph. ``year``: the plan's own, where it is for one year."""
    found = []
    for sentence in _clauses(text):
        rows = [(text[begin:end], _of_clause(text[begin:end], year)) for begin, end in sentence]
        known = {r.recipient for _, reports in rows for r in reports if r.recipient}
        for clause, reports in rows:
            _set_days(clause, reports)
            for report in reports:
                if len(known) == 1:  # "…; báo cáo năm trước ngày 10/12, gửi UBND xã": one address for the sentence
                    report.recipient = report.recipient or next(iter(known))
            found += [r for r in reports if r.recipient or r.frequency != "ad_hoc" or _keeps(clause, reports)]
    for report in found:
        report.text, report.line, report.start, report.end = text, line, start, start + len(text)
        report.section, report.sure = section, 0.7
    return found


def _set_days(clause, reports):
    """The day of each report that comes again, from what the clause says next to its period."""
    periods = {report.frequency for report in reports}
    for part in re.split(r"[,;]|\bvà\b", clause) if len(periods) > 1 else [clause]:
        day, kind = day_of_month(part)
        own = periods if len(periods) == 1 else frequencies(part)
        for report in reports if day else ():
            if report.frequency in WITHIN_THE_YEAR and report.frequency in own and not (report.due or report.due_day):
                report.due_day, report.due_kind = day, kind


def _keeps(clause, reports):
    """Whether a report without an address and without a day is one all the same."""
    return len(reports) > 1 or bool(_AT_ONCE.search(fold(clause)))


def _clauses(text):
    """[[(start, end) of a clause, …] of a sentence, …]; what only names a further period and its day goes on."""
    found = []
    for begin, end in sentences(text):
        clauses = []
        for part in re.finditer(r"[^;]+", text[begin:end]):
            if clauses and (_FURTHER.match(fold(part.group())) or _ONLY_DAY.match(fold(part.group()))):
                clauses[-1] = (clauses[-1][0], begin + part.end())
            else:
                clauses.append((begin + part.start(), begin + part.end()))
        found.append(clauses)
    return found


_ONLY_DAY = re.compile(r"\s*(?:va )?(?:(?:truoc|cham nhat|vao) )?(?:ngay )?\d{1,2}\s*[/.-]\s*\d{1,2}\b")
_FURTHER = re.compile(
    r"\s*(?:va |bao cao )?(?:dinh ky )?(?:0?6 thang|sau thang|9 thang|quz?y?|ca nam|nam|hoc ky)\b[^,;]{0,25}"
    r"\b(?:truoc|cham nhat|vao)\b[^,;]{0,12}\d"
)


def _of_clause(clause, year):
    folded = timed(clause)
    trouble = _TROUBLE.search(folded)
    marked = is_marked(clause)
    purpose = _PURPOSE[not marked].search(clause.lower() if marked else folded)
    reach = folded[: purpose.start()] if purpose and _TELLS.search(folded[: purpose.start()]) else folded
    reports = [m for m in islice(_REPORT.finditer(reach), MOST_REPORTS) if _is_report(m, reach)]
    ad_hoc = trouble or _AD_HOC.search(folded)
    if not reports and not (ad_hoc and _TELLS.search(reach)):
        return []
    told = _TELLS.search(reach, trouble.end()) if trouble else None
    first = told or (reports[0] if reports else _TELLS.search(reach) or ad_hoc)
    recipient, end = _recipient(clause, reach, first.start())
    asks = recipient and _ASKS[not marked].match(clause.lower()[end:])
    if asks and (not trouble or "vuot tham quyen" in trouble.group() or _MONEY.search(folded)):
        return []
    if fold(clause).lstrip().startswith("tren day la") and not trouble:
        return []
    rows = _rows(clause[: len(reach)], reach, recipient, ad_hoc, year)
    onward = clause[len(reach) :]  # "… để tổng hợp, báo cáo UBND tỉnh trước ngày 25/11"
    return rows + (_of_clause(onward, year) if _due(onward, timed(onward), year)[0] else [])


def _is_report(match, folded):
    """Whether the words demand a report: no noun (chế độ báo cáo), no paper that is handed in."""
    before = folded[max(0, match.start() - 160) : match.start()]
    is_noun = _NOUN.search(before) and not match.group().startswith("gui")
    if is_noun or _NO_REPORT.match(folded[match.start() : match.start() + 60]):
        return False
    if match.group() == "gui ket qua" and not _COURSE.search(folded):
        return False
    return not _PAPER.search(before) or bool(re.search(r"\b(?:ket qua|tinh hinh|dinh ky)\b", folded))


def _recipient(clause, folded, at):
    """(who gets the report, where the name ends): the first that is addressed."""
    for match in islice(_TO.finditer(clause, max(0, at - 12)), MOST_REPORTS):
        opening = fold(match.group())
        if opening.startswith(("cho", "trinh", "voi")) and match.start() < at or opening.startswith("tham muu"):
            continue
        begin = match.end()
        stop = min(_outer_end(clause, begin), len(folded))
        if stop - begin > 220:
            continue
        name = clause[begin:stop].strip(" ,.;:")
        if 2 < len(name) < 200:
            through = _THROUGH.search(clause, stop)
            if through and " qua " not in name and "(qua " not in name:
                name = f"{name} ({through.group(1).strip()})"
            return name, stop
    return None, len(folded)


def _outer_end(clause, begin):
    """The first end of the recipient's name that stands outside brackets."""
    text, marked = clause, is_marked(clause)
    limit = min(len(text), begin + 230)
    ends = {m.start() for m in _END[not marked].finditer(text if marked else fold(text), begin, limit)}
    depth = 0
    for position in range(begin, limit):
        depth += (text[position] == "(") - (text[position] == ")")
        if text[position] == ")" and not depth and _BY_WAY_OF.search(fold(text[begin:position])):
            return position + 1
        if depth <= 0 and position in ends:
            return position
    return limit


def _rows(clause, folded, recipient, ad_hoc, year):
    own = [Report(due=f"{m.group(1)}-12-31", frequency="once", recipient=recipient) for m in _OF_YEAR.finditer(folded)]
    if len(own) > 1:
        return own
    due, kind = _due(clause, folded, year)
    periods = frequencies(clause)
    days = due_days(clause) or due_months(clause)
    if len(days) > 1:
        several = _of_days(clause, folded, periods, days, kind or "latest", year)
        return [replace(report, recipient=recipient) for report in several]
    each, kind_of_each = days_of_every_month(clause)
    if each and periods == ["monthly"]:
        common = {"due_kind": kind_of_each, "frequency": "monthly", "recipient": recipient}
        return [Report(due_day=day, **common) for day in each]
    if ad_hoc and not due and not periods:
        periods = ["ad_hoc"]
    if periods == ["ad_hoc"] and _SINGLE.search(folded) and recipient:
        return [Report(recipient=recipient), Report(frequency="ad_hoc", recipient=recipient)]
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


def _of_days(clause, folded, periods, days, kind, year):
    """A row for each of several days: half-yearly or quarterly where they lie so, else dated or yearly."""
    every = bool(re.search(r"\b(?:hang|moi|tung) nam\b", folded))
    if every and len({bool(day.year) for day in days}) > 1:  # "trước 15/6 hằng năm và trước ngày 15/11/2030"
        dated = [("once", day.whole(None)) if day.year else ("yearly", day.of_year) for day in days]
        return [Report(due=due, due_kind=kind, frequency=name) for name, due in dated]
    own = [period for period in periods if period != "ad_hoc"]
    places = [(at, name) for at, name in frequency_places(clause) if name != "ad_hoc"]
    if (
        own[1:]
        and own[-1] == "yearly"
        and not any(at > days[0].at for at, _ in places[:-1])
        and (places[-1][0] > days[-1].at)
    ):
        own.pop()  # "6 tháng một lần, trước ngày 15/6 và 15/12 hằng năm": every year belongs to the days
    if len(own) > 1:
        named = (
            own
            if len(own) == len(days)
            else [next((name for at, name in reversed(places) if at < day.at), own[0]) for day in days]
        )
        rows = [(name, day.whole(None) or day.of_year) for name, day in zip(named, days, strict=True)]
        rows += [(period, None) for period in own if period not in named]
    elif own and own[0] in WITHIN_THE_YEAR:
        rows = [(own[0], day.of_year) for day in days]
    else:
        again = every or not (year or all(day.year for day in days))
        name = None if any(day.year for day in days) and not every else rhythm(days)
        whole = [None if name or again else day.whole(year) for day in days]
        rows = [("once", due) if due else (name or "yearly", day.of_year) for due, day in zip(whole, days, strict=True)]
    reports = [Report(due=due, due_kind=due and kind, frequency=name) for name, due in rows]
    return reports + ([Report(frequency="ad_hoc")] if "ad_hoc" in periods else [])


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
