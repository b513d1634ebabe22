"""The verbs that the tasks of plans open with: where a unit's name ends inside a sentence.

The list comes from the wording of administrative plans in general (Decree 30/2020/NĐ-CP gives no list); a verb that
is missing costs a name that is too long, which the review screen shows with a doubt. Words are compared with their
tone marks ("dựng" is not "đúng"); without them only in text that has none.
"""

import re

from .fold import compiled, fold, is_marked

_VERBS = """
chủ trì|phối hợp|có trách nhiệm|có nhiệm vụ|chịu trách nhiệm|tổ chức|chỉ đạo|hướng dẫn|vận động|tham mưu|triển khai|
căn cứ|theo chức năng|theo nhiệm vụ|theo phạm vi|xây dựng|thực hiện|tăng cường|đẩy mạnh|chủ động|đảm bảo|bảo đảm|
rà soát|kiểm tra|giám sát|tiếp tục|lồng ghép|bố trí|cân đối|tổng hợp|theo dõi|tuyên truyền|đăng tải|đăng tin|đưa tin|
phát huy|phát động|cử cán bộ|cử công chức|cung cấp|tham gia|lập kế hoạch|lập dự toán|ban hành|quan tâm|nâng cao|
huy động|tiếp nhận|thường xuyên|trong phạm vi|trên cơ sở|định kỳ|hàng năm|hằng năm|hàng quý|hằng quý|hàng tháng|
hằng tháng|là cơ quan|là đơn vị|là đầu mối|làm đầu mối|kịp thời|quản lý|báo cáo|đề xuất|phân công|trích|phân bổ|
kiện toàn|thành lập|duy trì|mở các|gửi báo cáo|gửi kết quả|nghiên cứu|xử lý|quán triệt|hỗ trợ|đôn đốc|tiến hành|
đưa vào|đưa nội dung|liên hệ|nắm bắt|phát hiện|thống kê|thông tin đến|chuẩn bị|chi trả|thẩm định|đánh giá|điều tra|
cập nhật|lựa chọn|đăng ký|phản ánh|biên soạn|in ấn|khảo sát|tập trung|tạo điều kiện|khẩn trương|nghiêm túc|
từ chức năng|tùy theo|đầu tư|sử dụng|giải quyết|cấp kinh phí|kết nối|phân phối|mở rộng|thông báo|mở lớp|thu thập|
được giao|góp phần|bảo vệ|phòng ngừa|giao nhiệm vụ|giao cho|hoàn thành|tích cực|thúc đẩy|truyền thông|lên kế hoạch|
lãnh đạo|ngăn chặn|đấu tranh|trợ giúp|mua sắm|đổi mới|bám sát|tập hợp|phê duyệt|thanh toán|quyết toán|khen thưởng|
biểu dương|củng cố|phát triển|khuyến khích|thu hút|kêu gọi|quảng bá|giới thiệu|hình thành|thiết lập|áp dụng|khai thác|
vận hành|nhân rộng|hoàn thiện|sửa đổi|bổ sung|công bố|công khai|niêm yết|cải thiện|xác định|phân tích|xem xét|
điều chỉnh|nâng cấp|trang bị|lắp đặt|tháo gỡ|khắc phục|ưu tiên|chú trọng|tư vấn|kiến nghị|quyết định|phát hành|
đề cao|gương mẫu|nhắc nhở|xúc tiến|tiếp thu|giải trình|vào cuộc|mỗi tháng|mỗi quý|mỗi tuần|mỗi năm|hằng tuần|hàng tuần|
hằng ngày|hàng ngày|cụ thể hóa|cụ thể hoá|phát thanh|phát sóng|tổng duyệt|tổng vệ sinh|tham dự|
tuân thủ|chấp hành|hưởng ứng|cam kết|chia sẻ|tiên phong|đồng hành|sắp xếp|kê khai|khai báo|trao đổi|lắng nghe|sơ tán|
tuần tra|
"""
# Verbs that names hold as well: looked for where none of the others stands.
_WEAK = re.compile(
    r"(?<!\w)(?:đưa|đăng(?! kiểm)|trực(?! thuộc| tiếp| tuyến)|mời|nhắc|chấm|ký|chọn|dọn|trồng(?! trọt)|tặng|thăm"
    r"|đón|thay"
    r"|sửa|chuyển(?! đổi| giao)|ghi|lưu(?! trữ| động| niệm)|cài|lắp|trong tháng|trong quý|trước ngày|từ ngày"
    r"|vào ngày)(?!\w)"
)
# Verbs at the head of an item only: in a name they are parts of it ("Sở Giáo dục", "phòng, chống").
_HEADS = """
giáo dục|ứng dụng|chuyển đổi|số hóa|số hoá|phòng chống|phòng, chống|kiểm soát|giảm|tăng|mua|đào tạo|bồi dưỡng|
tập huấn|thí điểm|thử nghiệm|hợp tác|ký kết|rút ngắn|cắt giảm|đơn giản hóa|sơ kết|tổng kết|tổng rà soát|phổ biến|
thay thế|sửa chữa|xóa|xoá|cải tiến|cải cách|thu|hướng tới|chăm lo|tạo|đưa|gắn|giữ|giao|quy hoạch|bảo tồn|tôn tạo|
phục hồi|khôi phục|kết hợp|liên kết|thiết kế|sáng tác|trao|tặng|thăm|động viên|đón|nhận diện|truy vết|tư vấn|
tôn vinh|triệt phá|trồng|chuyển|đo|lấy mẫu|phân loại|thu gom|vệ sinh|diễn tập|luyện tập|trình diễn|kiểm kê|lưu trữ|
"""
# Verbs that are other words without their tone marks.
_SHORT = re.compile(
    r"(?<!\w)(?:cử|lập|mở|gửi|nộp|(?<!chương )(?<!quy )(?<!lộ )(?<!công )(?<!tiến )trình|giúp|họp|dự(?! án| toán"
    r"| kiến| phòng| báo| thảo)|làm|xét(?! nghiệm)"
    r"|nhận(?! thức| định)|gắn|cần|phải|sẽ|khám|chi(?! tiết| phí| nhánh| cục| bộ| hội| đoàn)|dành|in|"
    r"tập huấn|đào tạo|quy định|yêu cầu|đôn đốc|chăm sóc)(?!\w)"
)


def _listed(text):
    return sorted({v.strip() for v in text.replace("\n", "").split("|") if v.strip()}, key=len, reverse=True)


def _either(words):
    return "|".join(words)


VERBS = tuple(_listed(_VERBS))
_OPENING = re.compile(rf"^\W*(?:{_either(_listed(_VERBS + _HEADS))})(?!\w)")
_OPENING_FOLDED = re.compile(rf"^\W*(?:{_either(map(fold, VERBS))})\b")
_VERB = re.compile(rf"(?<!\w)(?:{_either(VERBS)})(?!\w)")
_VERB_FOLDED = re.compile(rf"(?<!\w)(?:{_either(map(fold, VERBS))})\b")
# Not a verb where these stand before it ("các tổ chức", "Ban Chỉ đạo", "đơn vị quản lý", "chủ đầu tư") …
_BEFORE = (
    r"(?:\bcác|\bnhững|\bban|\bcơ quan|\bđơn vị|\bbộ phận|(?<!các )\btổ|\bquỹ|(?<!các )\bphòng|\btrung tâm"
    r"|(?<!xã )(?<!các )\bhội|\bcông tác|\bvà|,"
    r"|\bmọi|\bngười|\bcủa|\blĩnh vực|\bvề|\btrách nhiệm|\bnhiệm vụ|\bcán bộ|\bdịch vụ|\bcông|\bđội|\bviệc|\bđã"
    r"|\bviên chức|\bđược|\bchủ|\bnhà|\bcơ sở|\bngành)\s*$"
)
# … or these behind it ("tổ chức chính trị", "thông tin và truyền thông").
_BEHIND = (
    r"^tổ chức(?= (?:chính trị|xã hội|đoàn thể|hội(?!\w)|thành viên|tôn giáo|quốc tế|phi chính phủ|liên quan"
    r"|khác|kinh tế"
    r"|tín dụng|có liên quan|cán bộ|đảng))|^tổ chức(?=\s*[,;:.-])|^thông tin và|^bảo vệ (?:chính|trẻ em$)"
    r"|^khám(?= bệnh| chữa)|^trình(?= độ)"
)
_NOT_AFTER, _NOT_AFTER_FOLDED = re.compile(_BEFORE), re.compile(fold(_BEFORE))
_NOT_BEFORE, _NOT_BEFORE_FOLDED = re.compile(_BEHIND), re.compile(fold(_BEHIND))
# After a comma or a body in general only the verbs that no list or name of bodies holds begin the task.
_SURE = (
    "chủ trì", "phối hợp", "có trách nhiệm", "căn cứ", "theo chức năng", "chỉ đạo", "tham mưu", "chủ động",
    "hướng dẫn", "chịu trách nhiệm", "tăng cường", "tiếp tục", "tích cực", "trên cơ sở", "đẩy mạnh", "tập trung",
    "khẩn trương", "nghiêm túc", "xây dựng kế hoạch", "báo cáo",
    "rà soát", "theo nhiệm vụ", "theo phạm vi", "trong phạm vi",
)  # fmt: skip
_GENERAL = re.compile(r"(?:cơ quan|đơn vị|ngành|tổ chức|viên chức|cán bộ|cơ sở|co quan|don vi|nganh|to chuc)$")
_SURE_FOLDED = tuple(map(fold, _SURE))
_CAPITAL = compiled(r"^[<U>]")


def opens_with_verb(text):
    """Whether ``text`` opens as a task does."""
    if not is_marked(text):
        return bool(_OPENING_FOLDED.match(fold(text)))
    own = text.lstrip("-+ ").lower()
    return bool(_OPENING.match(own) or _SHORT.match(own) or _WEAK.match(own))


def verb_position(text, start=0):
    """Where the first verb of a task stands in ``text`` after ``start``, or None.

    A verb in capitals belongs to a name (``Ban Chỉ đạo``), unless a stop or colon stands before it.
    """
    marked = is_marked(text)
    own = text.lower() if marked else fold(text)
    found = [*(_VERB if marked else _VERB_FOLDED).finditer(own, start), *_SHORT.finditer(text, start)]
    at = _first(text, own, found, marked)
    return at if at is not None or not marked else _first(text, own, _WEAK.finditer(text, start), marked)


def _first(text, own, found, marked):
    """Where the first verb of ``found`` stands that is no part of a name."""
    not_after, not_before = (_NOT_AFTER, _NOT_BEFORE) if marked else (_NOT_AFTER_FOLDED, _NOT_BEFORE_FOLDED)
    for match in sorted(found, key=lambda m: m.start()):
        at = match.start()
        if at == 0:
            continue
        before = own[:at]
        if _CAPITAL.match(text[at:]) and not re.search(r"[.:]\s*$", before):
            continue
        if not_after.search(before) and not _after_comma(before, match.group(), marked):
            continue
        if not_before.match(own[at:]):
            continue
        return at
    return None


def _after_comma(before, verb, marked):
    before = before.rstrip()
    sure = verb in (_SURE if marked else _SURE_FOLDED)
    label = verb in ("chủ trì", "phối hợp", "chu tri", "phoi hop")
    return sure and (before.endswith(",") or bool(_GENERAL.search(before)) and not label)
