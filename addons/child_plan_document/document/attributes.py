"""Lines that say who answers for a task: ``Cơ quan chủ trì: … Cơ quan phối hợp: … Thời gian: … Sản phẩm: …``."""

import re
from itertools import zip_longest

from .fold import fold

LEAD, DOES, WITH, WHEN, PRODUCT, ASIDE = "lead", "does", "with", "when", "product", "aside"
_WHO = r"(?:cac )?(?:(?:co quan|don vi|bo phan|cap|nganh|ca nhan|to chuc|so,? nganh)(?:,| va| -|/)? ?){0,3}"
_LABELS = (
    (LEAD, rf"{_WHO}(?:chu tri)(?: thuc hien| tham muu|, thuc hien| va thuc hien| trien khai)?"),
    (WITH, rf"{_WHO}(?:cung )?phoi hop(?: thuc hien)?"),
    (DOES, (
        rf"(?:co quan|don vi|bo phan|nguoi|phan cong|trach nhiem|to chuc|{_WHO})(?:,? (?:co quan"
        rf"|don vi))? ?(?:thuc hien|phu trach|chiu trach nhiem)"
    )),
    (WHEN, (
        r"thoi (?:gian|han|diem)(?: (?:thuc hien|hoan thanh|trien khai|to chuc|bao cao))*|tien do(?: (?:thuc hien"
        r"|hoan thanh))*|han hoan thanh"
    )),
    (PRODUCT, r"(?:san pham|ket qua)(?: (?:dau ra|du kien|dat duoc|hoan thanh|thuc hien))*"),
    (ASIDE, (
        r"kinh phi(?: thuc hien)?|dia diem(?: thuc hien| to chuc)?|doi tuong|so luong|ghi chu|hinh thuc"
        r"|thanh phan"
    )),
)  # fmt: skip
_FIELD = re.compile(
    r"(?:(?<=^)|(?<=[.;,(\-–+]\s)|(?<=[.;,(\-–+*])|(?<=[.;]\s\s))\s*(?:"
    + "|".join(f"(?P<{n}>{p})" for n, p in _LABELS)
    + r")\s*:\s*"
)


def fields(text):
    """(the text before the first label, {label: value}) of a paragraph; no labels where nobody is named for a task."""
    folded = fold(text)
    found = [m for m in _FIELD.finditer(folded) if text[m.start() : m.end()].strip()]
    found = [m for m in found if m.lastgroup != ASIDE or m.start() < 4 or len(found) > 1]
    if not found:
        return text, {}
    values = {}
    for match, following in zip_longest(found, found[1:]):
        value = text[match.end() : following.start() if following else len(text)]
        values.setdefault(match.lastgroup, value.strip(" .;,-–+()"))
    opens = found[0].start()
    if opens > 3 and not set(values) & {LEAD, DOES} and not (set(values) == {WITH, WHEN} or set(values) == {WHEN}):
        return text, {}
    return text[:opens].strip(" (-–+").strip(), values


def names_go_on(text, line):
    """Whether ``line`` goes on with the bodies that ``Cơ quan thực hiện: Sở A;`` lists, cut after a semicolon."""
    values = fields(text)[1]
    listed = values and list(values)[-1] in (LEAD, DOES, WITH)
    return bool(listed and _FRESH.match(fold(line)) and not fields(line)[1] and len(line) < 160)


def names(value):
    """The bodies of ``Cơ quan phối hợp``, one a comma or semicolon that stands between two names."""
    value = re.sub(r"\s+", " ", value or "").strip(" .;")
    if not value:
        return []
    if ";" in value:
        return [v.strip(" .,") for v in value.split(";") if v.strip(" .,")]
    pieces, start = [], 0
    for match in re.finditer(r",\s+(?:và\s+)?|\s+và\s+(?=(?:các|UBND|Sở|Phòng|Công an|Hội|Đoàn)\b)", value):
        before, behind = value[start : match.start()], value[match.end() :]
        if _splits(before, behind, match.group()):
            pieces.append(before)
            start = match.end()
    return [p.strip(" .,") for p in [*pieces, value[start:]] if p.strip(" .,")]


_FRESH = re.compile(
    r"^(?:cac\b|ubnd\b|uy ban\b|so (?!nganh)\w|phong \w|cong an\b|hoi \w|doan (?!the)\w|ban \w+ \w|truong \w"
    r"|trung tam\b|tram\b|bao hiem\b|"
    r"bhxh|mttq|ubmttq|mat tran|lien doan|dai\b|bao \w|toa an|vien\b|benh vien|van phong|chi cuc|cuc\b|bo \w"
    r"|thanh tra|don vi\b|co quan\b|"
    r"tinh doan|huyen doan|doanh nghiep|kho bac|ngan hang|truong\b|nha truong|cong doan|to \w|ca nhan|thanh doan"
    r"|quan doan|buu dien|vnpt)"
)


def _splits(before, behind, glue):
    """``các sở, ban, ngành``, ``UBND các xã, thị trấn`` and ``Văn phòng HĐND và UBND`` are one name each."""
    own, folded = fold(behind), fold(before)
    if folded.endswith(("van phong hdnd", "van phong hoi dong nhan dan")) and own.startswith(("ubnd", "uy ban")):
        return False
    if re.match(
        r"^(?:ban|nganh|doan the|thi tran|phuong|xa|huyen|thi xa|thanh pho|quan|dac khu|don vi|co quan|to chuc"
        r"|dia phuong|ca nhan)\b\s*(?:,|;|va\b|$|lien quan|co lien|tinh|huyen|xa|thanh|trong|thuoc|khac|cap)",
        own,
    ):
        return False
    if re.search(r"\bcac (?:so|phong|ban|co quan|to chuc|hoi|nganh)$", folded) and re.match(
        r"^(?:ban|nganh|phong|don vi|doan)\b", own
    ):
        return False
    return bool(_FRESH.match(own)) and bool(behind[:1].isupper() or _FRESH.match(own))
