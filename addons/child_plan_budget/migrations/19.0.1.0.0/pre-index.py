"""End the codes of Circular 324/2016 with budget year 2025: those of Circular 130/2025 are loaded beside them."""

from odoo.tools import SQL
from odoo.tools.sql import table_exists

# code: its right name
NAMES = {
    "070": ("Education, training and vocational training", "Giáo dục - đào tạo và dạy nghề"),
    "372": ("Activities of protecting and caring for children", "Hoạt động bảo vệ và chăm sóc trẻ em"),
    "398": (
        "Policies and activities for beneficiaries of social assistance and others",
        "Chính sách và hoạt động phục vụ các đối tượng bảo trợ xã hội và các đối tượng khác",
    ),
    "425": ("Culture, sports and tourism office (province)", "Sở Văn hóa, Thể thao và Du lịch"),
    "6650": ("Meetings", "Hội nghị"),
    "7100": ("Support of cooperatives and residents", "Chi hỗ trợ kinh tế tập thể, dân cư"),
}
OURS = SQL(
    """id IN (SELECT res_id FROM ir_model_data
               WHERE module = 'child_plan_budget' AND model = 'child.plan.budget.code')"""
)


def migrate(cr, version):
    if not table_exists(cr, "child_plan_budget_code"):
        return  # the database is older than the list of codes
    cr.execute(SQL("UPDATE child_plan_budget_code SET valid_to = '2025-12-31' WHERE valid_to IS NULL AND %s", OURS))
    for code, (english, vietnamese) in NAMES.items():
        cr.execute(
            SQL(
                """UPDATE child_plan_budget_code SET name = jsonb_build_object('en_US', %s::text, 'vi_VN', %s::text)
                    WHERE code = %s AND %s""",
                english,
                vietnamese,
                code,
                OURS,
            )
        )
