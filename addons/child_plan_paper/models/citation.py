"""How papers cite another paper when they name it first: kind, number, day, issuer and subject (Decree 30, Điều 8)."""

import re

from ..lib.printed import in_words

#: The kinds of papers that plans rest on, by the first letters of their symbols.
KINDS = {
    "CT": "Chỉ thị",
    "CTr": "Chương trình",
    "ĐA": "Đề án",
    "HD": "Hướng dẫn",
    "KH": "Kế hoạch",
    "KL": "Kết luận",
    "NQ": "Nghị quyết",
    "NĐ": "Nghị định",
    "QĐ": "Quyết định",
    "TB": "Thông báo",
    "TT": "Thông tư",
}
LAW = re.compile(r"QH\d*")
#: Who issued a paper, by the last letters of its symbol.
ISSUERS = {"CP": "Chính phủ", "TTg": "Thủ tướng Chính phủ", "TW": "Ban Chấp hành Trung ương Đảng"}
_BARE = "văn bản"


def kind_of(number):
    """Return the kind of a paper by its number, None where the number does not tell: 66/KH-UBND is a plan."""
    first = (number or "").rpartition("/")[2].partition("-")[0]
    return "Luật" if LAW.fullmatch(first) else KINDS.get(first)


def issuer_of(symbol):
    """Return who issues papers with this symbol, "" where it does not tell: QĐ-TTg is the Prime Minister's."""
    return ISSUERS.get((symbol or "").rpartition("-")[2], "")


def cited(number, day, subject, issuer=""):
    """Return a citation. A ``subject`` that begins with the kind, as offices note it, says issuer and subject itself."""
    kind = kind_of(number)
    subject = (subject or "").strip()
    if not number:
        return " ".join(filter(None, (subject, in_words(day) if day else "")))
    numbered = " ".join(filter(None, (f"số {number}", in_words(day) if day else "")))
    if kind == "Luật" and subject:
        return f"{subject} {numbered}"
    if kind and subject.lower().startswith(kind.lower()):
        return f"{kind} {numbered}{subject[len(kind) :]}"
    issuer = issuer_of(number) or issuer
    said = [f"{kind or _BARE} {numbered}", f"của {issuer}" if issuer else "", f"về {lowered(subject)}" if subject else ""]
    return " ".join(filter(None, said))


def lowered(subject):
    """Return a subject as it stands in a sentence: small, unless it begins with a paper's kind, which is a name."""
    is_name = subject.startswith(tuple(KINDS.values()))
    return subject if is_name else subject[:1].lower() + subject[1:]
