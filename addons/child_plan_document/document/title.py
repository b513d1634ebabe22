"""The kind of a document (``KẾ HOẠCH``) and the subject below it."""

import re

from .fold import alike, key

KINDS = (
    "ke hoach",
    "chuong trinh hanh dong",
    "chuong trinh",
    "de an",
    "ke hoach hanh dong",
    "ke hoach phoi hop",
    "ke hoach lien nganh",
)
OTHER_KINDS = (
    "quyet dinh", "nghi quyet", "bao cao", "to trinh", "cong dien", "chi thi", "thong bao", "bien ban", "giay moi",
    "huong dan", "thong tu", "nghi dinh", "quy che", "quy dinh", "cong van", "hop dong",
)  # fmt: skip
_PREAMBLE = re.compile(
    r"^(?:can cu|thuc hien|trien khai|thi hanh|xet|theo|tiep tuc|nham|de|tren co so|nam 20\d\d|trong|"
    r"(?:ubnd|uy ban nhan dan|so|phong|truong|bo|ban)\b.*\b(?:ban hanh|xay dung|trien khai|to chuc))\b"
)
_QUOTES_DOCUMENT = re.compile(
    r"\bso:? ?\d|\bluat\b|\bngay \d|\bnghi quyet\b|\bcong van\b|\bchi thi\b|\bxay dung ke hoach\b|\bban hanh ke hoach\b"
)
_SURE_PREAMBLE = ("can cu", "theo", "xet", "nham", "de", "tren co so", "ubnd", "uy ban nhan dan")
_MARKER = re.compile(r"^(?:[IVX]{1,4}[.)/](?!v\b)|\d{1,2}[.)]|PHẦN|Phần|[A-D]\.)\s*\S")
_LONGEST = 420


def _capitals(text):
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) / len(letters) > 0.7


def find_kind(lines, noisy=False):
    """The index of the line that says KẾ HOẠCH, or None."""
    return next((i for i, line in enumerate(lines[:400]) if _is_plan_kind(line.text, noisy)), None)


def _is_plan_kind(text, noisy):
    text = text.strip(" .:|*")
    own = key(text)
    if len(text) > 40:
        return False
    if own in KINDS and (_capitals(text) or own == "ke hoach"):
        return True
    return noisy and _capitals(text) and len(text) < 14 and alike(text, "ke hoach", noisy)


def take_title(head, lines, noisy=False):
    """(head with kind and subject, the lines below the subject); the lines above the kind go to ``head.before``."""
    at = find_kind(lines, noisy)
    if at is None:
        other = next((line for line in lines[:60] if key(line.text) in OTHER_KINDS), None)
        head.kind = key(other.text) if other else None
        return _approved(head, lines, other) if head.kind == "quyet dinh" else (head, lines)
    head.kind, head.before = next((k for k in KINDS if key(lines[at].text) == k), "ke hoach"), lines[:at]
    end = at + 1
    while end < len(lines) and end - at < 12 and not _title_ends(lines, at, end):
        end += 1
    head.title_lines = lines[at + 1 : end]
    return head, lines[end:]


def _approved(head, lines, decision):
    """A decision that approves a plan in its own articles (``PHÊ DUYỆT KẾ HOẠCH …``): the plan's subject is its own."""
    at = lines.index(decision)
    end = at + 1
    while end < len(lines) and end - at < 8 and _capitals(lines[end].text) and not _OFFICE.match(lines[end].text):
        end += 1
    subject = key(" ".join(line.text for line in lines[at + 1 : end]))
    if not re.match(r"^(?:ve viec |v v )?(?:phe duyet|ban hanh) (?:\w+ ){0,2}ke hoach\b", subject):
        return head, lines
    head.kind, head.before, head.title_lines = "ke hoach", lines[: at + 1], lines[at + 1 : end]
    return head, lines[end:]


_OFFICE = re.compile(r"^\W*(?:CHỦ TỊCH|GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|TRƯỞNG|CỤC TRƯỞNG)\b")


def _title_ends(lines, at, end):
    line, said = lines[end], lines[at + 1 : end]
    own = key(line.text)
    if re.match(r"^(?:ban hanh )?kem theo\b", own) or _MARKER.match(line.text):
        return True
    if not said:
        return bool(re.match(r"^can cu\b", own))
    previous = said[-1].text
    if previous[-1:] in ".:;" or len(" ".join(s.text for s in said)) > _LONGEST:
        return True
    if not any(c.isalpha() for c in line.text):
        return False
    if _capitals(previous) and not _capitals(line.text):
        return not re.match(r"^nam (?:hoc )?20\d\d\b.{0,12}$", own)
    if line.text[:1].isupper() and not _capitals(line.text) and _PREAMBLE.match(own):
        reach = key(" ".join(x.text for x in lines[end : end + 8]))
        return bool(_QUOTES_DOCUMENT.search(reach[:320])) or own.startswith(_SURE_PREAMBLE)
    return line.blank and not lines[end - 1].blank and _unlike_title(said, line)


def _unlike_title(said, line):
    """A long sentence after a blank line that the subject's own lines did not have between them."""
    return len(line.text) > 1.3 * max(len(s.text) for s in said) and line.text[:1].isupper()
