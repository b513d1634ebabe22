import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { Component } from "@odoo/owl";

/** Changes of all rows that are marked, at once. */
export class ReviewBulk extends Component {
    static template = "child_plan_document.ReviewBulk";
    static components = { DateTimeInput };
    static props = { model: Object, lines: Array, onDone: Function };

    get title() {
        return _t("%s rows marked", this.props.lines.length);
    }

    get kinds() {
        return Object.entries(this.props.model.labels.kind);
    }

    get roles() {
        return Object.entries(this.props.model.labels.role);
    }

    edit(name, value) {
        if (value) {
            this.props.model.edit(this.props.lines, { [name]: value });
        }
    }

    setDay(day) {
        this.edit("due_on", day && serializeDate(day));
    }

    giveTo(nameId) {
        if (nameId) {
            this.props.model.assign(this.props.lines, { nameId: Number(nameId) });
        }
    }

    async accept() {
        await this.props.model.accept(this.props.lines);
        this.props.onDone();
    }

    async drop() {
        await this.props.model.drop(this.props.lines);
        this.props.onDone();
    }
}
