/** Scroll the pane alone, never the page around it, until `element` stands in its upper third. */
export function bringIntoView(element, pane) {
    const around = element?.closest(pane);
    if (!around) {
        return;
    }
    const inner = element.getBoundingClientRect();
    const outer = around.getBoundingClientRect();
    const margin = 60; // the filters stay on top
    if (inner.top < outer.top + margin || inner.bottom > outer.bottom) {
        around.scrollTop += inner.top - outer.top - Math.max(margin, outer.height / 4);
    }
}
