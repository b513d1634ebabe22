"""Lists of words that the reader goes by, each with where it comes from.

Folded (lower case, no marks) unless the list has marks. A list without a legal source holds what many plans have in
common; no word is in it for the sake of one plan. What a missing word costs stands with the list.
"""

# Kinds of documents that are plans, and how they are printed. Decree 30/2020/NĐ-CP, Điều 7 (kinds of administrative
# documents): chương trình, kế hoạch, đề án, dự án; "kế hoạch hành động", "phối hợp", "liên ngành" are in use.
PLAN_KINDS = {
    "ke hoach": "Kế hoạch", "chuong trinh hanh dong": "Chương trình hành động",
    "chuong trinh cong tac": "Chương trình công tác", "chuong trinh phoi hop": "Chương trình phối hợp",
    "chuong trinh": "Chương trình", "de an": "Đề án", "du an": "Dự án", "ke hoach hanh dong": "Kế hoạch hành động",
    "ke hoach phoi hop": "Kế hoạch phối hợp", "ke hoach lien nganh": "Kế hoạch liên ngành",
    "ke hoach lien tich": "Kế hoạch liên tịch",
}  # fmt: skip
# What a decision or a resolution approves or launches and the office then carries out as a plan.
PLAN_WORDS = (
    r"(?:ke hoach|chuong trinh|de an|du an|chien luoc|phong trao|cuoc van dong|chien dich|thang hanh dong"
    r"|thang cao diem|dot cao diem|dot thi dua)"
)
# The other kinds: Decree 30/2020/NĐ-CP, Điều 7; Regulation 399-QĐ/TW of the Party, Điều 4 (kết luận, quy định, chỉ thị
# …); Law 64/2025/QH15, Điều 4 (nghị định, thông tư …).
OTHER_KINDS = {
    "quyet dinh": "Quyết định", "nghi quyet lien tich": "Nghị quyết liên tịch", "nghi quyet": "Nghị quyết",
    "bao cao": "Báo cáo", "to trinh": "Tờ trình", "cong dien": "Công điện", "chi thi": "Chỉ thị",
    "thong bao": "Thông báo", "bien ban": "Biên bản", "giay moi": "Giấy mời", "thu moi": "Thư mời",
    "huong dan": "Hướng dẫn", "thong tu lien tich": "Thông tư liên tịch", "thong tu": "Thông tư",
    "nghi dinh": "Nghị định", "quy che": "Quy chế", "quy dinh": "Quy định", "cong van": "Công văn",
    "hop dong": "Hợp đồng", "ket luan": "Kết luận", "thong tri": "Thông tri", "thong cao": "Thông cáo",
    "ban ghi nho": "Bản ghi nhớ", "ban thoa thuan": "Bản thỏa thuận", "giay uy quyen": "Giấy ủy quyền",
    "giay gioi thieu": "Giấy giới thiệu", "giay nghi phep": "Giấy nghỉ phép", "phieu gui": "Phiếu gửi",
    "phieu chuyen": "Phiếu chuyển", "phieu bao": "Phiếu báo", "phieu trinh": "Phiếu trình", "thu cong": "Thư công",
    "giay xac nhan": "Giấy xác nhận", "don de nghi": "Đơn đề nghị", "to khai": "Tờ khai", "luat": "Luật",
    "phap lenh": "Pháp lệnh", "lenh": "Lệnh", "de cuong": "Đề cương", "thu ngo": "Thư ngỏ",
    "loi keu goi": "Lời kêu gọi", "bai phat bieu": "Bài phát biểu", "dien van": "Diễn văn",
}  # fmt: skip
# The abbreviation in a number tells the kind of a paper that prints none. Decree 30/2020/NĐ-CP, phụ lục III.
KIND_SIGNS = {
    "KH": "ke hoach", "CTR": "chuong trinh", "CTr": "chuong trinh", "ĐA": "de an", "DA": "du an", "QĐ": "quyet dinh",
    "NQ": "nghi quyet", "BC": "bao cao", "TTr": "to trinh", "CĐ": "cong dien", "CT": "chi thi", "TB": "thong bao",
    "BB": "bien ban", "GM": "giay moi", "HD": "huong dan", "TT": "thong tu", "NĐ": "nghi dinh", "KL": "ket luan",
    "QC": "quy che", "QyĐ": "quy dinh",
}  # fmt: skip

# The words that names of bodies open with, with marks. Bodies of the state: Law 72/2025/QH15 (local government),
# Decrees 45/2025/NĐ-CP and 150/2025/NĐ-CP (departments of provinces and communes); before:
# Decrees 24/2014/NĐ-CP and
# 37/2014/NĐ-CP. The Party, the Front and its organisations: their statutes. The rest is usage. A word that is missing
# costs a block of tasks, unless the heads beside it are bodies (votes.unlisted_body).
BODIES = """
sở|phòng|ban|ubnd|ub|ủy ban|uỷ ban|hđnd|hội đồng|công an|ca|trường|trung tâm|trạm|hội|hiệp hội|liên hiệp|liên minh|
liên đoàn|đoàn|mttq|ubmttq|ubmttqvn|ubmt|mặt trận|lđlđ|bảo hiểm xã hội|bhxh|viện|tòa án|toà án|tòa|đài|báo|tạp chí|
văn phòng|vp|thanh tra|chi cục|cục|tổng cục|kho bạc|ngân hàng|nhnn|bệnh viện|bộ|bộ chỉ huy|bộ đội|ban chỉ huy|quân sự|
biên phòng|các|tất cả|toàn thể|thủ trưởng|giám đốc|phó giám đốc|trưởng|trưởng phòng|trưởng ban|chủ tịch|phó chủ tịch|
hiệu trưởng|phó hiệu trưởng|tổ trưởng|tổ phó|phó trưởng|phó|nhà trường|doanh nghiệp|tập đoàn|công ty|tổng công ty|
cơ quan|đơn vị|cá nhân|khoa|tiểu ban|đội|cổng thông tin|trang thông tin|hợp tác xã|htx|tổng|vụ|tổ|thôn|ấp|bản|
khu phố|tổ dân phố|đảng ủy|đảng uỷ|chi bộ|chi đoàn|thường trực|ban thường trực|thành viên|cộng tác viên|nhân viên|
công chức|giáo viên|gia đình|quỹ|qũy|tỉnh đoàn|huyện đoàn|thành đoàn|thị đoàn|quận đoàn|xã đoàn|phường đoàn|cấp ủy|
cấp uỷ|chánh văn phòng|công đoàn|học viện|đảng bộ|tòa soạn|điện lực|hạt kiểm lâm|bưu điện|cảng|phụ huynh|ttyt|tyt|bch|
lãnh đạo|bí thư|can bộ|cán bộ|y tế|trung ương|thông tấn xã|kiểm toán|tỉnh ủy|huyện ủy|thành ủy|tỉnh uỷ|huyện uỷ|
thành uỷ|cụm|viễn thông|tttt|đồng chí|chính quyền|lực lượng|hệ thống|người đứng đầu|chủ đầu tư|chủ rừng|chủ cơ sở|
địa phương|chính phủ|thủ tướng chính phủ|cảnh sát|hải quan|thuế|chi nhánh|vườn quốc gia|thư viện|bảo tàng|câu lạc bộ|
nhà văn hóa|nhà thiếu nhi|cung thiếu nhi|ld|lđ|quân khu|tổ chức|đại học|xã|phường|thị trấn|đặc khu|huyện|quận|
đồn|chi hội|phân hiệu|nhà máy|xí nghiệp|tổ hợp tác|lâm trường|
"""
# Groups of people and places that a task can be given to, but that head no block. Usage in plans.
PEOPLE = (
    "ngành|cấp|cơ sở|chủ|hộ|hộ gia đình|khu dân cư|khu vực|tỉnh|thành phố|thị xã|thị trấn|nhà mạng|nhà khoa học"
    "|nghệ nhân"
    "|đại biểu|người|học sinh|sinh viên|lớp|doanh nhân|tôn giáo|đoàn thể|đảng viên|hội viên|đoàn viên|pct|phó"
    "|nhóm|tập thể"
    "|cộng đồng|gia đình|cha mẹ|thầy cô|nhà giáo|bên|chức sắc|già làng|trưởng thôn|dòng họ|chi cục|bch|hội đồng"
    "|thầy thuốc"
    "|nhà đầu tư|nhà thầu|khách sạn|chợ|bến xe|rạp|nông trường|vùng|điểm|mạng lưới|tuyến"
)

# The verbs that tasks open with, with marks: a name ends before them. Decree 30/2020/NĐ-CP gives no list; the wording
# of administrative plans in general. A verb that is missing costs a name that is too long, which the review shows.
VERBS = """
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
đề cao|nêu cao|nêu gương|gương mẫu|nhắc nhở|xúc tiến|tiếp thu|giải trình|vào cuộc|mỗi tháng|mỗi quý|mỗi tuần|mỗi năm|
hằng tuần|hàng tuần|
hằng ngày|hàng ngày|cụ thể hóa|cụ thể hoá|phát thanh|phát sóng|tổng duyệt|tổng vệ sinh|tham dự|
tuân thủ|chấp hành|hưởng ứng|cam kết|chia sẻ|tiên phong|đồng hành|sắp xếp|kê khai|khai báo|trao đổi|lắng nghe|sơ tán|
tuần tra|
"""
# Verbs at the head of an item only: in a name they are parts of it ("Sở Giáo dục", "phòng, chống").
ITEM_VERBS = """
giáo dục|ứng dụng|chuyển đổi|số hóa|số hoá|phòng chống|phòng, chống|kiểm soát|giảm|tăng|mua|đào tạo|bồi dưỡng|
tập huấn|thí điểm|thử nghiệm|hợp tác|ký kết|rút ngắn|cắt giảm|đơn giản hóa|sơ kết|tổng kết|tổng rà soát|phổ biến|
thay thế|sửa chữa|xóa|xoá|cải tiến|cải cách|thu|hướng tới|chăm lo|tạo|đưa|gắn|giữ|giao|quy hoạch|bảo tồn|tôn tạo|
phục hồi|khôi phục|kết hợp|liên kết|thiết kế|sáng tác|trao|tặng|thăm|động viên|đón|nhận diện|truy vết|tư vấn|
tôn vinh|triệt phá|trồng|chuyển|đo|lấy mẫu|phân loại|thu gom|vệ sinh|diễn tập|luyện tập|trình diễn|kiểm kê|lưu trữ|
"""
# After a comma or a body in general only the verbs that no list or name of bodies holds begin the task.
SURE_VERBS = (
    "chủ trì", "phối hợp", "có trách nhiệm", "căn cứ", "theo chức năng", "chỉ đạo", "tham mưu", "chủ động",
    "hướng dẫn", "chịu trách nhiệm", "tăng cường", "tiếp tục", "tích cực", "trên cơ sở", "đẩy mạnh", "tập trung",
    "khẩn trương", "nghiêm túc", "xây dựng kế hoạch", "báo cáo", "bám sát", "nêu cao", "quán triệt",
    "rà soát", "theo nhiệm vụ", "theo phạm vi", "trong phạm vi",
)  # fmt: skip

# What the parts of a plan are for, and the words of their headings: usage in plans of all levels (no rule prescribes
# them). Words that are missing cost little where the children of the part say what it is (``votes``).
PURPOSE, TARGETS, ACTIVITIES, ORGANISATION, FUNDING, REPORTING = (
    "purpose", "targets", "activities", "organisation", "funding", "reporting",
)  # fmt: skip
SCHEDULE, SCOPE, SITUATION, AWARD = "schedule", "scope", "situation", "award"
# The earliest phrase in the heading decides; at the same place the longer one.
PART_HEADINGS = {
    ORGANISATION: (
        "to chuc thuc hien", "phan cong nhiem vu", "phan cong trach nhiem", "phan cong thuc hien", "phan cong",
        "trach nhiem thuc hien", "trach nhiem cua", "trach nhiem cac", "thoi gian va trach nhiem", "to chuc trien khai",
        "to chuc trien khai thuc hien", "trach nhiem to chuc thuc hien", "trach nhiem", "nhiem vu cua cac",
        "bien phap to chuc thuc hien",
        "nhiem vu cu the cua cac", "trien khai thuc hien", "nhiem vu cac co quan", "nhiem vu cac don vi",
        "nhiem vu va trach nhiem", "phan cong va to chuc thuc hien", "to chuc va phan cong", "tien do va phan cong",
    ),
    FUNDING: (
        "kinh phi", "nguon kinh phi", "nguon von", "nhu cau von", "von dau tu",
        "nguon luc va viec su dung", "du toan", "nguon luc thuc hien", "nguon luc tai chinh",
        "kinh phi thuc hien"),
    REPORTING: (
        "che do bao cao", "che do thong tin bao cao", "bao cao", "thong tin bao cao", "kiem tra giam sat bao cao",
        "che do thong tin", "tong ket bao cao", "cong tac bao cao", "so ket tong ket",
    ),
    TARGETS: ("chi tieu", "muc tieu cu the", "cac chi tieu", "muc tieu", "cac muc tieu cu the", "muc tieu va chi tieu"),
    PURPOSE: (
        "muc dich", "yeu cau", "muc tieu chung", "muc tieu tong quat", "quan diem", "nguyen tac", "phuong cham",
        "y nghia"),
    SCHEDULE: ("thoi gian", "tien do", "lo trinh", "thoi gian thuc hien", "thoi han"),
    SCOPE: ("chu de", "doi tuong", "pham vi", "dia diem", "dia ban", "thanh phan"),
    SITUATION: (
        "tinh hinh", "thuc trang", "hien trang", "ket qua giai doan", "ket qua nam", "ket qua da dat duoc",
        "danh gia ket qua", "dac diem", "ket qua thuc hien", "su can thiet", "can cu",
        "co so phap ly",
        "danh gia tinh hinh", "ket qua dat duoc", "ton tai han che", "khai quat", "boi canh", "thuan loi", "kho khan",
    ),
    AWARD: (
        "tieu chi", "tieu chuan", "khen thuong", "hinh thuc khen thuong", "giai thuong", "co cau giai thuong", "ho so",
        "thang diem", "cach tinh diem", "danh gia xep hang", "xep hang", "xep loai", "binh xet", "xet chon", "the le"),
    ACTIVITIES: (
        "nhiem vu", "giai phap", "noi dung", "hoat dong", "bien phap", "cong tac", "noi dung thuc hien",
        "noi dung cong viec"),
}  # fmt: skip
# What a child heading must open with to be of another kind than its part.
CHILD_HEADINGS = {
    ORGANISATION: ("to chuc thuc hien", "phan cong nhiem vu", "phan cong trach nhiem", "phan cong thuc hien"),
    FUNDING: (
        "kinh phi", "nguon kinh phi", "ve kinh phi", "kinh phi thuc hien", "nguon von", "nhu cau von", "von dau tu",
        "nhu cau kinh phi", "du toan kinh phi", "bao dam kinh phi", "dam bao kinh phi", "co cau nguon von",
        "kinh phi khen thuong", "nguon luc tai chinh", "nhu cau von", "nguon luc va viec su dung",
        "nguon luc thuc hien"),
    REPORTING: (
        "che do bao cao", "che do thong tin bao cao", "thong tin bao cao", "cong tac bao cao",
        "thuc hien che do bao cao", "bao cao ket qua"),
    TARGETS: (
        "chi tieu", "muc tieu cu the", "cac chi tieu", "cac muc tieu cu the", "muc tieu den nam", "muc tieu nam",
        "mot so chi tieu", "chi tieu cu the", "muc tieu"),
    PURPOSE: ("muc dich", "yeu cau", "muc tieu chung", "muc tieu tong quat", "quan diem"),
    SCHEDULE: ("thoi gian thuc hien", "thoi gian", "tien do thuc hien", "lo trinh"),
    SCOPE: ("doi tuong", "pham vi", "dia diem", "thanh phan"),
    AWARD: (
        "tieu chi", "tieu chuan", "khen thuong", "hinh thuc khen thuong", "ve khen thuong", "giai thuong",
        "co cau giai thuong", "ho so", "thang diem", "cach tinh diem", "danh gia xep hang",
        "cach thuc xep hang", "xep hang",
        "xep loai", "binh xet", "xet chon", "tieu chi thi dua"),
    SITUATION: (
        "thuc trang", "hien trang", "tinh hinh", "danh gia ket qua", "danh gia tinh hinh", "danh gia thuc trang",
        "ket qua dat duoc", "ton tai", "han che", "thuan loi", "kho khan", "nguyen nhan", "dac diem", "boi canh",
        "su can thiet"),
    ACTIVITIES: (
        "nhiem vu", "giai phap", "noi dung", "nhiem vu va giai phap", "nhiem vu giai phap", "cac nhiem vu",
        "cac giai phap", "nhiem vu cu the", "nhiem vu chu yeu", "nhiem vu trong tam", "noi dung thuc hien"),
}  # fmt: skip

# The word before a place, and the levels that it can mean. Constitution, article 110 (districts until 30/6/2025).
LEVELS = {
    "tinh": ("province",),
    "thanh pho": ("province", "district"),
    "quan": ("district",),
    "huyen": ("district",),
    "thi xa": ("district",),
    "xa": ("commune",),
    "phuong": ("commune",),
    "thi tran": ("commune",),
    "dac khu": ("commune",),
}
# Abbreviations in use (no rule lists them) as they are printed, hyphens and ampersands taken out, and their words.
ABBREVIATIONS = {
    "ldtbxh": "lao dong thuong binh xa hoi", "tbxh": "thuong binh xa hoi", "bhxh": "bao hiem xa hoi",
    "tckh": "tai chinh ke hoach", "khtc": "ke hoach tai chinh", "vhtt": "van hoa thong tin",
    "vhxh": "van hoa xa hoi", "vhttdl": "van hoa the thao du lich", "tttt": "thong tin truyen thong",
    "gddt": "giao duc dao tao", "pgddt": "phong giao duc dao tao", "lhpn": "lien hiep phu nu",
    "ldld": "lien doan lao dong", "ccb": "cuu chien binh", "ctd": "chu thap do", "dtn": "doan thanh nien",
    "tncs": "thanh nien cong san", "hcm": "ho chi minh", "ttyt": "trung tam y te", "tyt": "tram y te",
    "ttdvth": "trung tam dich vu tong hop", "ksbt": "kiem soat benh tat", "cdc": "trung tam kiem soat benh tat",
    "ttksbt": "trung tam kiem soat benh tat", "nnptnt": "nong nghiep phat trien nong thon",
    "nnmt": "nong nghiep moi truong", "tnmt": "tai nguyen moi truong", "ktht": "kinh te ha tang",
    "kthtdt": "kinh te ha tang do thi", "khdt": "ke hoach dau tu", "khcn": "khoa hoc cong nghe",
    "gtvt": "giao thong van tai", "qldt": "quan ly do thi", "ptth": "phat thanh truyen hinh",
    "tdtt": "the duc the thao", "nct": "nguoi cao tuoi", "chqs": "chi huy quan su",
    "bchqs": "ban chi huy quan su", "bdbp": "bo doi bien phong", "vksnd": "vien kiem sat nhan dan",
    "tand": "toa an nhan dan", "nhcsxh": "ngan hang chinh sach xa hoi", "kbnn": "kho bac nha nuoc",
    "qltt": "quan ly thi truong", "vp": "van phong", "tw": "trung uong", "tp": "thanh pho", "tx": "thi xa",
    "ubmttq": "mat tran to quoc", "ubmttqvn": "mat tran to quoc", "mttq": "mat tran to quoc",
    "mttqvn": "mat tran to quoc", "ubmt": "mat tran to quoc", "thcs": "trung hoc co so",
    "thpt": "trung hoc pho thong", "gdnn": "giao duc nghe nghiep", "gdtx": "giao duc thuong xuyen",
    "ctv": "cong tac vien", "tdp": "to dan pho",
}  # fmt: skip
# Names that are printed with a hyphen: a line that breaks there opens no bullet. Decrees 24/2014/NĐ-CP and
# 37/2014/NĐ-CP; the motto of Decree 30/2020/NĐ-CP, phụ lục I; terms of the Law on planning 21/2017/QH14.
HYPHENATED = (
    "lao dong - thuong binh", "thuong binh - xa hoi", "tai chinh - ke hoach", "van hoa - xa hoi", "van hoa - thong tin",
    "phat thanh - truyen hinh", "kinh te - ha tang", "kinh te - xa hoi", "chinh tri - xa hoi", "hdnd - ubnd",
    "ubnd - hdnd", "doc lap - tu do", "tu do - hanh phuc", "du lich - the thao", "thong tin - the thao",
)  # fmt: skip
