/** Steps that several tours share. Selectors are names, classes and data: they hold in every language. */

const { DateTime } = luxon;

/** Whoever logs in comes to the home of the role, the leader's page or a list; wait until it is there. */
export const atHome = { trigger: ".o_action_manager :is(.o_list_renderer, .o_child_plan_dashboard_page)" };

/** A number of the leader's page that has been counted. */
export function figure(name, number) {
    return (
        ".o_child_plan_dashboard[aria-busy='false'] " +
        `.o_child_plan_figure[data-measure='${name}']:has(.o_child_plan_figure_number:contains(${number}))`
    );
}

/** An entry of the menu; `section` and `item` are XML ids without module and "child_plan_menu_". */
export function openMenu(section, item) {
    const entry = (name) => `[data-menu-xmlid$='.child_plan_menu_${name}']`;
    if (!item) {
        return [{ trigger: `.o_menu_sections ${entry(section)}`, run: "click" }];
    }
    return [
        { trigger: `.o_menu_sections button${entry(section)}`, run: "click" },
        { trigger: `.o-dropdown--menu ${entry(item)}`, run: "click" },
    ];
}

/** A number above a list that has been counted. */
export function chip(name, number) {
    return (
        ".o_child_plan_strip[aria-busy='false'] " +
        `.o_child_plan_chip[data-filter='${name}']:has(.o_child_plan_chip_number:text('${number}'))`
    );
}

/** Press the number of `name`; the list then has exactly as many rows as it says. */
export function press(name, number) {
    return [
        { trigger: chip(name, number), run: "click" },
        { trigger: `${chip(name, number)}[aria-pressed='true']` },
        hasRows(number),
    ];
}

export function hasRows(number, view = ".o_action.o_list_view") {
    const trigger = number
        ? `${view} .o_list_table:has(.o_data_row:count(${number}))`
        : `${view} .o_list_renderer:not(:has(.o_data_row))`;
    return { content: `${number} rows`, trigger };
}

export function row(text) {
    return `.o_data_row:contains(${text})`;
}

/** Today in Vietnam and `days` more, as a date field of the tests takes it (see `PlanCase`). */
export function inDays(days) {
    return DateTime.now().setZone("Asia/Ho_Chi_Minh").plus({ days }).toFormat("dd/MM/yyyy");
}

/** Put the date in `days` days into the date field or cell at `place`. */
export function setDay(place, days) {
    return [
        { trigger: `${place} [data-field]`, run: "click" },
        {
            trigger: `${place} input`,
            async run({ edit }) {
                await edit(inDays(days));
            },
        },
    ];
}

/** Choose `name` in the many2one or tags field at `place`. */
export function choose(place, name) {
    return [
        { trigger: `${place} input`, run: `edit ${name}` },
        {
            content: "among what was searched for, where the letters found are marked",
            trigger: `.o-autocomplete--dropdown-item a:contains(${name}):has(.text-primary)`,
            run: "click",
        },
    ];
}

/** Choose the option `label` in the selection field at `place`. */
export function select(place, label) {
    return [
        { trigger: `${place} .o_select_menu_input`, run: "click" },
        { trigger: `.o_select_menu_item:contains(${label})`, run: "click" },
    ];
}

/** Hand a text file to the upload button at `place`, as the dialog of the browser would. */
export function upload(place, name, text) {
    return [
        {
            trigger: `${place} .o_file_input_trigger:first`,
            run({ anchor }) {
                const chosen = new DataTransfer();
                chosen.items.add(new File([text], name, { type: "text/plain" }));
                const input = anchor.closest(".o_file_input").querySelector("input");
                input.files = chosen.files;
                input.dispatchEvent(new Event("change"));
            },
        },
        { trigger: `${place} .o_attachment:contains(${name})` },
    ];
}

/** The form has reached `state`. */
export function reached(state) {
    return { trigger: `body:has(.o_statusbar_status button[data-value='${state}'].o_arrow_button_current)` };
}

export function goBack() {
    return [{ trigger: ".o_back_button, .o_breadcrumb .breadcrumb-item:not(.active):last a", run: "click" }];
}

export function saved() {
    return [{ trigger: ".o_form_button_save", run: "click" }, { trigger: ".o_form_saved .oe_title" }];
}

export const dialogClosed = { trigger: "body:not(:has(.modal))" };

const { open, send } = window.XMLHttpRequest.prototype;
const CUT = /call_kw\/child\.plan|version_info/;

/** No request of ours reaches the server from here on, as when the line is gone. */
export const cutLine = {
    content: "the line is cut",
    trigger: "body",
    run() {
        Object.assign(window.XMLHttpRequest.prototype, {
            open(method, url) {
                this.isCut = CUT.test(url);
                return open.apply(this, arguments);
            },
            send() {
                if (this.isCut) {
                    return setTimeout(() => this.dispatchEvent(new Event("error")));
                }
                return send.apply(this, arguments);
            },
        });
    },
};

export const mendLine = {
    content: "the line is back",
    trigger: "body",
    run() {
        Object.assign(window.XMLHttpRequest.prototype, { open, send });
        window.dispatchEvent(new Event("online"));
    },
};
