"""A plan becomes a paper: its numbers are kept, its units stand over their tasks, nothing of it is lost."""

from hypothesis import given
from hypothesis import strategies as st

from ..lib.numbering import Numbering
from ..lib.plan_paper import plan_paper
from ..lib.tree import Heading, Item, Paragraph, Table, plain
from .pure_case import PureCase

SECTIONS = st.sampled_from((None, "I", "II", "II.1", "II.1.a", "III.2", "A", "B.I", "PL.1", "PL2.I.3", "3.1", "IV.2.đ"))
TEXTS = st.text("abcđ ", min_size=1, max_size=9).map(lambda text: f"Việc {text}")
NAMES = st.sampled_from(("Sở A", "Sở B", "Sở A; Sở B"))
ROWS = st.fixed_dictionaries({"section": SECTIONS, "text": TEXTS})
TASKS = st.fixed_dictionaries(
    {
        "section": SECTIONS,
        "text": TEXTS,
        "unit": NAMES | st.none(),
        "coordinating": st.lists(NAMES, max_size=2),
        "role": st.sampled_from((None, "lead", "coordinate")),
        "deadline": st.none() | st.dates().map(str),
        "recurrence": st.sampled_from((None, "monthly", "regular")),
    }
)
UNITS = st.fixed_dictionaries({"section": SECTIONS, "name": NAMES, "requested": st.booleans()})
PLANS = st.fixed_dictionaries(
    {
        "title": TEXTS,
        "issuer": st.sampled_from(("UBND xã A", "Sở Y tế", None)),
        "targets": st.lists(ROWS, max_size=3),
        "activities": st.lists(ROWS, max_size=3),
        "funding": st.lists(ROWS, max_size=2),
        "units": st.lists(UNITS, max_size=3),
        "tasks": st.lists(TASKS, max_size=5),
    }
)


def task(section, text, unit="Sở Y tế", **values):
    return {"section": section, "text": text, "unit": unit, **values}


def lines(blocks):
    """Return what is printed, a line each, with the numbers."""
    numbering, printed = Numbering(), []
    for block in blocks:
        if isinstance(block, Heading):
            printed.append(f"{numbering.mark(block)} {plain(block.text)}")
        elif isinstance(block, Item):
            printed.append(f"{'-+'[block.depth - 1]} {plain(block.text)}")
        elif isinstance(block, Paragraph):
            printed.append(plain(block.text))
        elif isinstance(block, Table):
            printed += [" | ".join(plain(cell.text) for cell in row.cells) for row in block.rows]
    return printed


def body(**plan):
    return lines(plan_paper({"bases": [{"number": "1/KH", "date": None}], **plan}).body)[1:]


class TestPlanPaper(PureCase):
    def test_a_plan_keeps_its_own_numbers(self):
        heading = {"kind": "heading", "section": "II", "text": "Nhiệm vụ"}
        activities = [{"section": "II.2", "text": "Tập huấn."}, {"section": "II.3", "text": "Truyền thông."}]
        self.assertEqual(
            body(other=[heading], activities=activities), ["II. Nhiệm vụ", "2. Tập huấn.", "3. Truyền thông."]
        )

    def test_tasks_stand_below_their_unit(self):
        units = [{"section": "IV.1", "name": "Sở Y tế", "requested": True}]
        tasks = [task("IV.1", "Tập huấn."), task("IV.1", "Chủ trì khám.", role="lead")]
        self.assertEqual(
            body(units=units, tasks=tasks),
            ["IV. Tổ chức thực hiện", "1. Đề nghị Sở Y tế", "- Tập huấn.", "- Chủ trì khám."],
        )

    def test_a_task_with_others_says_who_leads_it(self):
        row = task("II.1", "Tập huấn.", role="lead", coordinating=["Sở A", "Sở B"], deadline="2026-10-30")
        self.assertEqual(
            body(tasks=[row])[1:],
            [
                "1. Tập huấn.",
                "+ Cơ quan chủ trì: Sở Y tế.",
                "+ Cơ quan phối hợp: Sở A, Sở B.",
                "+ Thời gian thực hiện: chậm nhất ngày 30/10/2026.",
            ],
        )

    def test_a_deadline_is_said_once(self):
        units = [{"section": "IV.1", "name": "Sở Y tế"}]
        for text, deadline in (
            ("Xong trước ngày 31/10/2026.", "2026-10-30"),
            ("Xong ngày 30 tháng 10.", "2026-10-30"),
            ("Xong trong tháng 10/2026.", "2026-10-31"),
            ("Xong trong quý IV.", "2026-12-31"),
            ("Xong trong năm 2026.", "2026-12-31"),
        ):
            self.assertEqual(body(units=units, tasks=[task("IV.1", text, deadline=deadline)])[2:], [f"- {text}"])
        for text in ("Khám", "Khám theo Kế hoạch năm 2026", "Khám từ tháng 10", "Khám 130/10 em"):
            row = task("IV.1", f"{text}.", deadline="2026-10-30")
            self.assertEqual(body(units=units, tasks=[row])[2:], [f"- {text} (chậm nhất ngày 30/10/2026)."])

    def test_rows_without_a_section_get_a_part_for_each_kind(self):
        self.assertEqual(
            body(tasks=[task(None, "Khám.")], targets=[{"text": "Đạt 90%."}], funding=[{"text": "Ngân sách."}]),
            ["I. Mục tiêu, chỉ tiêu", "- Đạt 90%.", "II. Nhiệm vụ và phân công thực hiện", "1. Sở Y tế", "- Khám."]
            + ["III. Kinh phí thực hiện", "- Ngân sách."],
        )

    def test_rows_of_an_annex_become_its_table(self):
        paper = plan_paper({"tasks": [task("PL.I.1", "Khám.", role="lead", deadline="2026-10-30")]})
        (annex,) = paper.annexes
        self.assertTrue(annex.landscape)
        self.assertEqual(
            lines(annex.body), ["I | Nhóm nhiệm vụ I", "1 | Khám. | Sở Y tế |  | Chậm nhất ngày 30/10/2026 | "]
        )

    def test_head_and_signing_are_those_of_the_plan(self):
        paper = plan_paper(
            {
                "number": "05/KH-UBND",
                "issuer": "UBND xã Ngọc Hồi",
                "signatory": {"capacity": "TM. ỦY BAN NHÂN DÂN KT. CHỦ TỊCH", "position": "PHÓ CHỦ TỊCH"},
            }
        )
        self.assertEqual(paper.head.issuer, ["Ủy ban nhân dân", "xã Ngọc Hồi"])
        self.assertEqual((paper.head.number, paper.head.symbol), ("05", "KH-UBND"))
        self.assertEqual(paper.signing.power, ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"])

    @given(PLANS)
    def test_nothing_of_a_plan_is_lost(self, plan):
        paper = plan_paper(plan)
        said = "\n".join(lines(paper.body) + [line for annex in paper.annexes for line in lines(annex.body)]).lower()
        for row in plan["tasks"] + plan["targets"] + plan["activities"] + plan["funding"]:
            self.assertIn(row["text"].rstrip(" .;").lower(), said)
