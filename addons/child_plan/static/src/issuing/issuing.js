import { _t } from "@web/core/l10n/translation";
import { formatInteger } from "@web/views/fields/formatters";
import { registry } from "@web/core/registry";
import { standardFieldProps } from "@web/views/fields/standard_field_props";
import { useService } from "@web/core/utils/hooks";
import { Component, onWillUnmount, useState } from "@odoo/owl";

const EVERY = 5000; // milliseconds between two requests

/**
 * The progress of a plan that is being issued in the background. It is refreshed automatically while the page is
 * visible; the form is reloaded when issuing has ended or stopped.
 */
export class Issuing extends Component {
    static template = "child_plan.Issuing";
    static props = { ...standardFieldProps };
    static fields = { total: "issuing_total", error: "issuing_error" };
    static running = "issuing"; // the state meanwhile

    setup() {
        this.orm = useService("orm");
        this.state = useState({ done: this.props.record.data[this.props.name] });
        const timer = setInterval(() => this.look(), EVERY);
        onWillUnmount(() => clearInterval(timer));
    }

    get total() {
        return this.props.record.data[this.constructor.fields.total];
    }

    get percent() {
        return Math.min(Math.floor((100 * this.state.done) / (this.total || 1)), 100);
    }

    get progress() {
        return _t("The work is being given out: %(done)s of %(total)s assignments", {
            done: formatInteger(this.state.done),
            total: formatInteger(this.total),
        });
    }

    /** Ignores lost connections: the next request follows. */
    async look() {
        const { record, name } = this.props;
        const { fields, running } = this.constructor;
        if (document.hidden || record.data.state !== running) {
            return;
        }
        const wanted = [name, "state", fields.error];
        const [now] = await this.orm.silent.read(record.resModel, [record.resId], wanted).catch(() => []);
        if (now && (now.state !== running || now[fields.error])) {
            await record.load();
        } else if (now) {
            this.state.done = now[name];
        }
    }
}

registry.category("fields").add("child_plan_issuing", {
    component: Issuing,
    displayName: _t("Progress of issuing"),
    supportedTypes: ["integer"],
    fieldDependencies: [
        { name: "issuing_total", type: "integer" },
        { name: "issuing_error", type: "char" },
    ],
});
