"""A body's name taken apart: what it is, of which level, of which place; abbreviations written out.

Everything is compared folded (no marks, no case): nothing here may hang on an accent or a capital letter.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from .fold import fold, key
from .names import is_collective
from .vocabulary import ABBREVIATIONS, LEVELS

_MOST_TOKENS = 5
_LEVEL_WORDS = "tinh|thanh pho|quan|huyen|thi xa|xa|phuong|thi tran|dac khu"
_REWRITTEN = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"\b(?:uy ban|ub) (?:nhan dan|nd)\b", "ubnd"),
        (r"\b(?:hoi dong|hd) (?:nhan dan|nd)\b", "hdnd"),
        (rf"\bca(?= (?:{_LEVEL_WORDS})(?: |$)|$)", "cong an"),
        (
            r"\b(?:(?:uy ban|ub) )?(?:trung uong )?(?:mat tran to quoc|mat tran(?! to quoc))(?: (?:viet nam|vn))?\b",
            "mat tran to quoc",
        ),
        (r"\b(tinh|huyen|quan|xa|phuong) doan\b", r"doan thanh nien \1"),
        (r"\bthanh doan\b", "doan thanh nien thanh pho"),
        (r"\bthi doan\b", "doan thanh nien thi xa"),
        (rf"\bdoan(?= (?:{_LEVEL_WORDS})(?: |$))", "doan thanh nien"),
        (
            r"\bdoan (?:thanh nien(?: cong san)?(?: ho chi minh)?|ho chi minh)(?: (?:viet nam|vn))?\b",
            "doan thanh nien",
        ),
        (r"\bhoi (?:lien hiep )?phu nu(?: (?:viet nam|vn))?\b", "hoi lien hiep phu nu"),
        (r"\bvan phong (?:hdnd|ubnd)(?: (?:va )?(?:hdnd|ubnd))+\b", "van phong hdnd ubnd"),
    )
)
_IDLE = re.compile(r"\b(?:va|viet nam|vn)\b|\b(?:co )?lien quan\b|\btoan (?=(?:tinh|huyen|quan|xa)\b)")
_LEVEL = re.compile(
    r"(?:^|(?<= ))(?:(?:tren dia ban|thuoc|cap|cua|trong|o) )*(?P<word>thanh pho|tinh(?! (?:nguyen|hinh|thuong))"
    r"|(?<!co )quan(?! (?:su|ly|doi|khu|y|he|tri|nhan|dan|trang|chung))|huyen|thi xa|xa(?! (?:hoi|vien))"
    r"|(?<!dia )phuong(?! (?:an|phap|tien))|thi tran|dac khu)(?= |$)"
)
_LONGEST_PLACE = 4
_LEAD = re.compile(
    r"^(?:(?:(?:tran trong |kinh )?de nghi|giao(?: nhiem vu)?(?: cho)?|yeu cau|(?:trach nhiem|nhiem vu) (?:cua|doi voi)"
    r"|doi voi|phan cong) )+"
)
_HEAD = re.compile(
    r"^(?:so|phong|ban|ubnd|cong an|truong|trung tam|tram|hoi|doan|mat tran|\w{0,4}mttq\w*|ubmt|uy ban|lien doan|ldld"
    r"|bao hiem|bhxh|vien|vksnd|toa an|tand|dai|bao|van phong|vp|thanh tra|chi cuc|cuc|kho bac|kbnn|ngan hang|nhcsxh"
    r"|benh vien|bo|bch\w*|cac|co quan|don vi|to|doi|hat|tinh doan|huyen doan|quan doan|thanh doan|xa doan|thi doan"
    r"|ttyt|tyt|ca|cong doan|nha truong|doanh nghiep|dtn|dang uy|buu dien|dien luc|cong tac vien|ctv|vnpt"
    r"|cau lac bo|clb|nha (?:thieu nhi|van hoa|hat)|cung (?:thieu nhi|van hoa)|thu vien|bao tang|quy|(?:tong )?cong ty"
    r"|tap doan|hop tac xa|htx|hoc vien|chi nhanh|hdnd|bql|hiep hoi|lien hiep|lien minh|tap chi|chi (?:doan|hoi|bo)"
    r"|dang bo|(?:huyen|thanh|quan|tinh|thi|cap) uy)\b"
)


class UnitName(NamedTuple):
    """A name's folded words and their parts.

    ``written``: abbreviations written out; ``core``: that without level and place; ``plain``: as printed without level
    and place; ``word``: the level word, ``levels``: what it can mean, empty without one; ``place``: what follows it.
    """

    written: str
    core: str
    plain: str
    word: str
    levels: frozenset
    place: str
    many: bool


@lru_cache(maxsize=65536)
def parse(text):
    """The :class:`UnitName` of a printed name."""
    text = unicodedata.normalize("NFC", text)
    words = _LEAD.sub("", key(_as_letters(text)))
    written = _written_out(words)
    core, word, place = _cut_level(written)
    levels = frozenset(LEVELS.get(word, ()))
    return UnitName(
        written, core, _cut_level(_tidy(words))[0], word, levels, place, is_collective(text) or is_collective(words)
    )


_LOOKS = str.maketrans("6014", "oola")


def _as_letters(text):
    """Digits that an OCR prints inside a word (``C6ng an``) as the letters that they look like."""
    return re.sub(r"(?<=[^\W\d_])[0146](?=[^\W\d_])", lambda match: match.group().translate(_LOOKS), text)


def _written_out(words):
    """Abbreviations of one token, or of several that stand side by side (``ld tb xh``), written out."""
    tokens, done, at = words.split(), [], 0
    while at < len(tokens):
        size = next((n for n in range(_MOST_TOKENS, 0, -1) if _short(tokens[at : at + n], n)), 0)
        done.append(_short(tokens[at : at + size], size) if size else tokens[at])
        at += size or 1
    text = " ".join(done)
    for pattern, replacement in _REWRITTEN:
        text = pattern.sub(replacement, text)
    return _tidy(text)


def _short(tokens, size):
    """The words that ``size`` tokens abbreviate together, or None. ``va`` may stand inside, never at an end."""
    if len(tokens) < size or "va" in (tokens[0], tokens[-1]) or size > 1 and max(map(len, tokens)) > 4:
        return None
    return ABBREVIATIONS.get("".join(token for token in tokens if token != "va"))


def _tidy(text):
    return re.sub(r"\s+", " ", _IDLE.sub(" ", text)).strip()


def _cut_level(words):
    """(the words before the last level word, that word, the place behind it)."""
    last = next(iter([*_LEVEL.finditer(words)][-1:]), None)
    if last is None or last.start() == 0:
        return words, "", ""
    place = words[last.end() :].strip()
    if place.count(" ") >= _LONGEST_PLACE:
        return words, "", ""
    return words[: last.start()].strip(), last["word"], place


def initials_fit(printed, full):
    """Whether ``printed`` is ``full`` with runs of words printed as their first letters (``phong vhtt``)."""
    return printed != full and _fits(printed.split(), full.split())


def _fits(printed, full):
    if not printed or not full:
        return not printed and not full
    token, size = printed[0], len(printed[0])
    if token == full[0]:
        return _fits(printed[1:], full[1:])
    short = 2 <= size <= len(full) and token == "".join(word[0] for word in full[:size])
    return short and _fits(printed[1:], full[size:])


_GLUE = re.compile(r"\s*[,;]\s*(?:va\s+)?|\s+(?:va|&)\s+")
_COMMA = re.compile(r"\s*[,;]\s*(?:va\s+)?")
_COMMA_OR_LAST_AND = re.compile(r"\s*[,;]\s*|\s+va\s+(?=[^,;]*$)")
_SHARED = re.compile(r"(?:cac\s+)?(so|phong|ban|hoi|bo|truong|ubnd|doan)\b\s*:?\s+(?!cac\b)")


def splits(text):
    """The ways in which a printed name can be taken for several names: [[name, …], …], the likeliest first.

    A name begins where the head of a body stands behind a comma or ``và``; where only the first piece has a head
    (``Các Sở: Tư pháp, Nội vụ``) the others share it.
    """
    text = _cut_lead(unicodedata.normalize("NFC", text).strip(" .;:"))
    ways = [_pieces(text, _own_head)]
    shared = _SHARED.match(fold(text))
    if shared:
        head, rest = text[shared.start(1) : shared.end(1)], text[shared.end() :]
        for pattern in (_COMMA_OR_LAST_AND, _COMMA):
            ways.append([f"{head} {piece}" for piece in _pieces(rest, lambda *_: True, pattern)])
    return [way for way in ways if len(way) > 1]


def printed_parts(text):
    """The names that a printed name certainly consists of: each has its own head, or they share that of ``Các …``."""
    own = _pieces(_cut_lead(unicodedata.normalize("NFC", text).strip(" .;:")), _own_head)
    return own if len(own) > 1 else next(iter(splits(text)), own) if key(text).startswith("cac ") else own


def _cut_lead(text):
    """``text`` without ``Đề nghị`` and the like: as many words as the folded lead has."""
    folded = key(text)
    count = len(folded.split()) - len(_LEAD.sub("", folded).split())
    return text.split(None, count)[-1] if count and len(text.split()) > count else text


def _pieces(text, cut, glue=_GLUE):
    """``text`` cut where ``cut(before, behind, glue)``, of the folded words around a comma or ``và``, says so."""
    folded, pieces, start = fold(text), [], 0
    for match in glue.finditer(folded):
        before, behind = key(folded[start : match.start()]), key(folded[match.end() :])
        if before and behind and cut(before, behind, match.group()):
            pieces.append(text[start : match.start()])
            start = match.end()
    return [*pieces, text[start:]]


def _own_head(before, behind, glue):
    return ";" in glue or bool(_HEAD.match(behind)) and not _one_name(before, behind)


def _one_name(before, behind):
    """``Văn phòng HĐND và UBND``, ``Các phòng, ban, ngành`` and ``Báo và Đài`` … are not cut at every comma."""
    return bool(
        re.search(r"\b(?:van phong|vp) (?:\w+ )*(?:hdnd|ubnd|doan dbqh|hoi dong nhan dan)$", before)
        or re.search(r"\bcac (?:so|phong|ban|co quan|to chuc|hoi|nganh|doan the)(?: (?:ban|nganh|phong))*$", before)
        and re.match(
            r"(?:ban|nganh|phong|don vi|doan the|doan|hoi|to chuc|co quan)\b(?: nganh| doan the)*(?: |$)", behind
        )
    )
