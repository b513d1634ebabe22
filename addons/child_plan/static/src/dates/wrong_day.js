import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { datetimePickerService } from "@web/core/datetime/datetimepicker_service";
import { formatDate, parseDate, parseDateTime, today } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { makePopover } from "@web/core/popover/popover_hook";
import { useService } from "@web/core/utils/hooks";
import { patch } from "@web/core/utils/patch";
import { DateTimeField } from "@web/views/fields/datetime/datetime_field";
import { onWillRender, useComponent, useEffect, useState } from "@odoo/owl";

function isDay(text, { pickerProps: { type = "datetime", tz } = {}, format }) {
    try {
        (type === "date" ? parseDate : parseDateTime)(text, { tz, format });
        return true;
    } catch (error) {
        if (error?.name === "ConversionError") {
            return false;
        }
        throw error;
    }
}

export function wrongDayWords(text) {
    return _t("“%(text)s” is no day. Write it like this: %(example)s.", {
        text: text.slice(0, 30),
        example: formatDate(today(), { numeric: true }),
    });
}

/** `params` for the day of a page, which is put back: it is told that what was typed is no day. */
function telling(params, env, popover) {
    const look = () => {
        for (const el of params.getInputs()) {
            if (el?.tagName === "INPUT" && el.isConnected && !isDay(el.value, params)) {
                env.services.notification?.add(wrongDayWords(el.value), { type: "warning" });
            }
        }
    };
    useEffect(
        (el) => {
            el?.addEventListener("change", look, true);
            return () => el?.removeEventListener("change", look, true);
        },
        () => [params.getInputs()[0]]
    );
    const createPopover = (component, options) =>
        makePopover(popover.add, component, {
            ...options,
            onClose: () => {
                look();
                return options.onClose();
            },
        });
    return Object.assign(Object.create(params), { createPopover });
}

/** Odoo's picker clears what is no day, as 31/02, or puts the old day back, without a word. */
patch(datetimePickerService, {
    start(env, { popover }) {
        const service = super.start(...arguments);
        const create = (params = {}) => {
            const field = params.useOwlHooks && useComponent();
            if (field instanceof DateTimeInput) {
                return service.create(telling(params, env, popover));
            }
            if (!field?.wrongDay) {
                return service.create(params);
            }
            // Inputs whose text is no day: the picker does not see them, so that their text stays.
            const held = new Set();
            const inputs = () => params.getInputs().filter((el) => el?.tagName === "INPUT" && el.isConnected);
            const look = () => {
                for (const el of inputs()) {
                    if (isDay(el.value, params)) {
                        held.delete(el) && field.forgetWrongDay();
                    } else if (field.wrongDay.text !== el.value || !held.has(el)) {
                        held.add(el);
                        field.keepWrongDay(el);
                    }
                }
            };
            const picker = service.create(
                Object.assign(Object.create(params), {
                    getInputs: () => params.getInputs().map((el) => (held.has(el) ? null : el)),
                    createPopover: (component, options) =>
                        makePopover(popover.add, component, {
                            ...options,
                            onClose: () => {
                                look();
                                return options.onClose();
                            },
                        }),
                    onApply: async (value) => {
                        if (held.size) {
                            held.clear();
                            field.forgetWrongDay();
                        }
                        return params.onApply?.(value);
                    },
                })
            );
            useEffect(
                (...els) => {
                    els.forEach((el) => el.addEventListener("change", look, true));
                    return () => els.forEach((el) => el.removeEventListener("change", look, true));
                },
                () => inputs()
            );
            onWillRender(() => {
                if (held.size && !field.wrongDay.name) {
                    held.clear();
                }
            });
            return picker;
        };
        return { ...service, create };
    },
});

/** In our forms the text stays, the field says what is wrong with it, and the form is not saved with it. */
patch(DateTimeField.prototype, {
    setup() {
        if (this.props.record.resModel.startsWith("child.plan")) {
            this.wrongDay = useState({ name: "", text: "" });
            this.wrongDayNotice = useService("notification");
            onWillRender(() => {
                const { name } = this.wrongDay;
                if (name && !this.props.record.isFieldInvalid(name)) {
                    Object.assign(this.wrongDay, { name: "", text: "" });
                }
            });
        }
        super.setup();
    },

    get wrongDayWords() {
        return wrongDayWords(this.wrongDay.text);
    },

    keepWrongDay(el) {
        const name = el.dataset.field || this.props.name;
        this.props.record.setInvalidField(name);
        Object.assign(this.wrongDay, { name, text: el.value });
        this.wrongDayNotice.add(this.wrongDayWords, { type: "warning" });
    },

    forgetWrongDay() {
        this.props.record.resetFieldValidity(this.wrongDay.name);
        Object.assign(this.wrongDay, { name: "", text: "" });
    },
});
