"""The kind of a document (``KẾ HOẠCH``, ``QUYẾT ĐỊNH``) and the subject below it.

A decision or a resolution is a frame: the plan stands on the pages behind it under its own kind, or in its articles.
"""

import re
from dataclasses import replace

from .fold import alike, key
from .vocabulary import OTHER_KINDS, PLAN_KINDS, PLAN_WORDS

FRAMES = ("quyet dinh", "nghi quyet")
# A plan may lie behind these; below the others a line KẾ HOẠCH is a heading of their own.
_CARRIES = (*FRAMES, "to trinh", "cong van")
_PREAMBLE = re.compile(
    r"^(?:can cu|thuc hien|trien khai|thi hanh|xet|theo|tiep tuc|nham|de|tren co so|nam 20\d\d|trong|"
    r"(?:ubnd|uy ban nhan dan|so|phong|truong|bo|ban)\b.*\b(?:ban hanh|xay dung|trien khai|to chuc))\b"
)
_QUOTES_DOCUMENT = re.compile(
    r"\bso:? ?\d|\bluat\b|\bngay \d|\bnghi quyet\b|\bcong van\b|\bchi thi\b|\bxay dung ke hoach\b|\bban hanh ke hoach\b"
)
_SURE_PREAMBLE = ("can cu", "theo", "xet", "nham", "de", "tren co so", "ubnd", "uy ban nhan dan")
_MARKER = re.compile(r"^(?:[IVX]{1,4}[.)/](?!\s?v\b|V\b)|\d{1,2}[.)]|PHẦN|Phần|[A-D]\.|Điều \d)\s*\S")
_LONGEST = 420
_APPROVES = re.compile(
    rf"^(?:(?:ve|viec|v v) )*(?:phe duyet|ban hanh|thong qua|phat dong|to chuc"
    rf"|trien khai)(?: \w+){{0,6}}? {PLAN_WORDS}\b"
)
_RULES = re.compile(
    r"\b(?:quy che|quy dinh|noi quy|sua doi|bo sung|bai bo|thay the|dieu chinh|khen thuong|giai the|don gian hoa)\b"
)
# "CHƯƠNG TRÌNH HÀNH ĐỘNG CỦA CHÍNH PHỦ" stands where others print the kind alone.
_OF_ISSUER = re.compile(r" cua (?:chinh phu|thu tuong chinh phu|ubnd|uy ban nhan dan|tinh uy|bo|hdnd)(?: \w+){0,4}$")
_ATTACHED = re.compile(r"^(?:ban hanh )?kem theo\b")
_OFFICE = re.compile(
    r"^\W*(?:(?:PHÓ )?CHỦ TỊCH|(?:TỔNG )?GIÁM ĐỐC|BỘ TRƯỞNG|THỦ TƯỚNG|CHÍNH PHỦ|ỦY BAN|UỶ BAN|UBND|HỘI ĐỒNG|BAN |BỘ "
    r"|HIỆU TRƯỞNG|CHÁNH|(?:\w+ )?TRƯỞNG\b|CỤC|SỞ |QUỐC HỘI)"
)
_DECIDES = re.compile(r"^\W*(?:quyet dinh|quyet nghi)\s*$")


def _capitals(text):
    letters = [c for c in text if c.isalpha()]
    return bool(letters) and sum(c.isupper() for c in letters) / len(letters) > 0.7


def find_kind(lines, noisy=False):
    """The index of the line that says KẾ HOẠCH, or None."""
    return next((i for i, line in enumerate(lines[:400]) if _is_plan_kind(line.text, noisy)), None)


def other_kind(lines):
    """The index of the first line that names another kind of document (``THÔNG BÁO``), or None."""
    for i, line in enumerate(lines[:80]):
        own = key(line.text)
        if _capitals(line.text) and len(line.text) < 160 and _kind_opening(own, OTHER_KINDS):
            if own in OTHER_KINDS or not any(_is_plan_kind(x.text, False) for x in lines[:i]) and i < 40:
                return i
    return None


def _kind_opening(own, kinds):
    """The longest of ``kinds`` that a folded line is or opens with as a heading does."""
    found = [kind for kind in kinds if own == kind or own.startswith(f"{kind} ")]
    return max(found, key=len, default=None)


def _is_plan_kind(text, noisy):
    ends_sentence = text.rstrip().endswith((".", ";"))  # the last word of a wrapped sentence, in small letters
    text = text.strip(" .:|*")
    own = key(text)
    if len(text) > 60:
        return False
    if own in PLAN_KINDS and (_capitals(text) or own == "ke hoach" and not ends_sentence):
        return True
    of_issuer = _OF_ISSUER.search(own)
    if of_issuer and own[: of_issuer.start()] in PLAN_KINDS and _capitals(text):
        return True
    return noisy and _capitals(text) and len(text) < 14 and alike(text, "ke hoach", noisy)


def take_title(head, lines, noisy=False):
    """(head with kind and subject, the lines below the subject); the lines above the kind go to ``head.before``."""
    at, other = find_kind(lines, noisy), other_kind(lines)
    if other is not None and (at is None or other < at):
        head.frame = _kind_opening(key(lines[other].text), OTHER_KINDS)
        if at is None or head.frame not in _CARRIES:
            return _without_page(head, lines, other)
    if at is None:
        return _kind_and_subject(head, lines)
    head.kind, head.before = _kind_opening(key(lines[at].text), PLAN_KINDS) or "ke hoach", lines[:at]
    head.title_lines, end = _subject(lines, at)
    if head.about and _is_preamble(lines, at):
        head.title_lines, end = head.about, at + 1
    if head.frame:
        _take_office(head, lines, _subject(lines, other)[1])
    return head, lines[end:]


def _is_preamble(lines, at):
    """Whether the preamble stands right below the kind: a sentence that goes on for lines and quotes a document."""
    reach = key(" ".join(line.text for line in lines[at + 1 : at + 9])[:700])
    return bool(
        _PREAMBLE.match(reach) and _QUOTES_DOCUMENT.search(reach) and re.search(r"\bke hoach\b.{0,200}\bsau\b", reach)
    )


def _subject(lines, at):
    """(the lines of the subject below a kind, the index behind them)."""
    end = at + 1
    while end < len(lines) and end - at < 12 and not _title_ends(lines, at, end):
        end += 1
    return lines[at + 1 : end], end


def _kind_and_subject(head, lines):
    """``KẾ HOẠCH TỔ CHỨC NGÀY HỘI …``: kind and subject on the same lines."""
    for at, line in enumerate(lines[:60]):
        kind = _kind_opening(key(line.text), PLAN_KINDS)
        size = len(kind) if kind else 0
        if not kind or not line.text[:size].isupper() or len(line.text) > 300 or line.text.rstrip().endswith("."):
            continue
        head.kind, head.before = kind, lines[:at]
        rest = line.text[size:].strip(" :-–")
        opened = [*lines[:at], line, replace(line, text=rest or line.text), *lines[at + 1 :]]
        subject, end = _subject(opened, at)
        head.title_lines = subject
        return head, lines[end - 1 :]
    return head, lines


def _without_page(head, lines, at):
    """A document of another kind; a decision or resolution may hold a plan in its own articles."""
    head.kind = head.frame
    opened = key(lines[at].text) in OTHER_KINDS
    subject, end = _subject(lines, at) if opened else ([lines[at]], at + 1)
    head.title_lines = subject
    end = _take_office(head, lines, end)
    if head.frame not in FRAMES:
        return head, lines[at + 1 :] if opened else lines[at:]
    start = next((i + 1 for i in range(end, min(len(lines), end + 80)) if _decides(lines[i].text)), end)
    head.before = lines[: at + 1] + lines[end:start]
    own = key(" ".join(line.text for line in subject))
    if not approves(own):
        article = key(" ".join(line.text for line in lines[start : start + 6]))
        own = re.sub(r"^dieu 1 ", "", article) if article.startswith("dieu 1 ") else ""
    head.approves = approves(own)
    return head, lines[start:]


def approves(subject):
    """Whether a folded subject is that of a decision on a plan, not on rules or awards."""
    match = _APPROVES.match(subject)
    return bool(match and not _RULES.search(subject[: match.end()]))


def _decides(text):
    return bool(_DECIDES.match(key(text))) and _capitals(text)


def _take_office(head, lines, end):
    """The line ``THỦ TƯỚNG CHÍNH PHỦ`` between subject and bases: who decides. Returns the index behind it."""
    taken = []
    while end < len(lines) and len(taken) < 3 and _capitals(lines[end].text) and not _decides(lines[end].text):
        taken.append(lines[end].text)
        end += 1
    if taken and _OFFICE.match(taken[0]):
        head.office = re.sub(r"\s*(?:điện)?\s*:?\s*$", "", " ".join(taken))
    return end


def _title_ends(lines, at, end):
    line, said = lines[end], lines[at + 1 : end]
    own = key(line.text)
    if _ATTACHED.match(own) or _MARKER.match(line.text) or line.text.startswith("|") or own.startswith("kinh gui"):
        return True
    if not said:
        return bool(re.match(r"^can cu\b", own))
    previous = said[-1].text
    whole = " ".join(s.text for s in said)
    if previous[-1:] == ":" or previous[-1:] == "." and not _capitals(line.text) or len(whole) > _LONGEST:
        return True
    if not any(c.isalpha() for c in line.text):
        return False
    if _OFFICE.match(line.text) and _capitals(line.text) and _opens_bases(lines, end):
        return True
    if _capitals(whole) and not _capitals(line.text):
        return not re.match(r"^nam (?:hoc )?20\d\d\b.{0,12}$", own)
    if line.text[:1].isupper() and not _capitals(line.text) and _PREAMBLE.match(own):
        reach = key(" ".join(x.text for x in lines[end : end + 8]))
        return bool(_QUOTES_DOCUMENT.search(reach[:320])) or own.startswith(_SURE_PREAMBLE)
    return line.blank and not lines[end - 1].blank and _unlike_title(said, line)


def _opens_bases(lines, at):
    """Whether the bases (or what is decided) follow within two lines: ``at`` names who decides."""
    following = [key(line.text) for line in lines[at + 1 : at + 4]]
    return any(own.startswith(("can cu", "xet", "theo de nghi")) or _DECIDES.match(own) for own in following) or bool(
        re.search(r"\b(?:điện|ĐIỆN)\s*:?$", lines[at].text)
    )


def _unlike_title(said, line):
    """A long sentence after a blank line that the subject's own lines did not have between them."""
    return len(line.text) > 1.3 * max(len(s.text) for s in said) and line.text[:1].isupper()
