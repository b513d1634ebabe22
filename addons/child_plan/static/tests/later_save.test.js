import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { expect, test } from "@odoo/hoot";
import { click, edit } from "@odoo/hoot-dom";
import { animationFrame } from "@odoo/hoot-mock";
import { defineModels, fields, makeServerError, models, mountView, onRpc } from "@web/../tests/web_test_helpers";

class Assignment extends models.Model {
    _name = "child.plan.assignment";

    result = fields.Text();
    progress = fields.Integer();
    _records = [{ id: 1, result: "Ten children", progress: 10 }];
}

class Other extends models.Model {
    _name = "other";

    result = fields.Text();
    _records = [{ id: 1, result: "Ten children" }];
}

defineMailModels();
defineModels([Assignment, Other]);

const CHANGED = {
    model: "child.plan.assignment",
    id: 1,
    field: "result",
    label: "Result",
    theirs: "Twelve children",
    their_words: "Twelve children",
    my_words: "Eleven children",
    by: "Lan",
    at: "11/03/2026 09:00",
};

/** Write into a form whose record another person has changed; return the values of the requests to save. */
async function save(resModel = "child.plan.assignment") {
    const requests = [];
    onRpc(resModel, "web_save", ({ args }) => {
        requests.push(args[1]);
        if (args[1].child_plan_opened?.result === "Ten children") {
            throw makeServerError({
                errorName: "odoo.addons.child_plan.models.unit.later_save.ChangedMeanwhile",
                message: "Lan changed this",
                context: { changed: [CHANGED] },
            });
        }
        return [{ id: 1, result: args[1].result }];
    });
    await mountView({ type: "form", resModel, resId: 1, arch: `<form><field name="result"/></form>` });
    await click(".o_field_widget[name=result] textarea");
    await edit("Eleven children", { confirm: false });
    await click(".o_form_button_save");
    await animationFrame();
    return requests;
}

async function choose(version) {
    await click(`.o_child_plan_version input[value=${version}]`);
    await animationFrame();
    await click(".modal-footer .btn-primary");
    await animationFrame();
    await animationFrame();
}

test.tags("desktop");
test("both versions are shown, and one's own is saved over the other's when it is chosen", async () => {
    const requests = await save();
    expect(".o_child_plan_words:eq(0)").toHaveText("Eleven children");
    expect(".o_child_plan_words:eq(1)").toHaveText("Twelve children");
    expect(".o_child_plan_version:eq(1) strong").toHaveText("Lan, 11/03/2026 09:00");
    expect(".modal-footer .btn-primary").not.toBeEnabled();
    await choose("mine");
    expect(requests).toEqual([
        { result: "Eleven children", child_plan_opened: { result: "Ten children" } },
        { result: "Eleven children", child_plan_opened: { result: "Twelve children" } },
    ]);
    expect(".modal").toHaveCount(0);
});

test.tags("desktop");
test("the other's version is taken when it is chosen", async () => {
    const requests = await save();
    await choose("theirs");
    expect(requests[1].result).toBe("Twelve children");
    expect(".o_field_widget[name=result] textarea").toHaveValue("Twelve children");
});

test.tags("desktop");
test("who goes on writing has saved nothing and lost nothing", async () => {
    const requests = await save();
    await click(".modal-footer .btn-secondary");
    await animationFrame();
    expect(requests).toHaveLength(1);
    expect(".o_field_widget[name=result] textarea").toHaveValue("Eleven children");
    expect(".o_form_button_save").toBeVisible();
});

test.tags("desktop");
test("other models are saved as Odoo saves them", async () => {
    const requests = await save("other");
    expect(requests).toEqual([{ result: "Eleven children" }]);
});
