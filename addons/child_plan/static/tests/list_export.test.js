import { filtersInWords } from "@child_plan/list_export/list_export";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame } from "@odoo/hoot-dom";
import { MockServer, contains, defineModels, fields, models, mountView, onRpc } from "@web/../tests/web_test_helpers";

class Export extends models.Model {
    _name = "child.plan.export";

    state = fields.Selection({
        selection: [
            ["waiting", "Being written"],
            ["done", "Ready"],
        ],
    });
    done = fields.Integer();
    total = fields.Integer();
    error = fields.Char();
    _records = [{ id: 1, state: "waiting", done: 5000, total: 20000 }];
}

class Plan extends models.Model {
    _name = "child.plan";

    name = fields.Char();
    is_favorite = fields.Boolean({ readonly: true });
    _records = [{ id: 1, name: "287/KH-UBND" }];
}

defineMailModels();
defineModels([Export, Plan]);

test("the filters of a list in words, without its groups", () => {
    const facets = [
        { type: "filter", values: ["Overdue", "Returned"], separator: "or" },
        { type: "field", title: "Unit", values: ["Ward A"], separator: "or" },
        { type: "groupBy", values: ["Plan"], separator: ">" },
    ];
    expect(filtersInWords({ facets })).toBe("Overdue or Returned; Unit: Ward A");
});

test("the progress of a long list moves by itself until the file is ready", async () => {
    await mountView({
        type: "form",
        resModel: "child.plan.export",
        resId: 1,
        arch: `<form>
            <field name="state" readonly="1"/>
            <field name="done" widget="child_plan_export" invisible="state != 'waiting'"/>
        </form>`,
    });
    expect(".o_field_child_plan_export").toHaveText("The file is being written: 5,000 of 20,000 rows");
    MockServer.env["child.plan.export"].write([1], { done: 10000 });
    await advanceTime(5000);
    await animationFrame();
    expect("[role=progressbar]").toHaveAttribute("aria-valuenow", "50");
    MockServer.env["child.plan.export"].write([1], { state: "done" });
    await advanceTime(5000);
    await animationFrame();
    expect("[role=progressbar]").toHaveCount(0);
    expect(".o_field_widget[name=state]").toHaveText("Ready");
});

test("a reader sets the star of a row in a list", async () => {
    onRpc("child.plan", "action_toggle_favorite", ({ args }) => {
        expect.step(args[0]);
        MockServer.env["child.plan"].write(args[0], { is_favorite: true });
        return true;
    });
    await mountView({
        type: "list",
        resModel: "child.plan",
        arch: `<list><field name="is_favorite" widget="child_plan_favorite" nolabel="1"/><field name="name"/></list>`,
    });
    expect(".o_favorite .fa-star-o").toHaveAttribute("aria-label", "Keep in sight");
    await contains(".o_favorite a").click();
    expect.verifySteps([[1]]);
    expect(".o_favorite .fa-star").toHaveAttribute("aria-label", "In my sight");
});
