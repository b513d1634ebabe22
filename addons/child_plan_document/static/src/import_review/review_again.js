import { Dialog } from "@web/core/dialog/dialog";
import { _t } from "@web/core/l10n/translation";
import { Component, onWillStart, useState } from "@odoo/owl";

/** What a line can be said to be: `[[key of the server, words]]`. */
export const readings = () => [
    ["unit", _t("a unit")],
    ["assigning", _t("a part that assigns tasks")],
    ["activities", _t("tasks for no unit by name")],
    ["targets", _t("targets")],
    ["funding", _t("money")],
    ["reporting", _t("reports")],
    ["nothing", _t("nothing to follow")],
];

/** The part of a line is read again by what the line is said to be: what would change is shown before it is taken. */
export class ReviewAgain extends Component {
    static template = "child_plan_document.ReviewAgain";
    static components = { Dialog };
    static props = { model: Object, line: Object, said: String, close: Function };

    setup() {
        this.state = useState({ changes: [], taking: false });
        onWillStart(async () => {
            const { model, line, said } = this.props;
            this.state.changes = await model.previewAs(line, said);
        });
    }

    get title() {
        const said = readings().find(([key]) => key === this.props.said);
        return _t("Read again: “%(text)s” is %(said)s", { text: this.props.line.text.slice(0, 60), said: said[1] });
    }

    get summary() {
        const { changes } = this.state;
        const found = (test) => changes.filter(test).length;
        return _t("%(changed)s rows change, %(added)s are new, %(gone)s are left out", {
            changed: found(({ before, after }) => before && after),
            added: found(({ before }) => !before),
            gone: found(({ after }) => !after),
        });
    }

    /** A row as it is read: what it is, and whose. */
    words(row) {
        if (!row) {
            return _t("not a row");
        }
        const kind = this.props.model.labels.kind[row.kind];
        return row.unit && row.kind !== "unit" ? `${kind}: ${row.unit}` : kind;
    }

    async take() {
        this.state.taking = true;
        try {
            await this.props.model.readAs(this.props.line, this.props.said);
            this.props.close();
        } finally {
            this.state.taking = false;
        }
    }
}
