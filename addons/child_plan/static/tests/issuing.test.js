import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { advanceTime, animationFrame } from "@odoo/hoot-dom";
import { MockServer, defineModels, fields, models, mountView, onRpc } from "@web/../tests/web_test_helpers";

class Plan extends models.Model {
    _name = "child.plan";

    name = fields.Char();
    state = fields.Selection({
        selection: [
            ["issuing", "Being issued"],
            ["issued", "Issued"],
        ],
    });
    issuing_done = fields.Integer();
    issuing_total = fields.Integer();
    issuing_error = fields.Char();
    _records = [{ id: 1, name: "287/KH-UBND", state: "issuing", issuing_done: 5000, issuing_total: 20000 }];
}

defineMailModels();
defineModels([Plan]);

const mountForm = () =>
    mountView({
        type: "form",
        resModel: "child.plan",
        resId: 1,
        arch: `<form>
            <field name="state" readonly="1"/>
            <field name="issuing_done" widget="child_plan_issuing" invisible="state != 'issuing'"/>
        </form>`,
    });

const look = async () => {
    await advanceTime(5000);
    await animationFrame();
};

test("the progress moves by itself, over a broken line too, and the plan is shown anew at the end", async () => {
    let broken = false;
    onRpc("child.plan", "read", () => {
        expect.step("look");
        if (broken) {
            throw new Error("The line is down");
        }
    });
    await mountForm();
    expect(".o_field_child_plan_issuing").toHaveText("The work is being given out: 5,000 of 20,000 assignments");
    expect("[role=progressbar]").toHaveAttribute("aria-valuenow", "25");
    MockServer.env["child.plan"].write([1], { issuing_done: 10000 });
    await look();
    expect("[role=progressbar]").toHaveAttribute("aria-valuenow", "50");
    broken = true;
    await look();
    expect("[role=progressbar]").toHaveAttribute("aria-valuenow", "50");
    broken = false;
    MockServer.env["child.plan"].write([1], { state: "issued" });
    await look();
    expect("[role=progressbar]").toHaveCount(0);
    expect(".o_field_widget[name=state]").toHaveText("Issued");
    await look();
    expect.verifySteps(["look", "look", "look"]);
});
