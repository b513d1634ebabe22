import { patch } from "@web/core/utils/patch";
import { FormRenderer } from "@web/views/form/form_renderer";

/** On a narrow screen a form begins at its top: no calendar or keyboard covers what the form is about. */
patch(FormRenderer.prototype, {
    get shouldAutoFocus() {
        return !this.env.isSmall && super.shouldAutoFocus;
    },
});
