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

    setup() {
        this.orm = useService("orm");
        this.state = useState({ done: this.props.record.data[this.props.name] });
        const timer = setInterval(() => this.look(), EVERY);
        onWillUnmount(() => clearInterval(timer));
    }

    get percent() {
        return Math.min(Math.floor((100 * this.state.done) / (this.props.record.data.issuing_total || 1)), 100);
    }

    get progress() {
        return _t("The work is being given out: %(done)s of %(total)s assignments", {
            done: formatInteger(this.state.done),
            total: formatInteger(this.props.record.data.issuing_total),
        });
    }

    /** Ignores lost connections: the next request follows. */
    async look() {
        const { record, name } = this.props;
        if (document.hidden || record.data.state !== "issuing") {
            return;
        }
        const fields = [name, "state", "issuing_error"];
        const [plan] = await this.orm.silent.read("child.plan", [record.resId], fields).catch(() => []);
        if (plan && (plan.state !== "issuing" || plan.issuing_error)) {
            await record.load();
        } else if (plan) {
            this.state.done = plan[name];
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
