import { DateTimeInput } from "@web/core/datetime/datetime_input";
import { deserializeDate, serializeDate } from "@web/core/l10n/dates";
import { _t } from "@web/core/l10n/translation";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { Component } from "@odoo/owl";
import { useKeptTyping } from "@child_plan/drafts/typing";

/** The fields of the plan to be, as the document gives them. */
export class ReviewHead extends Component {
    static template = "child_plan_document.ReviewHead";
    static components = { DateTimeInput, RecordSelector };
    static props = { model: Object };

    setup() {
        useKeptTyping();
    }

    get head() {
        return this.props.model.head;
    }

    get readonly() {
        return !this.props.model.isOpen;
    }

    get handedIn() {
        return _t("handed in by %s", this.head.read_by);
    }

    get texts() {
        return [
            { name: "number", label: _t("Number and symbol"), placeholder: _t("left blank") },
            { name: "place", label: _t("Place") },
            { name: "signatory_capacity", label: _t("Signed for") },
            { name: "signatory_position", label: _t("Signatory's position") },
        ];
    }

    get days() {
        return [
            { name: "issued_on", label: _t("Date of the document") },
            { name: "period_start", label: _t("Period from") },
            { name: "period_end", label: _t("to") },
        ];
    }

    get links() {
        const units = [["kind", "!=", "collective"]];
        return [
            { name: "issuer_id", label: _t("Issuer"), model: "child.plan.unit", domain: units },
            { name: "standing_unit_id", label: _t("Standing office"), model: "child.plan.unit", domain: units },
            { name: "implements_id", label: _t("Implements the plan"), model: "child.plan", domain: [] },
        ];
    }

    day(name) {
        return this.head[name] ? deserializeDate(this.head[name]) : false;
    }

    set(name, value) {
        if ((this.head[name] || "") !== (value || "")) {
            this.props.model.setHead({ [name]: value || false });
        }
    }

    setDay(name, day) {
        this.set(name, day ? serializeDate(day) : false);
    }
}
