import { _t } from "@web/core/l10n/translation";
import { MultiRecordSelector } from "@web/core/record_selectors/multi_record_selector";
import { RecordSelector } from "@web/core/record_selectors/record_selector";
import { useService } from "@web/core/utils/hooks";
import { FormViewDialog } from "@web/views/view_dialogs/form_view_dialog";
import { Component, useState } from "@odoo/owl";

const ICONS = {
    matched: "fa-check",
    proposed: "fa-question",
    unknown: "fa-exclamation-triangle",
    nobody: "fa-ban",
    waiting: "fa-clock-o",
};

/** A printed name and the units it stands for: matched, proposed with the alternatives, or unknown. */
export class ReviewUnit extends Component {
    static template = "child_plan_document.ReviewUnit";
    static components = { MultiRecordSelector, RecordSelector };
    static props = {
        model: Object,
        name: Object,
        editing: { type: Boolean, optional: true },
        line: { type: Object, optional: true },
        printed: { type: Boolean, optional: true },
    };

    setup() {
        this.dialog = useService("dialog");
        this.parents = [["kind", "!=", "collective"]];
        this.state = useState({ proposal: null }); // {text, kind, parentId} while a unit is proposed
    }

    get icon() {
        return ICONS[this.props.name.state];
    }

    get words() {
        const { name } = this.props;
        const units = name.units.map(([, label]) => label).join("; ");
        return {
            matched: units,
            proposed: _t("%s?", units),
            unknown: _t("Unit not known"),
            nobody: _t("Given to nobody"),
            waiting: _t("%s is proposed to the administrator", name.proposal),
        }[name.state];
    }

    /** Whether who is meant can be said with one click: in the row of the block, and in each row that is opened. */
    get asks() {
        const { model, printed, editing } = this.props;
        return model.mayName && (!printed || editing);
    }

    get standsFor() {
        return _t("“%s” stands for", this.props.name.text);
    }

    get others() {
        const { model, name, line } = this.props;
        return line ? model.names.filter((each) => each.id !== name.id) : [];
    }

    choose(ids) {
        return this.props.model.setUnits(this.props.name, ids);
    }

    moveTo(nameId) {
        if (nameId) {
            this.props.model.assign(this.props.line, { nameId: Number(nameId) });
        }
    }

    startProposal(part) {
        const { name, model } = this.props;
        this.state.proposal = {
            text: part || name.text,
            kind: "department",
            parentId: model.head.issuer_id?.[0],
            part,
        };
    }

    async propose() {
        await this.props.model.proposeUnit(this.props.name, this.state.proposal);
        this.state.proposal = null;
    }

    create() {
        const { name, model } = this.props;
        this.dialog.add(FormViewDialog, {
            resModel: "child.plan.unit",
            title: _t("New unit"),
            context: { default_name: name.text, default_parent_id: model.head.issuer_id?.[0] },
            onRecordSaved: (record) => this.choose([record.resId]),
        });
    }
}
