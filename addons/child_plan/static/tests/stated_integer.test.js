import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { contains, defineModels, fields, models, mountView } from "@web/../tests/web_test_helpers";
import "@child_plan/numbers/number_fields";

class Demand extends models.Model {
    _name = "child.plan.demand";

    day = fields.Integer();

    _records = [{ id: 1, day: 0 }];
}

defineMailModels();
defineModels([Demand]);
describe.current.tags("desktop");

test("a number of which 0 says that none is stated is shown empty", async () => {
    await mountView({
        type: "form",
        resModel: "child.plan.demand",
        resId: 1,
        arch: `<form><field name="day" widget="child_plan_stated_integer"/></form>`,
    });
    const input = ".o_field_widget[name=day] input";
    expect(input).toHaveValue("");
    await contains(input).edit("15");
    expect(input).toHaveValue("15");
    await contains(input).edit("");
    expect(input).toHaveValue("");
});
