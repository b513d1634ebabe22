"""The documents that the preamble says the plan implements."""

import re
from itertools import zip_longest

from .dates import first_day
from .fold import fold
from .items import Base

_NUMBER = re.compile(
    r"\bs.{1,2}\s*[:.]?\s*(?P<digits>\d{1,5}[a-z]?)\s*(?P<rest>(?:/\s*\d{4})?\s*[/\-]\s*[a-z][\w&]{0,9}(?:\s*[-–/.]\s*(?:\n)?[a-z][\w&]{0,12}){0,3}\d{0,2})"
)
_KIND = re.compile(
    r"(luat|nghi quyet|nghi dinh|quyet dinh|chi thi|ke hoach(?: hanh dong)?|chuong trinh(?: hanh dong| phoi hop)?"
    r"|cong van|thong tu(?: lien tich)?|huong dan|thong bao(?: ket luan)?|"
    r"ket luan|de an|cong dien|van ban|phap lenh|to trinh|bao cao|chi.n luoc|quy dinh|thong tri|quy che)\W*$"
)
_DATE = re.compile(r"^\s*,?\s*(?:ng.y\s*)?(?=\d{1,2}\s*[/.-]|\d{1,2}\s*th.ng)")
_ATTACHED = re.compile(r"^\W*(?:ban hanh )?kem theo\b")
_PROPOSED = re.compile(r"(?:^|[;.]\s*)(?:theo|xet)\s+de nghi\b[^;]*$|\bto trinh\W*$")


def read_bases(paragraphs):
    """[Base] of the preamble's paragraphs; what is proposed (Tờ trình, theo đề nghị) is no base."""
    found = []
    for paragraph in paragraphs:
        text, folded = paragraph.text, fold(paragraph.text)
        if _ATTACHED.match(folded):
            continue
        matches = list(_NUMBER.finditer(folded))
        for match, following in zip_longest(matches, matches[1:]):
            if _PROPOSED.search(folded[: match.start()].rstrip()):
                continue
            base = _base(text, folded, match, following)
            if not any(b.number == base.number for b in found):
                base.start, base.line = paragraph.start, paragraph.line
                base.end = paragraph.end
                found.append(base)
    return found


def straight(number):
    """A printed number set straight: blanks around slash and hyphen closed, the hyphen a plain one."""
    return re.sub(r"\s*([/\-])\s*", r"\1", re.sub(r"[–—]", "-", number)).strip()


def _base(text, folded, match, following):
    end = following.start() if following else len(text)
    number = straight(text[match.start("digits") : match.end("rest")])
    date = None
    stated = _DATE.match(folded[match.end() : match.end() + 12])
    if stated:
        date = first_day(text, match.end(), min(end, match.end() + 45))
    else:
        late = re.match(r"[^;]{0,90}?\bng.y\s+(?=\d)", folded[match.end() : end])
        date = first_day(text, match.end() + late.end(), min(end, match.end() + late.end() + 30)) if late else None
    kind = _KIND.search(folded[: match.start()])
    return Base(number=number, date=date, kind=text[kind.start(1) : kind.end(1)] if kind else None)
