"""Names of bodies as plans print them: what is one, where it ends, whether it stands for many."""

import re

from .fold import fold, is_marked, opens_with
from .verbs import opens_with_verb, verb_position
from .vocabulary import BODIES, PEOPLE

_LISTED = [word.strip() for word in BODIES.replace("\n", "").split("|") if word.strip()]
_BODY = re.compile(rf"^\W*(?:{'|'.join(sorted(_LISTED, key=len, reverse=True))})(?!\w)")
_LEAD = re.compile(
    r"^(?:(?:trách nhiệm|nhiệm vụ)\s+(?:của|đối với)|đối với|giao nhiệm vụ cho|giao(?:\s+cho)?|phân công|yêu cầu"
    r"|ủy quyền|uỷ quyền)\s+",
    re.I,
)
_REQUEST = ("de nghi", "kinh de nghi", "tran trong de nghi", "moi")
# Bodies of many places or kinds, at the head of a name or behind a comma or và in it.
_MANY = re.compile(
    r"(?:^|[,;] |\bvà )(?:các|tất cả|toàn thể|mọi|những|hệ thống|các cấp)(?!\w)"
    r"|(?<!\w)(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|chủ tịch|thủ trưởng|giám đốc|hiệu trưởng|trưởng|người đứng đầu"
    r"|công an|quân sự|trạm y tế|trường|hội|đoàn thể|mttq(?: \w+)?|mặt trận tổ quốc(?: việt nam)?|chỉ đạo|lãnh đạo"
    r"|đảng ủy|phòng) các(?!\w)"
    r"|(?<!\w)các (?:tỉnh|xã|phường|thị trấn|huyện|quận|thị xã|thôn|khu phố|ấp|cấp|đơn vị|cơ quan|địa phương|sở"
    r"|phòng|ban"
    r"|ngành|bộ|đoàn thể|trường|tổ chức chính trị|lớp|khối|khoa|tổ(?! chức)|bộ phận|chi hội|chi đoàn|câu lạc bộ)(?!\w)"
    r"|(?<!\w)(?:cấp (?:xã|huyện|tỉnh|cơ sở))(?!\w)"
    r"|^(?:đội ngũ|cộng tác viên|doanh nghiệp|gia đình|nhà trường|phụ huynh|thôn|ấp"
    r"|khu phố|tổ dân phố|giáo viên (?:chủ nhiệm|bộ môn)"
    r"|cha mẹ|cơ sở)(?!\w)"
    r"|(?<!\w)(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|công an|trạm y tế|hội|mttq|mặt trận tổ quốc) "
    r"(?:xã|phường|huyện|quận|tỉnh|thôn)(?:, | và |/| - )(?:xã|phường|thị|thành phố|huyện|đặc khu)"
    r"|(?<!\w)cơ quan, đơn vị(?!\w)|^(?:sở|phòng|ban|bộ),? (?:ban|ngành)(?!\w)|(?<!\w)đoàn thể(?!\w).*khác"
    r"|(?<!\w)(?:xã|phường), (?:phường|xã|thị trấn|đặc khu)(?!\w)|^tổ chức chính trị"
)
# … but not inside the name of one body ("Liên hiệp các Hội Khoa học", "Ban Quản lý các Khu công nghiệp").
_ONE_OF_MANY = re.compile(
    r"(?<!\w)(?:liên hiệp|ban quản lý|liên đoàn|liên minh|câu lạc bộ|trung tâm|quỹ)(?: \w+)? các "
)
_MANY_FOLDED, _ONE_FOLDED = re.compile(fold(_MANY.pattern)), re.compile(fold(_ONE_OF_MANY.pattern))


def strip_request(text, noisy=False):
    """(the text without a leading Đề nghị, whether it had one)."""
    phrase = opens_with(text, _REQUEST, noisy)
    if phrase is None or phrase == "moi" and not re.match(r"M\w+ [A-ZĐ]", text):
        return text, False
    words = text.split(" ")
    return " ".join(words[phrase.count(" ") + 1 :]).lstrip(" :,"), True


# "Chủ tịch UBND tỉnh giao Sở Nội vụ chủ trì …": the body that gives the work is not the one that has it.
_GIVES = re.compile(
    r"^(?:(?:phó )?chủ tịch |thường trực |ban thường vụ )?(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân|hđnd"
    r"|hội đồng nhân dân|huyện ủy|đảng ủy|đảng uỷ|tỉnh ủy|thành ủy|ban chỉ đạo|bộ trưởng|giám đốc|hiệu trưởng"
    r"|thủ tướng chính phủ"
    r"|ban tổ chức|ban giám hiệu|ban giám đốc)(?: (?!giao |yêu cầu|đề nghị)[^\s,;:.]+){0,5} (?:thống nhất )?"
    r"(?:giao(?: nhiệm vụ)?(?: cho)?|phân công)\s+",
    re.I,
)


def _cut_lead(text):
    match = _LEAD.match(text)
    if match:
        return text[match.end() :]
    gives = _GIVES.match(text)
    if gives and _BODY.match(text[gives.end() :].lower()) and not _FALSE_BODY.match(text[gives.end() :].lower()):
        return text[gives.end() :]
    return text


def opens_with_body(text, noisy=False):
    """Whether ``text`` opens with the name of a body (Đề nghị, Giao, Trách nhiệm của set aside)."""
    rest = _cut_lead(strip_request(text, noisy)[0])
    if noisy or not is_marked(rest):
        return bool(opens_with(rest, _FOLDED, noisy)) and not _FALSE_FOLDED.match(fold(rest))
    own = rest.lower()
    several = _SEVERAL.match(own)
    if several and not _MEMBER.match(own[several.end() :]):
        return False
    return bool(_BODY.match(own)) and not _FALSE_BODY.match(own)


# Behind các and tất cả stands what has members: a body, or people.
_SEVERAL = re.compile(r"^\W*(?:các|tất cả(?: các)?|toàn thể(?: các)?|mọi|những)\s+")
_MEMBER = re.compile(rf"(?:{'|'.join(sorted({*_LISTED, *PEOPLE.split('|')}, key=len, reverse=True))})(?!\w)")


# What opens as a body does and is none, and labels of lines ("Cơ quan chủ trì:").
_FALSE_BODY = re.compile(
    r"^\W*(?:ban (?:hành|bố|đầu|ngày|đêm)|tổ (?:hợp|quốc)|tổ chức(?! (?:chính trị|xã hội|đoàn thể|đảng"
    r"|hội (?:đoàn|quần|nghề)|đoàn (?:tncs|thanh niên|đội)"
    r"|công đoàn|thành viên|tín dụng|tôn giáo|khoa học|hành nghề|đại diện))|báo (?:cáo|chí|động|hiệu|giá)"
    r"|đội (?:ngũ|hình)"
    r"|bộ (?:tiêu chí|máy|chỉ số|tài liệu|công cụ|dữ liệu|câu hỏi|mã|thủ tục|quy|giải pháp|chỉ tiêu|mặt)"
    r"|hội (?:thảo|nghị|nhập|họp|thi|chợ|viên|chứng)|sở hữu|trường hợp|phòng(?:,| (?:chống|ngừa|cháy|thủ|dịch"
    r"|trừ|bệnh|trị))"
    r"|đoàn (?:kết|viên)|quỹ (?:đất|thời gian|\d)|viện (?:phí|trợ|dẫn)|thanh tra(?:,| việc| công tác| và )"
    r"|tổng (?:hợp|kết|số|rà soát|kinh phí|điều tra|vốn|mức|cộng|thể|sản phẩm|đàn|diện tích|giá trị|thu|chi"
    r"|sản lượng|dự toán"
    r"|quan|dư nợ|nguồn|cung|kim ngạch)|văn phòng phẩm|đại biểu|đại học(?! \w+ )"
    r"|các (?:nội dung|nhiệm vụ|hoạt động|giải pháp|chỉ tiêu|mục tiêu|chính sách|vấn đề|biện pháp|hình thức"
    r"|mô hình|chương trình"
    r"|loại|nguồn|bước|tiêu chí|dự án|đề án|văn bản|quy định|công trình|khoản|điều kiện|yếu tố|thủ tục|dịch vụ"
    r"|sản phẩm|tài liệu"
    r"|công việc|lĩnh vực|đối tượng|trường hợp|nhóm|sự kiện|thông tin|chỉ số|tuyến|khu vực|yêu cầu|nguyên tắc"
    r"|hành vi|ngày|lớp"
    r"|buổi|đợt|giai đoạn|bài|kênh|phương tiện|quyền|kết quả|kế hoạch|ngành nghề|phong trào|cuộc|hệ thống"
    r"|nền tảng|dữ liệu)"
    r"|cán bộ|can bộ|cơ quan (?:chủ trì|phối hợp|thực hiện|thường trực)(?!\w)|đơn vị (?:chủ trì|phối hợp"
    r"|thực hiện|tính)(?!\w)"
    r"|cá nhân,? tổ chức|thành viên|gia đình (?:văn hóa|hạnh phúc)|khoa học|học viên|đồng chí|y tế|trạm \d"
    r"|tố (?:cáo|giác)"
    r"|cụm (?:\d|từ)|cảng |thôn |vụ (?:việc|án|mùa|đông|hè|xuân|lợi)|bản (?:đồ|sao|tin|thân|quyền|vẽ|cam kết"
    r"|quy)|xã hội|cục (?:bộ|diện)"
    r"|đài thọ|hệ thống (?!chính trị|ngành|các|ngân hàng|tòa)|lực lượng lao động|địa phương hóa"
    r"|chính quyền (?:số|điện tử)|thuế (?!tỉnh|thành phố|cơ sở|khu vực)"
    r"|thư viện (?:số|điện tử)|quận,|huyện (?!ủy|đoàn)|xã (?!đoàn)|phường (?!đoàn)|trung ương (?:đến|và)|lãnh đạo, )"
)
_FALSE_FOLDED = re.compile(
    r"^(?:ban hanh|to chuc|bao (?:cao|dam|ve|gom|dong)|doi (?:moi|tuong|ngu|voi)|bo (?:tri|sung)|hoi (?:thao|nghi|nhap)"
    r"|so (?:ket|luong|lieu|\d)|truong hop|phong(?:,| chong| ngua)|doan ket|quy (?:dinh|hoach|trinh|mo|[1-4i])|vien phi"
    r"|tong (?:hop|ket|so)|van phong pham|dai bieu|cac (?:noi dung|nhiem vu|hoat dong|giai phap|chi tieu"
    r"|muc tieu|chinh sach"
    r"|van de|bien phap|hinh thuc|mo hinh|chuong trinh|loai|nguon|buoc|tieu chi)|can bo|giao (?:duc|luu)|pho bien"
    r"|co quan (?:chu tri|phoi hop|thuc hien|thuong truc)\b|don vi (?:chu tri|phoi hop|thuc hien)\b|ca nhan,? to chuc"
    r"|thanh vien|gia dinh (?:van hoa|hanh phuc)|khoa hoc|hoc vien|pho |dong chi|cong doan vien|y te|tram \d|ap dung"
    r"|to (?:cao|giac)|cum \d|cang |thon )"
)
_FOLDED = sorted({fold(word) for word in _LISTED}, key=len, reverse=True)


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
    bare = _BRACKET.sub(lambda m: "_" * len(m.group()), own)  # what stands in brackets ends no name
    colon, verb = bare.find(":"), verb_position(bare)
    if verb is not None and 0 < verb < colon and _is_label(own, verb, colon):
        verb = None
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


_BRACKET = re.compile(r"\([^()]*\)")
# What bodies do that is part of what they are called ("Trung tâm Kiểm soát thanh toán", "Ban vận động quỹ").
_CALLED = (
    "thanh toán|quản lý|hỗ trợ|bảo vệ|phát triển|khai thác|vận hành|giám sát|kiểm tra|xúc tiến|tư vấn|trợ giúp"
    "|phòng ngừa|điều tra|giải quyết|khảo sát|thẩm định|đánh giá|tuyên truyền|giới thiệu|tiếp nhận|phân phối|kết nối"
    "|đầu tư|truyền thông|cung cấp|vận động|kêu gọi|sử dụng|xử lý|phân tích|quảng bá|phát hành"
)
_CALLED_VERB = re.compile(rf"(?:{_CALLED})(?!\w)")


def _is_label(text, verb, colon):
    """Whether the verb belongs to the name before a colon, behind which the task opens with a verb in capitals."""
    behind = text[colon + 1 :].lstrip()
    called = _CALLED_VERB.match(text.lower(), verb)
    return bool(
        called and behind[:1].isupper() and opens_with_verb(behind) and verb_position(text[:colon], verb + 1) is None
    )


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


def whole_name(text, noisy=False):
    """The name of a paragraph that is nothing else, without Đề nghị, Trách nhiệm của and the like."""
    return _tidy(_cut_lead(strip_request(text, noisy)[0]))


# A bracket that tells a role or an abbreviation is no part of a name.
_ROLE = re.compile(
    r"\s*\((?=[^()]*(?:sau đây|gọi tắt|thường trực|đầu mối|phụ trách|chủ trì|phối hợp|kiêm|trưởng ban|phó ban"
    r"|ủy viên|đồng chí |đ/c ))[^()]*\)",
    re.I,
)


def _tidy(name):
    name = re.sub(r"\s+(?:sẽ|cần|phải|và|trực tiếp|cùng|(?:được phân công )?định kỳ|,)$", "", name.strip(" :;,.–-"))
    return _ROLE.sub("", name).strip(" :;,.")


def is_unit_heading(text):
    """Whether a whole paragraph is nothing but the name of a body."""
    if len(text) > 260 or re.search(r"[.;]\s", text.strip(" .;:")) and not re.match(r"^\W*\S+(?: \S+)*;", text):
        return False
    name, rest, _ = split_name(text)
    return name is not None and not rest


def is_collective(name):
    """Whether a name stands for many bodies."""
    marked = is_marked(name)
    own = name.lower() if marked else fold(name)
    own = (_ONE_OF_MANY if marked else _ONE_FOLDED).sub(" ", own)
    return bool((_MANY if marked else _MANY_FOLDED).search(own))
