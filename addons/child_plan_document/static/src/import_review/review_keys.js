import { useExternalListener } from "@odoo/owl";

const TYPING =
    "input:not([type=checkbox]), textarea, select, [contenteditable='true'], .o-autocomplete, .dropdown-menu";
const BUTTONS = "button, a, summary, input[type=checkbox]";

const MOVES = { ArrowDown: 1, ArrowUp: -1 };
const ACTIONS = {
    enter: (review, line) => review.edit(line, line.kind === "unit" ? "unit" : "text"),
    s: (review, line) => review.edit(line, "text"),
    u: (review, line) => review.edit(line, "unit"),
    a: (review, line) => review.model.accept([line]),
    m: (review, line) => review.mergeUp(line),
    x: (review, line) => review.toggleDrop(line),
    " ": (review, line) => review.toggleMark(line),
};

/** Keys belong to the review unless they are another command's, something is typed, or a dialog is open. */
function isOurs(ev) {
    const focused = ev.target instanceof Element ? ev.target : document.body;
    if (ev.ctrlKey || ev.metaKey || ev.altKey || document.querySelector(".modal") || focused.closest(TYPING)) {
        return false;
    }
    return !(["Enter", " "].includes(ev.key) && focused.closest(BUTTONS));
}

/** Ctrl+Z and Ctrl+Y, or Ctrl+Shift+Z; what is typed keeps the browser's own. */
function historyStep(ev) {
    const isCommand = (ev.ctrlKey || ev.metaKey) && !ev.altKey;
    if (!isCommand || document.querySelector(".modal") || ev.target.closest?.(TYPING)) {
        return null;
    }
    const key = ev.key.toLowerCase();
    if (key === "y" || (key === "z" && ev.shiftKey)) {
        return "redo";
    }
    return key === "z" ? "undo" : null;
}

/**
 * The keys of the review: ↑↓ row, Enter edit, M merge with the one above, S split, U unit, X drop or restore, A accept,
 * space mark, Escape leave, Ctrl+Z undo, Ctrl+Y do again.
 */
export function useReviewKeys(review) {
    useExternalListener(window, "keydown", (ev) => {
        if (review.state.status !== "ready") {
            return;
        }
        if (ev.key === "Escape" && review.state.editing) {
            ev.preventDefault();
            review.leave();
        } else if (review.model.isOpen && historyStep(ev)) {
            ev.preventDefault();
            review.model[historyStep(ev)]();
        } else if (isOurs(ev)) {
            act(ev, review);
        }
    });
}

function act(ev, review) {
    const line = review.selectedLine;
    const action = review.model.isOpen && line && ACTIONS[ev.key.toLowerCase()];
    if (ev.key in MOVES) {
        ev.preventDefault();
        review.move(MOVES[ev.key]);
    } else if (action) {
        ev.preventDefault();
        action(review, line);
    }
}
