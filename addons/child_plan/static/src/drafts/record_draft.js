import { parseServerValue } from "@web/model/relational_model/utils";
import { unreachable } from "./drafts";

const X2MANY = ["one2many", "many2many"];
const TOLD = ["char", "text", "date", "many2one"];
const LEFT_OUT = ["binary", "properties", "json", "reference", "many2one_reference"];

function plain(record, name, value) {
    const { type } = record.fields[name];
    if (type === "many2one") {
        return value ? { id: value.id, display_name: value.display_name } : false;
    }
    return type === "html" ? String(value || "") : record._formatServerValue(type, value);
}

/** What was typed in a record and is not saved: values by field, for lists the changed, the new and the linked rows. */
export function typedIn(record) {
    const typed = {};
    for (const [name, value] of Object.entries(record._changes)) {
        const field = record.fields[name];
        if (!field || name === "id" || LEFT_OUT.includes(field.type)) {
            continue;
        }
        typed[name] = X2MANY.includes(field.type) ? typedInList(value) : plain(record, name, value);
    }
    return typed;
}

function typedInList(list) {
    const rows = list.records.filter((row) => row.dirty);
    return {
        changed: rows.filter((row) => row.resId).map((row) => [row.resId, typedIn(row)]),
        added: rows.filter((row) => !row.resId).map(typedIn),
        ids: list.currentIds.filter((id) => typeof id === "number"),
    };
}

/** The values that these fields have on the server, as far as the form knows. */
export function savedIn(record, names) {
    const simple = names.filter((name) => !X2MANY.includes(record.fields[name].type));
    return Object.fromEntries(simple.map((name) => [name, plain(record, name, record._values[name])]));
}

const bare = (value) => (value?.id ? value.id : value) || "";
const same = (one, other) => JSON.stringify(bare(one)) === JSON.stringify(bare(other));

/**
 * What the server has now of the fields of a draft. A form may show first what the browser remembers of its record,
 * which hides what others have written since.
 */
export async function freshValues(record, { typed }) {
    const known = (name) => name in record.activeFields && !X2MANY.includes(record.fields[name].type);
    const specification = Object.fromEntries(
        Object.keys(typed)
            .filter(known)
            .map((name) => [name, {}])
    );
    if (!record.resId || !Object.keys(specification).length) {
        return {};
    }
    try {
        const [values] = await record.model.orm.webRead(record.resModel, [record.resId], { specification });
        return values || {};
    } catch (error) {
        if (unreachable(error)) {
            return {};
        }
        throw error;
    }
}

/**
 * The draft without the new rows that the server has after all: a save by beacon gives no answer.
 *
 * Such a row came into the list since, and has what was typed; each accounts for one row of the draft.
 */
export async function withoutSavedRows(record, draft) {
    const typed = { ...draft.typed };
    for (const [name, kept] of Object.entries(typed)) {
        const list = X2MANY.includes(record.fields[name]?.type) && record.data[name];
        const since = list ? list.currentIds.filter((id) => typeof id === "number" && !kept.ids.includes(id)) : [];
        if (since.length && kept.added.length) {
            const rows = await rowsOf(list, since, kept.added);
            const isSaved = (row) => {
                const place = rows.findIndex((one) => told(list, row).every((key) => same(one[key], row[key])));
                return place >= 0 && rows.splice(place, 1);
            };
            typed[name] = { ...kept, added: kept.added.filter((row) => !isSaved(row)) };
        }
    }
    return { ...draft, typed };
}

/** The fields of a new row by which it is known again: what the server fills in is none of them. */
function told(list, row) {
    return Object.keys(row).filter((name) => row[name] && TOLD.includes(list.fields[name]?.type));
}

async function rowsOf(list, ids, typedRows) {
    const names = new Set(typedRows.flatMap((row) => told(list, row)));
    const specification = Object.fromEntries([...names].map((name) => [name, {}]));
    try {
        return await list.model.orm.webRead(list.resModel, ids, { specification });
    } catch (error) {
        if (unreachable(error)) {
            return [];
        }
        throw error;
    }
}

/**
 * What of a draft still differs from the record.
 *
 * @returns {Object} `{values, lists, contested}`: fields to write, lists to complete, and the labels of fields that
 *     somebody else has changed since
 */
export function pendingIn(record, draft, fresh = {}) {
    const pending = { values: {}, lists: {}, contested: [] };
    for (const [name, value] of Object.entries(draft.typed)) {
        if (!(name in record.activeFields) || record._isReadonly(name)) {
            continue;
        }
        if (X2MANY.includes(record.fields[name].type)) {
            if (isPending(record, name, value)) {
                pending.lists[name] = value;
            }
            continue;
        }
        const now = name in fresh ? fresh[name] : plain(record, name, record.data[name]);
        if (!same(now, value)) {
            pending.values[name] = value;
            if (name in (draft.saved || {}) && !same(now, draft.saved[name])) {
                pending.contested.push(record.fields[name].string);
            }
        }
    }
    return pending;
}

/** Whether rows of a draft are not in the list, or differ there. */
function isPending(record, name, { changed, added, ids }) {
    const list = record.data[name];
    const differs = ([id, typed]) => {
        const row = list.records.find((one) => one.resId === id);
        return row && Object.keys(pendingIn(row, { typed }).values).length;
    };
    const isLinked = (id) => list.currentIds.includes(id);
    const misses = record.fields[name].type === "many2many" && !ids.every(isLinked);
    return added.length || misses || changed.some(differs);
}

function parsed(record, values) {
    const known = Object.entries(values).filter(([name]) => name in record.activeFields && !record._isReadonly(name));
    return Object.fromEntries(known.map(([name, value]) => [name, parseServerValue(record.fields[name], value)]));
}

/** Write what is pending into the record, as if it were typed again. */
export async function applyPending(record, { values, lists }) {
    if (Object.keys(values).length) {
        await record.update(parsed(record, values));
    }
    for (const [name, { changed, added, ids }] of Object.entries(lists)) {
        const list = record.data[name];
        for (const [id, typed] of changed) {
            const row = list.records.find((one) => one.resId === id);
            const simple = row && pendingIn(row, { typed }).values;
            if (simple && Object.keys(simple).length) {
                await row.update(parsed(row, simple));
            }
        }
        for (const typed of added) {
            const row = await list.addNewRecord({ position: "bottom", mode: "readonly" });
            await applyPending(row, pendingIn(row, { typed }));
        }
        const missing = ids.filter((id) => !list.currentIds.includes(id));
        if (missing.length && record.fields[name].type === "many2many") {
            await list.addAndRemove({ add: missing });
        }
    }
}
