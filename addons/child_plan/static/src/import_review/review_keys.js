import { useExternalListener } from "@odoo/owl";

/**
 * The keys of the review: ↑↓ row, Enter edit, M merge with the one above, S split, U unit, X drop or restore, A accept,
 * Escape leave. None of them while something is typed, nor in a dialog.
 */
export function useReviewKeys(review) {
    const { model, state } = review;

    async function onKeydown(ev) {
        if (state.status !== "ready" || ev.ctrlKey || ev.metaKey || ev.altKey || document.querySelector(".modal")) {
            return;
        }
        if (ev.key === "Escape" && state.editing) {
            ev.preventDefault();
            review.leave();
            return;
        }
        const focused = ev.target instanceof Element ? ev.target : document.body;
        if (focused.closest("input, textarea, select, [contenteditable='true'], .o-autocomplete, .dropdown-menu")) {
            return;
        }
        const line = review.selectedLine;
        if (ev.key === "ArrowDown" || ev.key === "ArrowUp") {
            ev.preventDefault();
            review.move(ev.key === "ArrowDown" ? 1 : -1);
            return;
        }
        const onButton = focused.closest("button, a, summary");
        if (!line || !model.isOpen || (ev.key === "Enter" && onButton)) {
            return;
        }
        const act = {
            enter: () => review.edit(line, line.kind === "unit" ? "unit" : "text"),
            s: () => review.edit(line, "text"),
            u: () => review.edit(line, "unit"),
            a: () => model.accept([line]),
            m: () => review.mergeUp(line),
            x: () => review.toggleDrop(line),
        }[ev.key.toLowerCase()];
        if (act) {
            ev.preventDefault();
            await act();
        }
    }
    useExternalListener(window, "keydown", onKeydown);
}
