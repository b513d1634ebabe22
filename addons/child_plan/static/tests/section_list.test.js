import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { describe, expect, test } from "@odoo/hoot";
import { press, queryAllTexts, queryOne } from "@odoo/hoot-dom";
import { contains, defineModels, fields, models, mountView, onRpc } from "@web/../tests/web_test_helpers";

class Section extends models.Model {
    _name = "child.plan.section";

    name = fields.Char();
    _records = [
        { id: 1, name: "III.1. Labour" },
        { id: 2, name: "III.2. Health" },
    ];
}

class Deliverable extends models.Model {
    _name = "child.plan.deliverable";

    name = fields.Char();
    task_id = fields.Many2one({ relation: "child.plan.task" });
    _records = [{ id: 1, name: "Guide", task_id: 13 }];
}

class Task extends models.Model {
    _name = "child.plan.task";

    name = fields.Char();
    plan_id = fields.Many2one({ relation: "child.plan" });
    section_id = fields.Many2one({ relation: "child.plan.section" });
    section_sequence = fields.Integer();
    sequence = fields.Integer();
    state = fields.Selection({
        selection: [
            ["draft", "Draft"],
            ["given", "Given"],
        ],
        default: "draft",
    });
    timing = fields.Selection({
        selection: [
            ["one_off", "Once"],
            ["recurring", "Recurring"],
            ["continuous", "Continuous"],
        ],
        default: "one_off",
    });
    recurrence = fields.Selection({ selection: [["quarterly", "Quarterly"]] });
    due_on = fields.Date();
    deliverable_ids = fields.One2many({ relation: "child.plan.deliverable", relation_field: "task_id" });

    _onChanges = {
        section_id: (task) => {
            task.section_sequence = task.section_id;
        },
    };

    _records = [
        { id: 11, name: "Lead", plan_id: 1, section_id: 1, section_sequence: 1, sequence: 1, due_on: "2026-10-31" },
        {
            id: 12,
            name: "Report",
            plan_id: 1,
            section_id: 1,
            section_sequence: 1,
            sequence: 2,
            timing: "recurring",
            recurrence: "quarterly",
        },
        { id: 13, name: "Screen", plan_id: 1, section_id: 2, section_sequence: 2, sequence: 1, deliverable_ids: [1] },
    ];
}

class Plan extends models.Model {
    _name = "child.plan";

    child_plan_opened = fields.Json(); // the server takes it out before it writes
    name = fields.Char();
    task_ids = fields.One2many({ relation: "child.plan.task", relation_field: "plan_id" });
    _records = [{ id: 1, name: "287/KH-UBND", task_ids: [11, 12, 13] }];
}

defineMailModels();
defineModels([Plan, Section, Task, Deliverable]);
describe.current.tags("desktop");

const mount = (columns = "") =>
    mountView({
        resModel: "child.plan",
        resId: 1,
        type: "form",
        arch: `
            <form>
                <field name="task_ids" widget="child_plan_section_one2many">
                    <list editable="bottom" default_order="section_sequence, sequence, id">
                        <field name="sequence" widget="handle"/>
                        <field name="section_sequence" column_invisible="1"/>
                        <field name="section_id" optional="show"/>
                        <field name="state" column_invisible="1"/>
                        <field name="name"/>
                        ${columns}
                    </list>
                </field>
            </form>`,
    });

const rows = () => queryAllTexts(".o_child_plan_section span, .o_data_row td[name=name]");

test("a heading stands where the section changes", async () => {
    await mount();
    expect(rows()).toEqual(["III.1. Labour", "Lead", "Report", "III.2. Health", "Screen"]);
    expect("td[name=section_id]").toHaveCount(0, { message: "the headings say it" });
});

test("a task outside the sections stands below a heading too, and is dropped into a section", async () => {
    Task._records[2].section_id = false;
    onRpc("child.plan", "web_save", ({ args }) => {
        const moved = args[1].task_ids.find(([command, id]) => command === 1 && id === 13);
        expect.step(moved[2].section_id);
    });
    await mount();
    expect(rows()).toEqual(["III.1. Labour", "Lead", "Report", "Without section", "Screen"]);
    expect("td[name=section_id]").toHaveCount(0, { message: "it would repeat the headings" });
    await contains(".o_data_row:last .o_handle_cell").dragAndDrop(".o_data_row:first");
    await contains(".o_form_button_save").click();
    expect.verifySteps([1]);
});

test("the section can be chosen as long as no task has one", async () => {
    for (const task of Task._records) {
        task.section_id = false;
    }
    await mount();
    expect("td[name=section_id]").toHaveCount(3);
});

test("a task is added at the end of its section", async () => {
    onRpc("child.plan", "web_save", ({ args }) => {
        const [[, , values]] = args[1].task_ids.filter(([command]) => command === 0);
        expect.step([values.name, values.section_id]);
    });
    await mount();
    await contains(".o_child_plan_section button:first").click();
    await contains(".o_selected_row td[name=name] input").edit("Train", { confirm: false });
    expect(rows().slice(0, 3)).toEqual(["III.1. Labour", "Lead", "Report"]);
    expect(".o_child_plan_section").toHaveCount(2);
    await contains(".o_form_button_save").click();
    expect.verifySteps([["Train", 1]]);
});

test("a task that is dropped below another heading goes into that section", async () => {
    onRpc("child.plan", "web_save", ({ args }) => {
        const moved = args[1].task_ids.find(([command, id]) => command === 1 && id === 11);
        expect.step(moved[2].section_id);
    });
    await mount();
    await contains(".o_data_row:first .o_handle_cell").dragAndDrop(".o_data_row:last");
    expect(rows()).toEqual(["III.1. Labour", "Report", "III.2. Health", "Screen", "Lead"]);
    await contains(".o_form_button_save").click();
    expect.verifySteps([2]);
});

test("the arrow keys pass over headings", async () => {
    await mount();
    queryOne(".o_data_row:eq(1) td[name=name]").focus();
    await press("ArrowDown");
    expect(".o_data_row:eq(2) td[name=name]").toBeFocused();
    await press("ArrowUp");
    expect(".o_data_row:eq(1) td[name=name]").toBeFocused();
});

test("timing is one word or date; deliverables are tags that can be added", async () => {
    onRpc("child.plan", "web_save", ({ args }) => {
        const changed = args[1].task_ids.find(([command, id]) => command === 1 && id === 12);
        expect.step(changed[2].deliverable_ids.map(([command, , values]) => [command, values.name]));
    });
    await mount(`
        <field name="recurrence" column_invisible="1"/>
        <field name="timing" widget="child_plan_timing" readonly="1"/>
        <field name="deliverable_ids" widget="child_plan_products"/>`);
    expect(queryAllTexts("td[name=timing]")).toEqual(["10/31/2026", "Quarterly", "No deadline"]);
    expect(queryAllTexts("td[name=deliverable_ids] .o_tag")).toEqual(["Guide"]);
    await contains(".o_data_row:eq(1) td[name=name]").click();
    await contains(".o_data_row:eq(1) td[name=deliverable_ids] input").edit("Quarterly report", { confirm: "Enter" });
    expect(queryAllTexts("td[name=deliverable_ids] .o_tag")).toEqual(["Quarterly report", "Guide"]);
    await contains(".o_form_button_save").click();
    expect.verifySteps([[[0, "Quarterly report"]]]);
});
