"""Lines that say who answers for a task: ``Cơ quan chủ trì: … Cơ quan phối hợp: … Thời gian: … Sản phẩm: …``."""

import re
from itertools import zip_longest

from .fold import fold

LEAD, DOES, WITH, WHEN, PRODUCT, ASIDE, TEXT = "lead", "does", "with", "when", "product", "aside", "text"
# A label of who is made of these words alone: bodies in general and what they do with the task.
_BODY = r"co quan|don vi|bo phan|cap|nganh|ca nhan|to chuc|so|phong|ban|dia phuong|nguoi|lanh dao|can bo|luc luong"
_DOING = (
    r"chu tri|phoi hop|thuc hien|tham muu|trien khai|to chuc|chiu trach nhiem|trach nhiem|phu trach|dau moi|phan cong"
    r"|theo doi|huong dan|giup viec|tham gia|chi dao"
)
_WHO = rf"(?:(?:cac|cung|va|chinh|duoc giao|lien quan|co lien quan|{_BODY}|{_DOING})(?:,| -|/|$|(?=:))? ?)" + "{1,9}"
_LABELS = (
    (WHEN, r"(?:thoi (?:gian|han|diem|ky)|tien do|han|lo trinh)(?: (?!theo|cu the|nhu sau)[a-z]+){0,4}"),
    (PRODUCT, r"(?:du kien )?(?:san pham|ket qua)(?: (?:dau ra|du kien|dat duoc|hoan thanh|thuc hien|can dat|chinh))*"),
    (ASIDE, (
        r"(?:tong )?(?:kinh phi|muc kinh phi|dia diem|dia ban|doi tuong|so luong|quy mo|ghi chu|hinh thuc|thanh phan)"
        r"(?: (?:thuc hien|du kien|to chuc|tham gia|tham du|trien khai|ap dung)){0,2}"
    )),
    (TEXT, r"(?:noi dung|nhiem vu|cong viec|hoat dong)(?: (?:thuc hien|cong viec|cu the|nhiem vu))?"),
)  # fmt: skip
_START = r"(?:(?<=^)|(?<=[.;,(\-–+]\s)|(?<=[.;,(\-–+*])|(?<=[.;]\s\s))\s*"
_SPOKEN = re.compile(
    r"^\W*(?P<when>thoi (?:gian|han)(?: (?:thuc hien|hoan thanh|trien khai|to chuc)){1,2}) (?=tu |trong |sau "
    r"|truoc |nam |quy |thang |hang |ngay )"
)
_FIELD = re.compile(_START + "(?:" + "|".join(f"(?P<{n}>{p})" for n, p in _LABELS) + rf"|(?P<who>{_WHO}))\s*:\s*")
# Who does what in a value: ``Sở A chủ trì, phối hợp với Sở B, Sở C thực hiện``.
_LEADS = re.compile(
    r",?\s*(?:là (?:cơ quan|đơn vị) |làm )?(?:chủ trì|đầu mối)(?: thực hiện| tham mưu| tổ chức)?\b", re.I
)
_WITH_WHOM = re.compile(
    r"^[\s,;]*(?:và )?(?:(?:cùng )?phối hợp(?: (?:với|cùng))?|cùng(?: với)?)\s*:?\s*(?:các đơn vị: )?(?=\S)", re.I
)
_TAIL = re.compile(r"\s*(?:để |cùng )?(?:tổ chức |triển khai )?(?:thực hiện|phối hợp)\s*[.;]?$", re.I)


def _kind(match):
    """The kind of a label that was found."""
    if match.lastgroup != "who":
        return match.lastgroup
    own = match.group("who")
    if "chu tri" in own or "dau moi" in own:
        return LEAD
    if "phoi hop" in own or own.startswith(("tham gia", "cung")):
        return WITH
    doing = re.search(r"thuc hien|phu trach|trach nhiem|phan cong|tham muu|trien khai", own)
    return DOES if doing and not own.startswith(("to chuc thuc hien", "trien khai", "thuc hien")) else None


def fields(text):
    """(the text before the first label, {label: value}) of a paragraph; no labels where nobody is named for a task."""
    folded = fold(text)
    found = [(m, kind) for m in _FIELD.finditer(folded) if text[m.start() : m.end()].strip() and (kind := _kind(m))]
    found = [(m, kind) for m, kind in found if kind != TEXT or m.start() < 4]
    found = [(m, kind) for m, kind in found if kind != ASIDE or m.start() < 4 or len(found) > 1]
    if not found:
        spoken = _SPOKEN.match(folded)
        return ("", {WHEN: text[spoken.end() :].strip(" .;")}) if spoken and len(text) < 160 else (text, {})
    values = {}
    for (match, kind), following in zip_longest(found, found[1:]):
        value = text[match.end() : following[0].start() if following else len(text)]
        values.setdefault(kind, value.strip(" .;,-–+()" if kind != TEXT else " "))
    opens = found[0][0].start()
    if opens > 3 and not set(values) & {LEAD, DOES} and not (set(values) == {WITH, WHEN} or set(values) == {WHEN}):
        return text, {}
    before = text[:opens].strip(" (-–+").strip()
    if set(values) == {TEXT}:
        return text, {}
    return values.pop(TEXT, "") or before, parted(values)


def labelled(text):
    """(label, its value) of a line that opens with a label, else None; the value may stand below it."""
    match = _FIELD.match(fold(text.strip(" -–+")) + " ")
    kind = _kind(match) if match else None
    if kind is None:
        return None
    value = text.strip(" -–+")[match.end() :].strip()
    return kind, value if kind == TEXT else value.strip(" .;")


def parted(values):
    """The bodies that lead and those that join in taken out of a value that says both in words."""
    for kind in (LEAD, DOES):
        value = values.get(kind)
        if not value:
            continue
        lead = _LEADS.search(value)
        name, rest = (value[: lead.start()], value[lead.end() :]) if lead else (value, "")
        joined = _WITH_WHOM.match(rest) if lead else None
        if lead is None:
            cut = re.search(r"[,;]\s*(?=(?:cùng )?phối hợp\b)", value)
            name, rest = (value[: cut.start()], value[cut.end() :]) if cut else (value, "")
            joined = _WITH_WHOM.match(rest) if cut else None
        if not name.strip() or lead and rest.strip() and not joined:
            continue
        values[LEAD if lead else kind] = name.strip(" ,;:")
        if lead and kind == DOES:
            del values[DOES]
        if joined:
            values.setdefault(WITH, _TAIL.sub("", rest[joined.end() :]).strip(" .;,"))
    return values


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
    for match in re.finditer(r",\s+(?:và\s+)?|\s+và\s+", value):
        before, behind = value[start : match.start()], value[match.end() :]
        if _AND.match(match.group()) and not _ANOTHER.match(behind):
            continue
        if _splits(before, behind, match.group()):
            pieces.append(before)
            start = match.end()
    return [p.strip(" .,") for p in [*pieces, value[start:]] if p.strip(" .,")]


_AND = re.compile(r"\s+và\s+$")
# What a name goes on with behind và is no body of its own ("Sở Văn hóa và Thể thao").
_ANOTHER = re.compile(
    r"(?:các|cơ quan|đơn vị|UBND|Ủy ban|Sở|Phòng|Công an|Hội|Đoàn|Bộ|Ban|Văn phòng|Trung tâm|Trường|Chi cục|Cục"
    r"|Viện|Đài)(?!\w)"
)
_FRESH = re.compile(
    r"^(?:cac\b|ubnd\b|uy ban\b|so (?!nganh)\w|so, |phong \w|cong an\b|hoi \w|doan (?!the)\w|ban \w+ \w|truong \w"
    r"|trung tam\b|tram\b|bao hiem\b|"
    r"bhxh|mttq|ubmttq|mat tran|lien doan|dai\b|bao \w|toa an|vien\b|benh vien|van phong|chi cuc|cuc\b|bo \w"
    r"|thanh tra|don vi\b|co quan\b|"
    r"tinh doan|huyen doan|doanh nghiep|kho bac|ngan hang|truong\b|nha truong|cong doan|to \w|ca nhan|thanh doan"
    r"|quan doan|buu dien|vnpt)"
)


def _splits(before, behind, glue):
    """``các sở, ban, ngành``, ``UBND các xã, thị trấn`` and ``Văn phòng HĐND và UBND`` are one name each."""
    own, folded = fold(behind), fold(before)
    if behind[:1].islower() and not own.startswith("cac ") and folded.lstrip().startswith("cac ") and "va" not in glue:
        return False
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
