import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { defineModels, fields, models, mountView } from "@web/../tests/web_test_helpers";

class Plan extends models.Model {
    _name = "child.plan";

    name = fields.Char();
    _records = [{ id: 1, name: "287/KH-UBND · Care of orphans" }];
}

class Assignment extends models.Model {
    _name = "child.plan.assignment";

    name = fields.Char();
    plan_id = fields.Many2one({ relation: "child.plan" });
    section_code = fields.Char();
    role = fields.Selection({ selection: [["lead", "Lead"]] });
    requested = fields.Boolean();
    deliverable_text = fields.Char();
    evidence_ids = fields.Many2many({ relation: "ir.attachment" });

    _records = [
        {
            id: 1,
            name: "Screen children",
            plan_id: 1,
            section_code: "III.2",
            role: "lead",
            requested: true,
            deliverable_text: "Guide (0/1 set)",
        },
    ];
}

defineMailModels();
defineModels([Plan, Assignment]);

const mountForm = (field) =>
    mountView({
        resModel: "child.plan.assignment",
        resId: 1,
        type: "form",
        arch: `<form>${field}</form>`,
    });

test("the title of work says where it comes from and what is to be handed over", async () => {
    await mountForm(`<field name="name" widget="child_plan_work_title"/>`);
    expect(".o_child_plan_work_name").toHaveText("Screen children");
    expect(".o_child_plan_work_title small").toHaveText("287/KH-UBND · III.2 · Lead · Requested · Guide (0/1 set)");
});

describe("evidence", () => {
    test.tags("mobile");
    test("can be photographed with a phone", async () => {
        await mountForm(`<field name="evidence_ids" widget="child_plan_evidence"/>`);
        expect(".o_child_plan_camera").toHaveCount(1);
        expect("input[capture=environment]").toHaveAttribute("accept", "image/*");
    });

    test.tags("desktop");
    test("is added as files on a desk", async () => {
        await mountForm(`<field name="evidence_ids" widget="child_plan_evidence"/>`);
        expect(".o_attach").toHaveText("Add files");
        expect(".o_child_plan_camera").toHaveCount(0);
    });
});
