import { onPatched, onWillPatch } from "@odoo/owl";

/** The input in which somebody is typing: it has not told its change yet. */
let typing = null;

window.addEventListener("input", ({ target }) => (typing = target), true);
for (const type of ["change", "focusout"]) {
    window.addEventListener(type, ({ target }) => target === typing && (typing = null), true);
}

/**
 * Keep what is being typed in a plain input while its component is drawn anew, for instance when the server's answer to
 * an earlier entry arrives: drawing sets each input to what the server has.
 */
export function useKeptTyping() {
    let kept = null;
    onWillPatch(() => {
        kept = typing && { value: typing.value, start: typing.selectionStart, end: typing.selectionEnd };
    });
    onPatched(() => {
        if (kept && typing && typing.value !== kept.value) {
            typing.value = kept.value;
            if (kept.start !== null) {
                typing.setSelectionRange(kept.start, kept.end);
            }
        }
        kept = null;
    });
}
