"""The documents that the preamble says the plan implements."""

import re
from itertools import zip_longest

from .dates import first_day
from .fold import fold
from .items import Base

_SYMBOL = r"(?P<rest>(?:/\s*\d{4})?\s*[/\-]\s*[a-z][\w&]{0,9}(?:\s*[-–/.]\s*(?:\n)?[a-z][\w&]{0,12}){0,3}\d{0,2})"
_KINDS = (
    r"luat|nghi quyet|nghi dinh|quyet dinh|chi thi|ke hoach(?: hanh dong)?|chuong trinh(?: hanh dong| phoi hop)?"
    r"|cong van|thong tu(?: lien tich)?|huong dan|thong bao(?: ket luan)?|ket luan|de an|cong dien|van ban|phap lenh"
    r"|to trinh|bao cao|chi.n luoc|quy dinh|thong tri|quy che"
)
_NUMBER = re.compile(rf"(?:\bs.{{1,2}}\s*[:.]?\s*|\b(?:{_KINDS})\s+(?=\d))(?P<digits>\d{{1,5}}[a-z]?)\s*{_SYMBOL}")
_KIND = re.compile(rf"({_KINDS})\W*$")
_DATE = re.compile(r"^\s*,?\s*(?:ng.y\s*)?(?=\d{1,2}\s*[/.-]|\d{1,2}\s*th.ng)")
_ATTACHED = re.compile(r"^\W*(?:ban hanh )?kem theo\b")
# "Theo đề nghị của … tại Tờ trình số …": who asked for the plan.
_PROPOSED = re.compile(r"^\W*(?:theo|xet)\s+(?:de nghi|to trinh|bao cao)\b")
_PAPER = re.compile(r"\b(?:to trinh|thay the(?: \w+){0,4})\W*(?:s.{1,2}\W*)?$")
# What a document is about begins with one of these; the documents named in it are no bases.
_ABOUT = re.compile(
    r"\b(?:ve|v/v|ban hanh|phe duyet|thuc hien|trien khai|thi hanh|sua doi|bo sung|quy dinh|huong dan|thong qua"
    r"|cu the hoa|tong ket|thay the)\b|[(“]"
)
_CLOSES = re.compile(r"[)”]")
# A sentence's end, a semicolon, Căn cứ: the next document stands for itself.
_EDGE = re.compile(r";|\.(?=\s|$)|\bcan cu\b")
_OWN = re.compile(
    r"(?:^|[,;.”\"]\s+)(?:ubnd|uy ban|hdnd|so|phong|truong|bo|ban|chi cuc|cuc|trung tam|thu tuong|chinh phu"
    r"|chu tich|hoi"
    r"|lien doan|tinh uy|huyen uy|thanh uy|dang uy|cong an|benh vien|doan|vien)\b[^;.,]{0,90}?"
    r"\b(?:ban hanh|xay dung|lap|trien khai|to chuc)\s+(?:thuc hien\s+)?(?:ke hoach|chuong trinh|de an)\b"
)
_BESIDE = re.compile(rf"(?:,|\bva)\s*(?:cac\s+)?(?:(?:{_KINDS})\s*)?$")


def read_bases(paragraphs):
    """[Base] of the preamble's paragraphs; what is proposed (Tờ trình, theo đề nghị) is no base."""
    found, days = [], {}
    for group in _sentences(paragraphs):
        text = " ".join(paragraph.text for paragraph in group)
        folded = fold(text)
        numbers = list(_NUMBER.finditer(folded))
        for match in numbers:
            number = _printed(text, match)
            days[number] = days.get(number) or _own_day(text, folded, match)
        if _ATTACHED.match(folded) or _PROPOSED.match(folded):
            continue
        own = _OWN.search(folded)
        for match, following in _standing(numbers, folded, own.start() if own else len(text)):
            base = _base(text, folded, match, following)
            if not any(b.number == base.number for b in found):
                base.start, base.line, base.end = group[0].start, group[0].line, group[-1].end
                found.append(base)
    for base in found:
        base.date = base.date or days.get(base.number)
    return found


def _sentences(paragraphs):
    """The paragraphs in groups that end with a sentence: the lines of a preamble are broken anywhere."""
    groups = []
    for paragraph in paragraphs:
        above = groups[-1][-1].text.rstrip() if groups else "."
        if above.endswith((".", ";", ":")) or above.isupper() != paragraph.text.isupper() or paragraph.marker:
            groups.append([])
        groups[-1].append(paragraph)
    return groups


def _standing(numbers, folded, stop):
    """(the number, the next one) of the documents that stand for themselves, not in another's subject."""
    position, clause, about, quoted = 0, 0, False, False
    for match, following in zip_longest(numbers, numbers[1:]):
        if match.start() >= stop:
            return
        between = folded[position : match.start()]
        edge = max((m.end() for m in _EDGE.finditer(between)), default=None)
        closed = max((m.end() for m in _CLOSES.finditer(between)), default=None)
        clause = position + edge if edge is not None else clause
        if edge is not None or closed is not None:
            about, between = False, between[max(edge or 0, closed or 0) :]
        if position and edge is None and _ABOUT.search(between):
            about, quoted = True, False
        if about and not quoted and _BESIDE.search(between):
            about = False
        quoted, position = about, match.end()
        if (
            not about
            and not _PROPOSED.match(folded[clause : clause + 60])
            and not _PAPER.search(folded[max(0, match.start("digits") - 80) : match.start("digits")])
        ):
            yield match, following


def straight(number):
    """A printed number set straight: blanks around slash and hyphen closed, the hyphen a plain one."""
    return re.sub(r"\s*([/\-])\s*", r"\1", re.sub(r"[–—]", "-", number)).strip()


def _printed(text, match):
    return straight(text[match.start("digits") : match.end("rest")])


def _own_day(text, folded, match):
    """The day right behind a number."""
    stated = _DATE.match(folded[match.end() : match.end() + 12])
    return first_day(text, match.end(), min(len(text), match.end() + 45)) if stated else None


def _base(text, folded, match, following):
    end = following.start() if following else len(text)
    date = first_day(text, match.end(), min(end, match.end() + 45)) if _own_day(text, folded, match) else None
    if date is None:
        late = re.match(r"[^;(]{0,90}?\bng.y\s+(?=\d)", folded[match.end() : end])
        if late and not _ABOUT.search(late.group()):
            date = first_day(text, match.end() + late.end(), min(end, match.end() + late.end() + 30))
        elif following and re.fullmatch(r"\s*(?:,|va)\s*", folded[match.end() : end]):
            date = _own_day(text, folded, following)  # "số 5/… và số 6/… ngày …"
    kind = _KIND.search(folded[: match.start("digits")].removesuffix(" ")) or _KIND.search(folded[: match.start()])
    return Base(number=_printed(text, match), date=date, kind=text[kind.start(1) : kind.end(1)] if kind else None)
