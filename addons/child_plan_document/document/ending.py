"""The end of the document: Nơi nhận at the left, the signature at the right.

Source: Decree 30/2020/NĐ-CP, phụ lục I, II.7 and II.9: TM., Q., KT., TL., TUQ. before the capacity, the position below,
the name last. Extractors print the two columns after each other in either order, or line by line beside each other.
"""

import re

from .fold import alike, compiled, fold, key, opens_with
from .items import Signatory
from .names import opens_with_body

_POSITIONS = (
    "pho chu tich thuong truc", "pho chu tich", "chu tich", "pho giam doc", "giam doc", "pho hieu truong",
    "hieu truong", "pho bi thu thuong truc",
    "pho bi thu", "bi thu", "pho truong ban thuong truc", "pho truong ban", "truong ban", "thu truong", "bo truong",
    "pho truong phong", "truong phong", "chanh van phong",
    "pho chanh van phong", "thu tuong", "pho thu tuong", "cuc truong", "pho cuc truong", "chi cuc truong",
    "truong cong an", "pho truong cong an", "truong",
    "pho truong", "to truong", "vien truong", "tong giam doc", "chi huy truong", "chinh tri vien", "hoi truong",
    "tram truong", "pho tram truong",
    "uy vien thuong truc", "pho vien truong", "pho cuc truong", "tong cuc truong", "chanh thanh tra", "ho chu tich",
    "uy vien ban thuong vu",
)  # fmt: skip
_CAPACITY = compiled(r"^\W{0,3}(?:T\s?/\s?M\b[.,]?|(?:TM|KT|K/T|TL|T/L|TUQ|Q|T)\s?[.,;/])\s*(?=[<U>])")
_POSITION = "|".join(sorted(_POSITIONS, key=len, reverse=True))
_COLUMN = compiled(
    r"(?:\s{2,}|[|;]\s*|\s[-–]\s|\s)(?P<right>(?:T\s?/?\s?M|KT|K/T|TL|TUQ|T)\s?[.,;/]\s*[<U>][<U> .]+|(?:PHÓ "
    r"|THỨ )?(?:CHỦ TỊCH|GIÁM ĐỐC|HIỆU TRƯỞNG|BÍ THƯ|TRƯỞNG BAN|TRƯỞNG PHÒNG|BỘ TRƯỞNG|TRƯỞNG))\s*$"
)
_NAME = compiled(
    r"^(?:(?:TS|ThS|PGS|GS|BS|Ths|BSCKII|BS\.CKII|Đại tá|Thượng tá|Trung tá|Thiếu tá"
    r"|Đại úy)[.\s]+)*[<U>][\w']*(?:\s+[<U>][\w']*){1,5}$"
)
_SIGNED = re.compile(r"^\W*(?:da ky|ky ten|ky boi|chu ky)\b")
_ANNEX = re.compile(
    r"^\W*(?:PHỤ LỤC|Phụ lục|BIỂU\b|Biểu (?:số|mẫu)|MẪU\b|DANH MỤC|DANH SÁCH|BẢNG PHÂN CÔNG|PHÂN CÔNG NHIỆM VỤ"
    r"|LỘ TRÌNH|TIẾN ĐỘ)"
)


def is_annex_head(text):
    """Whether a line below the signature opens an annex."""
    return bool(_ANNEX.match(text))


def split_ending(lines, noisy=False):
    """(lines of the body, of the ending, of the annexes)."""
    start = _ending_start(lines, noisy)
    if start is None:
        body, annexes = _cut_annexes(lines, 0)
        return body, [], annexes
    start = _signature_above(lines, start)
    stop = next((i for i in range(start + 1, len(lines)) if is_annex_head(lines[i].text)), len(lines))
    stop = min(stop, _table_start(lines, start))
    return lines[:start], lines[start:stop], lines[stop:]


def _cut_annexes(lines, start):
    stop = next((i for i in range(start, len(lines)) if re.match(r"^PHỤ LỤC\b", lines[i].text)), len(lines))
    return lines[:stop], lines[stop:]


def _table_start(lines, start):
    """A table of three columns or more below the ending is an annex, even without a head."""
    return next((i for i in range(start + 3, len(lines)) if lines[i].text.count("|") > 3), len(lines))


def _ending_start(lines, noisy):
    """The line of the last Nơi nhận before the annexes; in raw OCR, where the signature's block begins."""
    for i, line in enumerate(lines):
        if opens_with(line.text, ("noi nhan",)) and len(line.text.split("|")[0]) < 160:
            return i
    for i in range(max(0, len(lines) - 60), len(lines)):
        text = lines[i].text
        right = re.search(compiled(r"\bT\s?/?\s?M\s?[.,]\s*[<U>]{2}"), text)
        if right and len(text) < 90 or _CAPACITY.match(text) and len(text) < 60:
            return i
    if noisy:
        return None
    tail = [
        i
        for i in range(max(0, len(lines) - 12), len(lines))
        if lines[i].text.isupper() and key(lines[i].text) in _POSITIONS
    ]
    return tail[0] if tail else None


def _signature_above(lines, start):
    """The right column printed before the left one."""
    top = start
    for i in range(start - 1, max(-1, start - 8), -1):
        text = lines[i].text
        if _is_signature(text):
            top = i
        elif not _NAME.match(text):
            break
    return top


def _is_signature(text):
    return bool(_CAPACITY.match(text)) or (text.isupper() and key(text) in _POSITIONS)


def read_ending(lines, noisy=False):
    """(recipients, Signatory) of the lines of the ending."""
    left, right = [], []
    for line in lines:
        own, other = _columns(line)
        if other:
            right.append(other)
        if own:
            (right if _belongs_right(own, right, left, noisy) else left).append(own)
    return _recipients(left, noisy), _signatory(right, noisy)


def _columns(line):
    """(left, right) of a line that may carry both columns."""
    text = line.text
    if "|" in text:
        cells = [c.strip() for c in text.strip("|").split("|")]
        return cells[0], " ".join(c for c in cells[1:] if c) or None
    wide = re.split(r"\s{3,}", line.raw.strip())
    if len(wide) == 2 and (_is_signature(wide[1]) or _NAME.match(wide[1])):
        return wide[0], wide[1]
    match = _COLUMN.search(text)
    if match and match.start() > 3 and (re.match(r"^[-–+•*]", text) or opens_with(text, ("noi nhan",))):
        return text[: match.start()].strip(" ;") or None, match.group("right").strip(" ;")
    signed = re.search(compiled(r"[;.]\s+([<U>][<L>]*(?: [<U>][<L>]*){1,4})$"), text)
    if signed and text[0] in "-–+•" and not opens_with_body(signed.group(1)):
        return text[: signed.start()], signed.group(1)
    tail = re.search(compiled(r";\s+((?:[<U>]{1,2}[;.]?\s*)?(?:[<U>]{2,}\s*){2,})$"), text)
    if tail and text[0] in "-–":
        return text[: tail.start()].strip(" ;"), tail.group(1).strip()
    return text, None


def _belongs_right(text, right, left, noisy):
    if re.match(r"^[-–+•*]", text):
        return False
    if _is_signature(text) or _SIGNED.match(fold(text)):
        return True
    if noisy and right and opens_with(text, ("ho chu tich", "pho chu tich"), True):
        return True
    return bool(right) and (bool(_NAME.match(text)) or text.isupper())


def _recipients(left, noisy):
    rows = []
    for text in left:
        own = re.sub(r"^\W*n\w{1,3}\s+nh\w{1,3}\W*", "", text, flags=re.I) if opens_with(text, ("noi nhan",)) else text
        if noisy and not rows and not re.match(r"^[-–+•]", own):
            continue
        for piece in re.split(r";\s*(?=[-–+•]\s?)|(?<=\S)\s+[-–]\s+(?=(?:Lưu|UBND|Như|Các)\b)", own):
            bullet = re.match(r"^[-–+•*]\s*", piece)
            if (
                rows
                and not bullet
                and (piece[:1].islower() or not re.search(r"[;.]$", rows[-1]))
                and any(re.match(r"[-–+•*]", x) for x in left)
            ):
                rows[-1] = f"{rows[-1]} {piece}"
            elif piece.strip(" ;.:*"):
                rows.append(piece[bullet.end() :] if bullet else piece)
    rows = [re.sub(r"[\s;.,/*]+$", "", row).strip() for row in rows]
    return [re.sub(r"\s+", " ", row) for row in rows if re.search(r"\w", row) and len(row) > 1]


def _signatory(right, noisy):
    """The capacity that is nearest to the position (KT. before TM.), the position, the name."""
    signatory, capacities = Signatory(), []
    for text in _split_joined(right):
        own = text.strip(" .,;:*")
        if _CAPACITY.match(text):
            capacities.append(_straight(own))
        elif _SIGNED.match(fold(own)) or not own:
            continue
        elif _is_position(own, noisy) and signatory.name is None:
            signatory.position = signatory.position or own
        elif capacities and own.isupper() and not signatory.position and not noisy:
            capacities[-1] = f"{capacities[-1]} {own}"
        elif (
            (_NAME.match(own) or own.isupper() and len(own.split()) > 1)
            and not signatory.name
            and (signatory.position or capacities)
        ):
            signatory.name = re.sub(r"^(?:(?:TS|ThS|PGS|GS|BS)[.\s]+)+", "", own)
    signatory.capacity = capacities[-1] if capacities else None
    if signatory.capacity and not signatory.position and noisy:
        signatory.position = None
    return signatory


def _split_joined(right):
    """``TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH PHÓ CHỦ TỊCH`` on one line is three."""
    rows = []
    for text in right:
        for piece in re.split(
            r"\s+(?=(?:KT|K/T|TUQ|TL)\s?[./])|(?<=CHỦ TỊCH)\s+(?=PHÓ )|(?<=GIÁM ĐỐC)\s+(?=PHÓ )"
            r"|(?<=DÂN)\s+(?=(?:PHÓ )?CHỦ TỊCH)|(?<=TRƯỞNG)\s+(?=(?:PHÓ|THỨ) )",
            text,
        ):
            rows += re.split(compiled(r"(?<=TỊCH)\s+(?=[<U>][<L>])|(?<=ĐỐC)\s+(?=[<U>][<L>])|\s*\(?Đã ký\)?\s*"), piece)
    return [r for r in rows if r.strip()]


def _is_position(text, noisy):
    own = key(text)
    if own in _POSITIONS or any(own.startswith(p + " ") and text.isupper() for p in _POSITIONS):
        return True
    return noisy and any(alike(text, p, True) for p in _POSITIONS)


def _straight(capacity):
    """``KT.CHỦ TỊCH``, ``K/T CHỦ TỊCH`` -> ``KT. CHỦ TỊCH``."""
    capacity = re.sub(r"^\W*T\s?/\s?M\b[.,]?\s*", "T/M ", capacity)
    return re.sub(
        r"^\W*(TM|KT|K/T|TL|T/L|TUQ|Q|T)\s?[.,;/]\s*(?!M )", lambda m: f"{m.group(1).replace('/', '')}. ", capacity
    )
