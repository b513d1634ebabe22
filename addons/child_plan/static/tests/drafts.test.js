import { beforeEach, expect, test } from "@odoo/hoot";
import { click, edit, queryOne, unload } from "@odoo/hoot-dom";
import { advanceTime, animationFrame } from "@odoo/hoot-mock";
import {
    defineModels,
    fields,
    makeServerError,
    models,
    mountView,
    onRpc,
    patchWithCleanup,
} from "@web/../tests/web_test_helpers";
import { browser } from "@web/core/browser/browser";
import { FormController } from "@web/views/form/form_controller";
import { ConnectionLostError, rpc } from "@web/core/network/rpc";
import { defineMailModels } from "@mail/../tests/mail_test_helpers";
import { draftKey, draftOf, keepDraft } from "@child_plan/drafts/drafts";

class Assignment extends models.Model {
    _name = "child.plan.assignment";
    result = fields.Text({ string: "Result", onChange: () => {} });
    hint = fields.Char();
    progress = fields.Integer();
    deliverable_ids = fields.One2many({ relation: "child.plan.deliverable", relation_field: "assignment_id" });
    _records = [{ id: 1, result: "Before", hint: "", progress: 10, deliverable_ids: [1, 2] }];
}

class Deliverable extends models.Model {
    _name = "child.plan.deliverable";
    name = fields.Char();
    done_quantity = fields.Float();
    unit_ids = fields.Many2many({ relation: "child.plan.unit" });
    assignment_id = fields.Many2one({ relation: "child.plan.assignment" });
    _records = [
        { id: 1, name: "Leaflets", done_quantity: 0, assignment_id: 1 },
        { id: 2, name: "Courses", done_quantity: 1, assignment_id: 1 },
    ];
}

class Unit extends models.Model {
    _name = "child.plan.unit";
    name = fields.Char();
    _records = [{ id: 7, name: "Health" }];
}

defineMailModels();
defineModels([Assignment, Deliverable, Unit]);

const ARCH = `<form>
    <field name="result"/><field name="hint"/><field name="progress"/>
    <field name="deliverable_ids"><list editable="bottom"><field name="name"/><field name="done_quantity"/><field name="unit_ids" widget="many2many_tags"/></list></field>
</form>`;
let isDown = false;

beforeEach(() => {
    isDown = false;
    patchWithCleanup(rpc, {
        _rpc(url) {
            return isDown ? Promise.reject(new ConnectionLostError(url)) : super._rpc(...arguments);
        },
    });
    onRpc("/web/webclient/version_info", () => ({}));
});

const mountForm = () => mountView({ type: "form", resModel: "child.plan.assignment", resId: 1, arch: ARCH });
const key = () => draftKey("child.plan.assignment", 1);

async function type(selector, text) {
    await click(selector);
    await edit(text, { confirm: "blur" });
    await animationFrame();
}

test("what is typed outlives a lost line, says so, and is sent when the line is back", async () => {
    const saved = [];
    onRpc("child.plan.assignment", "web_save", ({ args }) => {
        delete args[1].child_plan_opened; // see later_save.js
        saved.push(args[1]);
    });
    await mountForm();
    isDown = true;
    await type("[name='result'] textarea", "Three courses held");
    expect("[name='result'] textarea").toHaveValue("Three courses held");
    await click(".o_form_button_save");
    await animationFrame();
    expect("[name='result'] textarea").toHaveValue("Three courses held");
    expect(".o_child_plan_draft").toHaveText(/Not saved yet/);
    expect(draftOf(key()).typed).toEqual({ result: "Three courses held" });
    await advanceTime(2000);
    expect(saved).toEqual([]);
    isDown = false;
    await advanceTime(30000);
    await animationFrame();
    expect(saved).toEqual([{ result: "Three courses held" }]);
    expect(".o_child_plan_draft").toHaveCount(0);
    expect(draftOf(key())).toBe(null);
});

test("a form that is opened again has what was typed, with the rows of its lists", async () => {
    keepDraft(key(), {
        resModel: "child.plan.assignment",
        resId: 1,
        typed: { result: "Kept", deliverable_ids: { changed: [[2, { done_quantity: 5 }]], added: [], ids: [1, 2] } },
        saved: { result: "Before" },
    });
    const saved = [];
    onRpc("child.plan.assignment", "web_save", ({ args }) => {
        delete args[1].child_plan_opened; // see later_save.js
        saved.push(args[1]);
    });
    await mountForm();
    await animationFrame();
    await animationFrame();
    expect("[name='result'] textarea").toHaveValue("Kept");
    expect(".o_data_row:eq(1) [name='done_quantity']").toHaveText("5.00");
    expect(".o_child_plan_draft").toHaveText(/is back in the form/);
    await click(".o_form_button_save");
    await animationFrame();
    expect(saved).toEqual([{ result: "Kept", deliverable_ids: [[1, 2, { done_quantity: 5 }]] }]);
    expect(draftOf(key())).toBe(null);
});

test("new rows are put back with their lists, unless the server has them", async () => {
    const row = (name) => ({ name, done_quantity: 1, unit_ids: { changed: [], added: [], ids: [7] } });
    keepDraft(key(), {
        resModel: "child.plan.assignment",
        resId: 1,
        sent: true,
        typed: { deliverable_ids: { changed: [], added: [row("Courses"), row("Films")], ids: [1] } },
        saved: {},
    });
    const saved = [];
    onRpc("child.plan.assignment", "web_save", ({ args }) => {
        delete args[1].child_plan_opened; // see later_save.js
        saved.push(args[1].deliverable_ids);
    });
    await mountForm();
    await animationFrame();
    await animationFrame();
    expect(".o_data_row").toHaveCount(3);
    expect(".o_data_row:eq(2)").toHaveText(/Films.*Health/s);
    await click(".o_form_button_save");
    await animationFrame();
    expect(saved[0].length).toBe(1);
    expect(saved[0][0][2].name).toBe("Films");
    keepDraft(key(), {
        resModel: "child.plan.assignment",
        resId: 1,
        typed: { deliverable_ids: { changed: [], added: [row("Courses")], ids: [1] } },
        saved: {},
    });
    await mountForm();
    await animationFrame();
    expect(".o_child_plan_draft").toHaveCount(0);
    expect(draftOf(key())).toBe(null);
});

test("words that others have changed since are not overwritten without a question", async () => {
    keepDraft(key(), {
        resModel: "child.plan.assignment",
        resId: 1,
        typed: { result: "Mine" },
        saved: { result: "Old" },
    });
    await mountForm();
    await animationFrame();
    expect("[name='result'] textarea").toHaveValue("Before");
    expect(".o_child_plan_draft").toHaveText(/others have changed these fields since/);
    await click(".o_child_plan_draft .btn-primary");
    await animationFrame();
    expect("[name='result'] textarea").toHaveValue("Mine");
    await click(".o_child_plan_draft .btn-secondary");
    await animationFrame();
    expect("[name='result'] textarea").toHaveValue("Before");
    expect(draftOf(key())).toBe(null);
});

test("words are kept while they are being typed, and what the server has is forgotten", async () => {
    await mountForm();
    await click("[name='result'] textarea");
    await edit("Half a senten");
    expect(draftOf(key()).typed.result).toBe("Half a senten");
    queryOne("[name='result'] textarea").blur();
    await animationFrame();
    await click(".o_form_button_cancel");
    await animationFrame();
    expect(draftOf(key())).toBe(null);
    keepDraft(key(), { resModel: "child.plan.assignment", resId: 1, typed: { result: "Before" }, saved: {} });
    await mountForm();
    await animationFrame();
    expect(draftOf(key())).toBe(null);
});

test("an answer of the server does not overwrite typed words", async () => {
    onRpc("child.plan.assignment", "onchange", () => ({ value: { result: "The server's", hint: "A hint" } }));
    await mountForm();
    await type("[name='result'] textarea", "Mine");
    expect("[name='result'] textarea").toHaveValue("Mine");
    expect("[name='hint'] input").toHaveValue("A hint");
});

test("numbers in forms are read as everywhere, and what is unclear is asked", async () => {
    await mountForm();
    await type("[name='progress'] input", "12.5");
    expect("[name='progress']").toHaveClass("o_field_invalid");
    await type("[name='progress'] input", "1,250");
    expect("[name='progress']").not.toHaveClass("o_field_invalid");
    expect("[name='progress'] input").toHaveValue("1,250");
});

test("the draft of a new record ends when it is saved", async () => {
    const drafts = () => Object.keys(browser.localStorage).filter((name) => name.startsWith("child_plan.draft"));
    onRpc("child.plan.assignment", "web_save", ({ args }) => {
        delete args[1].child_plan_opened; // see later_save.js
    });
    await mountView({ type: "form", resModel: "child.plan.assignment", arch: ARCH });
    await type("[name='result'] textarea", "New");
    expect(drafts()).toHaveLength(1);
    await click(".o_form_button_save");
    await animationFrame();
    expect(drafts()).toEqual([]);
});

test("nothing is kept of other apps", async () => {
    await mountView({ type: "form", resModel: "res.users", resId: 7, arch: `<form><field name="name"/></form>` });
    await click("[name='name'] input");
    await edit("Somebody", { confirm: "blur" });
    await animationFrame();
    expect(Object.keys(browser.localStorage).filter((name) => name.startsWith("child_plan.draft"))).toEqual([]);
});

test("what is typed outlives a session that has ended, also when the page is left", async () => {
    const sent = [];
    let expired = true;
    onRpc("child.plan.assignment", "web_save", ({ args }) => {
        delete args[1].child_plan_opened; // see later_save.js
        if (expired) {
            throw makeServerError({ errorName: "odoo.http.SessionExpiredException", code: 100 });
        }
    });
    patchWithCleanup(navigator, { sendBeacon: (url) => sent.push(url) });
    let model = null;
    patchWithCleanup(FormController.prototype, {
        setup() {
            super.setup();
            model = this.model;
        },
    });
    await mountForm();
    await type("[name='result'] textarea", "Three courses held");
    await click(".o_form_button_save");
    await animationFrame();
    await unload();
    await model.root.save(); // as the browser has it done while the page goes
    expect(sent).toEqual([]);
    expect(draftOf(key()).typed).toEqual({ result: "Three courses held" });
    // nobody has noticed yet that the session is over
    expired = false;
    await model.root.save();
    expect(draftOf(key())).toBe(null);
    await type("[name='result'] textarea", "Four courses held");
    expired = true;
    await unload();
    await model.root.save();
    expect(sent).toHaveLength(1);
    expect(draftOf(key()).typed).toEqual({ result: "Four courses held" });
});

test("what is typed while the line is away outlives the tab, and is offered the next time", async () => {
    patchWithCleanup(navigator, { sendBeacon: () => true }); // the browser takes it, and nobody gets it
    patchWithCleanup(browser.navigator, { onLine: false });
    let model = null;
    patchWithCleanup(FormController.prototype, {
        setup() {
            super.setup();
            model = this.model;
        },
    });
    await mountForm();
    isDown = true;
    await type("[name='hint'] input", "Ask the school");
    await unload();
    await model.root.save();
    expect(draftOf(key())).toMatchObject({ sent: false, typed: { hint: "Ask the school" } });
});

test("what others have written since is seen although the form shows first what the browser remembers", async () => {
    keepDraft(key(), {
        resModel: "child.plan.assignment",
        resId: 1,
        sent: true,
        typed: { result: "Mine" },
        saved: { result: "Before" },
    });
    let first = true;
    onRpc("child.plan.assignment", "web_read", async ({ parent }) => {
        const rows = await parent();
        if (!first) {
            rows[0].result = "Theirs, a minute ago";
        }
        first = false;
        return rows;
    });
    await mountForm();
    await animationFrame();
    await animationFrame();
    expect("[name='result'] textarea").toHaveValue("Before");
    expect(".o_child_plan_draft").toHaveText(/others have changed these fields since/);
});
