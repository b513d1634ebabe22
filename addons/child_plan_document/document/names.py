"""Names of bodies as plans print them: what is one, where it ends, whether it stands for many."""

import re

from .fold import fold, opens_with
from .verbs import verb_position

_BODIES = (
    "so", "phong", "ban", "ubnd", "uy ban nhan dan", "hdnd", "hoi dong", "cong an", "truong", "trung tam",
    "tram y te", "tram",
    "hoi", "doan", "uy ban mat tran", "uy ban mttq", "ubmttq", "ubmttqvn", "mttq", "mat tran", "lien doan lao dong",
    "ldld",
    "bao hiem xa hoi", "bhxh", "vien kiem sat", "vien", "toa an", "dai", "bao", "van phong", "thanh tra", "chi cuc",
    "cuc", "kho bac", "ngan hang", "benh vien", "bo", "bo chi huy", "quan su", "bien phong", "cac", "thu truong",
    "giam doc",
    "truong phong", "truong cac", "chu tich", "hieu truong", "nha truong", "doanh nghiep", "tap doan", "cong ty",
    "co quan",
    "don vi", "ca nhan", "khoa", "tieu ban", "doi", "cong thong tin", "trang thong tin", "hop tac xa", "tong", "vu",
    "to",
    "thon", "ap", "khu pho", "to dan pho", "dang uy", "chi bo", "thuong truc", "thanh vien", "cong tac vien",
    "nhan vien",
    "cong chuc", "giao vien", "gia dinh", "quy", "lien minh", "tinh doan", "huyen doan", "thanh doan", "quan doan",
    "xa doan",
    "ubnd cac", "cap uy", "ban giam hieu", "ban giam doc", "chanh van phong", "pho", "ld-tb", "cong doan",
    "hoc vien", "dang bo",
    "toa soan", "dien luc", "hat kiem lam", "buu dien", "sie", "cang", "tong dai", "phu huynh", "ttyt", "vp", "ld",
    "ubmt", "bch",
    "ban chi huy", "lanh dao", "bi thu", "truong thon", "ban cong tac mat tran", "can bo", "tong cong ty", "y te",
    "ubnd xa",
    "trung uong", "thong tan xa", "kiem toan",
    "tinh uy", "huyen uy", "thanh uy", "ban quan ly", "cum", "vien thong", "uy ban", "tttt", "cum thi dua", "dong chi",
)  # fmt: skip
_LEAD = re.compile(
    r"^(?:(?:trách nhiệm|nhiệm vụ)\s+(?:của|đối với)|đối với|giao nhiệm vụ cho|giao(?:\s+cho)?|phân công|yêu cầu"
    r"|ủy quyền|uỷ quyền)\s+",
    re.I,
)
_REQUEST = ("de nghi", "kinh de nghi", "tran trong de nghi", "moi")
_MANY = re.compile(
    r"^(?:thu truong |giam doc |truong |chu tich |chi dao )?cac\b|\b(?:ubnd|uy ban nhan dan|chu tich ubnd)\s+cac\b|"
    r"\bcac (?:xa|phuong|thi tran|huyen|quan|thi xa|truong|so|ban|phong|co quan|don vi|to chuc|doan the|hoi|thon|khu"
    r"|to|tram|co so|"
    r"doanh nghiep|nganh|dia phuong|tinh|bo|hoi doan the|benh vien|trung tam|ca nhan|ap|ban nganh|chi bo|gia dinh"
    r"|dac khu)\b|"
    r"^(?:cong tac vien|doanh nghiep|gia dinh|nha truong|phu huynh|thon|ap|khu pho|to dan pho|giao vien chu nhiem"
    r"|cha me)\b|"
    r"\b(?:ubnd|uy ban nhan dan|cong an|tram y te) (?:xa|phuong|huyen|quan),"
    r" (?:xa|phuong|thi|thanh pho|huyen|dac khu)\b|"
    r"\bco quan, don vi\b|^(?:so"
    r"|phong), (?:ban|nganh)|"
    r"\bdoan the\b.*\bkhac\b|\bto chuc chinh tri|^cac to|^co so"
)


def strip_request(text, noisy=False):
    """(the text without a leading Đề nghị, whether it had one)."""
    phrase = opens_with(text, _REQUEST, noisy)
    if phrase is None or phrase == "moi" and not re.match(r"M\w+ [A-ZĐ]", text):
        return text, False
    words = text.split(" ")
    return " ".join(words[phrase.count(" ") + 1 :]).lstrip(" :,"), True


def _cut_lead(text):
    match = _LEAD.match(text)
    return text[match.end() :] if match else text


def opens_with_body(text, noisy=False):
    """Whether ``text`` opens with the name of a body (Đề nghị, Giao, Trách nhiệm của set aside)."""
    rest = _cut_lead(strip_request(text, noisy)[0])
    body = opens_with(rest, _BODIES, noisy)
    if not body or _FALSE_BODY.match(fold(rest)):
        return False
    first = re.match(r"\W*(\w+)", rest)
    return noisy or body not in _BARE or first.group(1).lower() in _MARKED


# Words of one syllable that are bodies only with these tone marks ("Sở", not "số"; "Hội", not "hỏi").
_MARKED = frozenset(
    "sở ban bộ báo hội tổ đội đài phòng trường trạm đoàn viện cục khoa vụ quỹ qũy thôn ấp tổng phó "
    "cụm cảng các bch".split()
)
_BARE = frozenset(map(fold, _MARKED))


# "Ban hành", "Tổ chức", "Báo cáo", "Đội ngũ", "Cục bộ" open as a body does and are none.
_FALSE_BODY = re.compile(
    r"^(?:ban hanh|to chuc|bao cao|bao dam|bao ve|bao gom|doi (?:moi|tuong|ngu|voi)|bo (?:tri|sung)|hoi (?:thao|nghi"
    r"|nhap)|so (?:ket|luong|lieu|\d)|"
    r"truong hop|phong(?:,| chong| ngua)|doan ket|quy (?:dinh|hoach|trinh|mo|[1-4i])|vien phi|tong (?:hop|ket|so)"
    r"|van phong pham|dai bieu|"
    r"cac (?:noi dung|nhiem vu|hoat dong|giai phap|chi tieu|muc tieu|chinh sach|van de|bien phap|hinh thuc|mo hinh"
    r"|chuong trinh|loai|nguon|buoc|tieu chi)|"
    r"can bo|giao (?:duc|luu)|pho bien|co quan (?:chu tri|phoi hop|thuc hien|thuong truc)\b|don vi (?:chu tri"
    r"|phoi hop|thuc hien)\b|ca nhan,? to chuc|"
    r"thanh vien|gia dinh (?:van hoa|hanh phuc)|khoa hoc|hoc vien|pho |dong chi|cong doan vien|y te|bao dong|tram \d"
    r"|ap dung|to cao|to giac|cum \d|cang |thon )"
)


def split_name(text, bold=None, noisy=False):
    """(name, the task behind it, requested) of a paragraph that opens with a body's name; name None where it does not.

    The name ends at a bold lead's end, a colon, or before the first verb.
    """
    rest, requested = strip_request(text, noisy)
    own = _cut_lead(rest)
    if noisy and requested and len(own) < 60 and not own.rstrip().endswith((".", ";")):
        return _tidy(own), "", requested
    if not opens_with_body(own, noisy):
        return None, text, requested
    lead = _bold_name(text, bold, noisy)
    if lead:
        return lead[0], lead[1], requested
    colon, verb = own.find(":"), verb_position(own)
    if (
        0 < colon
        and _PLURAL.match(own[:colon])
        and own[colon + 1 :].strip()[:1].isupper()
        and verb != _first_word(own, colon)
    ):
        return (_tidy(own[:verb]), own[verb:].strip(), requested) if verb else (_tidy(own), "", requested)
    if 0 < colon <= 220 and (verb is None or colon < verb or not own[verb:colon].count(" ") > 6):
        cut = colon if verb is None or verb > colon else verb
        return _tidy(own[:cut]), own[cut:].lstrip(" :–-").strip(), requested
    dash = re.search(r"\s[–-]\s(?=(?:Chủ trì|Phối hợp|Tham mưu|Có trách nhiệm)\b)", own)
    if dash:
        return _tidy(own[: dash.start()]), own[dash.end() :], requested
    if verb is not None:
        return _tidy(own[:verb]), own[verb:].strip(), requested
    return _tidy(own), "", requested


# "Các Sở: Tư pháp, Nội vụ …": the colon opens the list of the bodies.
_PLURAL = re.compile(
    r"^Các (?:sở|phòng|ban|hội|trường|cơ quan|đơn vị|ngành|bộ|chi cục|xã|phường)(?:,? (?:và )?(?:ban|ngành|phòng"
    r"|đoàn thể))*$",
    re.I,
)


def _first_word(text, colon):
    """Where the first word behind a colon stands."""
    return colon + 1 + len(text[colon + 1 :]) - len(text[colon + 1 :].lstrip())


def _bold_name(text, bold, noisy):
    """(name, rest) of a paragraph whose bold lead is the name."""
    if not bold or len(bold) >= len(text) - 3 or not text.startswith(bold[:20]):
        return None
    name = _cut_lead(strip_request(bold, noisy)[0])
    return _tidy(name), text[len(bold) :].lstrip(" :,-–").strip()


def _tidy(name):
    name = re.sub(r"\s+(?:sẽ|cần|phải|và|,)$", "", name.strip(" :;,.–-"))
    return re.sub(r"\s*\((?:sau đây|gọi tắt)[^)]*\)", "", name).strip(" :;,.")


def is_unit_heading(text):
    """Whether a whole paragraph is nothing but the name of a body."""
    if len(text) > 260 or re.search(r"[.;]\s", text.strip(" .;:")) and not re.match(r"^\W*\S+(?: \S+)*;", text):
        return False
    name, rest, _ = split_name(text)
    return name is not None and not rest


def is_collective(name):
    """Whether a name stands for many bodies."""
    return bool(_MANY.search(fold(name)))
