/**
 * Drafts: what somebody has typed, kept in the browser until the server has it.
 *
 * A draft belongs to a database, a user and a record (or to a new record of a model), so people who share a computer do
 * not get each other's. Drafts older than a month are forgotten.
 */
import { browser } from "@web/core/browser/browser";
import { ConnectionLostError, rpc } from "@web/core/network/rpc";
import { user } from "@web/core/user";
import { session } from "@web/session";

const PREFIX = "child_plan.draft";
const KEPT = 31 * 24 * 3600 * 1000;
const [SHORTEST, LONGEST] = [1000, 30000]; // milliseconds between two looks whether the server is back

function ofUser() {
    return `${PREFIX}:${session.db}:${user.userId}:`;
}

/** @returns {string} the key of the draft of the record `id` of `model`; for a new record, `id` says where it is made */
export function draftKey(model, id) {
    return `${ofUser()}${model}:${id}`;
}

export function keepDraft(key, draft) {
    try {
        browser.localStorage.setItem(key, JSON.stringify({ ...draft, at: Date.now() }));
    } catch {
        // The browser keeps nothing (private window, full): the form itself still holds the words.
    }
}

export function dropDraft(key) {
    browser.localStorage.removeItem(key);
}

export function draftOf(key) {
    try {
        return JSON.parse(browser.localStorage.getItem(key));
    } catch {
        return null;
    }
}

/** @returns {Array} the user's drafts, those that are too old forgotten */
export function allDrafts() {
    const keys = Object.keys(browser.localStorage).filter((key) => key.startsWith(ofUser()));
    const drafts = [];
    for (const key of keys) {
        const draft = draftOf(key);
        if (!draft || Date.now() - draft.at > KEPT) {
            dropDraft(key);
        } else {
            drafts.push({ key, ...draft });
        }
    }
    return drafts;
}

/** @returns {string} why the server could not be asked: "lost" (line, server), "expired" (session); else "" */
export function unreachable(error) {
    if (error instanceof ConnectionLostError) {
        return "lost";
    }
    return error?.data?.name === "odoo.http.SessionExpiredException" || error?.code === 100 ? "expired" : "";
}

const waiting = new Set();
let timer = null;
let delay = SHORTEST;

/**
 * Call `callback` once when the server answers again.
 *
 * @returns {Function} that ends the waiting
 */
export function whenBack(callback) {
    waiting.add(callback);
    timer ||= browser.setTimeout(look, delay);
    return () => waiting.delete(callback);
}

async function look() {
    browser.clearTimeout(timer);
    timer = null;
    if (!waiting.size) {
        return;
    }
    try {
        await rpc("/web/webclient/version_info", {}, { silent: true });
    } catch {
        delay = Math.min(delay * 1.5, LONGEST);
        timer ||= browser.setTimeout(look, delay);
        return;
    }
    delay = SHORTEST;
    const callbacks = [...waiting];
    waiting.clear();
    callbacks.forEach((callback) => callback());
}

browser.addEventListener("online", look);
