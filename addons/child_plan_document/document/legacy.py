"""Old Vietnamese encodings told and converted: TCVN3 (ABC fonts) and VNI.

Both print Latin-1 characters with a font that shows Vietnamese letters. Sources: TCVN 5712:1993 (VN3) for TCVN3;
the VNI for Windows code page for VNI (a base letter followed by one that stands for its marks).
"""

import re
import unicodedata
from contextlib import suppress

# TCVN3: one character a letter. Capitals with a tone are small letters in a font of capitals (.VnTimeH).
_TCVN3 = dict(
    zip(
        "µ¶·¸¹¨»¼½¾Æ©ÇÈÉÊË®ÌÎÏÐÑªÒÓÔÕÖ×ØÜÝÞßáâãä«åæçèé¬êëìíîïñòóô\u00adõö÷øùúûüýþ¡¢£¤¥¦§",
        "àảãáạăằẳẵắặâầẩẫấậđèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵĂÂÊÔƠƯĐ",
        strict=True,
    )
)
_TONES = {"ø": "\u0300", "ù": "\u0301", "û": "\u0309", "õ": "\u0303", "ï": "\u0323"}
_CIRCUMFLEX = {"à": "\u0300", "á": "\u0301", "å": "\u0309", "ã": "\u0303", "ä": "\u0323", "â": ""}
_BREVE = {"è": "\u0300", "é": "\u0301", "ú": "\u0309", "ü": "\u0303", "ë": "\u0323", "ê": ""}
_VNI_ALONE = {
    "ñ": "đ",
    "Ñ": "Đ",
    "ô": "ơ",
    "ö": "ư",
    "Ô": "Ơ",
    "Ö": "Ư",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
    "î": "ỵ",
    "Æ": "Ỉ",
    "Ó": "Ĩ",
    "Ò": "Ị",
    "Î": "Ỵ",
}
# Frequent words that tell whether a conversion made Vietnamese of a text.
_COMMON = re.compile(
    r"(?<!\w)(?:của|và|các|được|trẻ|những|thực|hiện|hoạch|nhân|dân|với|tổ|chức|trên|địa|bàn|việc|năm|công|tác|ủy|ở|là|có)(?!\w)",
    re.I,
)
_VIETNAMESE = re.compile("[ạ-ỹĂăĐđƠơƯư]")


def _vni_table():
    """{two characters: letter} of VNI."""
    table = {}
    for base in "aeouyAEOUY":
        for mark, tone in _TONES.items():
            table[base + mark] = unicodedata.normalize("NFC", base + tone)
    for base in "aeoAEO":
        for mark, tone in _CIRCUMFLEX.items():
            table[base + mark] = unicodedata.normalize("NFC", f"{base}\u0302{tone}")
    for base in "aA":
        for mark, tone in _BREVE.items():
            table[base + mark] = unicodedata.normalize("NFC", f"{base}\u0306{tone}")
    for printed, letter in (("ô", "ơ"), ("ö", "ư"), ("Ô", "Ơ"), ("Ö", "Ư")):
        for mark, tone in _TONES.items():
            table[printed + mark] = unicodedata.normalize("NFC", letter + tone)
    return table | {pair[0] + pair[1].upper(): value for pair, value in table.items() if pair[0].isupper()}


_VNI = _vni_table()
_VNI_PAIR = re.compile("|".join(map(re.escape, sorted(_VNI, key=len, reverse=True))) + "|" + "|".join(_VNI_ALONE))


def tcvn3(text):
    """A TCVN3 text in Unicode; words printed in capitals (a plain capital in them) in capitals."""
    converted = re.sub(r"[^\s]+", lambda m: _word(m.group()), text)
    return unicodedata.normalize("NFC", converted)


def _word(word):
    letters = "".join(_TCVN3.get(c, c) for c in word)
    plain = [c for c in word if c.isascii() and c.isalpha()]
    return letters.upper() if len(plain) > 1 and all(c.isupper() for c in plain) else letters


def vni(text):
    """A VNI text in Unicode."""
    return unicodedata.normalize("NFC", _VNI_PAIR.sub(lambda m: _VNI.get(m.group()) or _VNI_ALONE[m.group()], text))


def _score(text):
    return len(_COMMON.findall(text))


def from_text(text):
    """``text`` converted where it is TCVN3 or VNI, else None. A text with Vietnamese letters is left alone."""
    sample = text[:20000]
    if len(_VIETNAMESE.findall(sample)) > len(sample) // 200 or sample.isascii():
        return None
    plain = _score(sample)
    scored = sorted(((_score(convert(sample)), convert) for convert in (tcvn3, vni)), key=lambda s: s[0])
    best, convert = scored[-1]
    return convert(text) if best > 2 * plain + 3 else None


def from_bytes(data):
    """Bytes that are no UTF-8: CP1258, TCVN3 or VNI, whichever gives the most Vietnamese words."""
    latin = data.decode("latin-1")
    choices = [latin]
    with suppress(UnicodeDecodeError):
        choices.append(unicodedata.normalize("NFC", data.decode("cp1258")))
    western = data.decode("cp1252", "replace")
    choices += [tcvn3(latin), vni(western)]
    best = max(choices, key=lambda text: _score(text[:20000]))
    return best
