import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { X2ManyField, x2ManyField } from "@web/views/fields/x2many/x2many_field";
import { ListRenderer } from "@web/views/list/list_renderer";

/**
 * The tasks of a plan in printed order, with a heading wherever the section changes. A task that is dropped below a
 * heading moves to its section, and each heading has a button that adds a task there.
 */
export class SectionListRenderer extends ListRenderer {
    static rowsTemplate = "child_plan.SectionListRenderer.Rows";

    sectionOf(record) {
        return record.data.section_id || false;
    }

    recordBefore(record) {
        const { records } = this.props.list;
        return records[records.indexOf(record) - 1];
    }

    /** @returns {boolean} whether `record` has a heading above it; none has if the plan has no sections */
    beginsSection(record) {
        const before = this.recordBefore(record);
        if (!before) {
            return this.props.list.records.some((each) => this.sectionOf(each));
        }
        return this.sectionOf(before).id !== this.sectionOf(record).id;
    }

    headingOf(record) {
        return this.sectionOf(record).display_name || _t("Without section");
    }

    /** Hide the section's column where headings show it. */
    getActiveColumns() {
        const headed = this.props.list.records.some((record) => this.sectionOf(record));
        return super.getActiveColumns().filter((column) => !headed || column.name !== "section_id");
    }

    /** Rows are ordered by section first; the list must not take this for an order chosen by the user. */
    get canResequenceRows() {
        const { handleField, orderBy } = this.props.list;
        return !this.props.readonly && Boolean(handleField) && orderBy[0]?.name === "section_sequence";
    }

    displayDeleteIcon(record) {
        return record.data.state === "draft" && super.displayDeleteIcon(record);
    }

    get canAddTask() {
        return this.canCreate && Boolean(this.props.list.handleField);
    }

    /** Add a task at the end of the section that begins with `record`. */
    async addInSection(record) {
        const { list } = this.props;
        if (!(await list.leaveEditMode({ canAbandon: false }))) {
            return;
        }
        const { id } = this.sectionOf(record);
        const sequences = list.records
            .filter((each) => this.sectionOf(each).id === id)
            .map((each) => each.data.sequence);
        await list.addNewRecord({
            context: { default_section_id: id || false, default_sequence: Math.max(...sequences) + 1 },
            mode: "edit",
        });
    }

    /** Set the section first, because it decides where the row goes. */
    async sortDrop(dataRowId, dataGroupId, { previous }) {
        const { records } = this.props.list;
        const moved = records.find((record) => record.id === dataRowId);
        const others = records.filter((record) => record !== moved);
        const index = others.findIndex((record) => record.id === previous?.dataset.id);
        const below = !previous || previous.classList.contains("o_child_plan_section");
        const neighbour = others[below ? index + 1 : index];
        if (neighbour && this.sectionOf(neighbour).id !== this.sectionOf(moved).id) {
            await moved.update({ section_id: this.sectionOf(neighbour) });
        }
        await super.sortDrop(...arguments);
    }

    /** The arrow keys skip headings, which are not cells. */
    findFocusFutureCell(cell, cellIsInGroupRow, direction) {
        const sibling = { up: "previousElementSibling", down: "nextElementSibling" }[direction];
        const heading = cell.parentElement[sibling];
        if (!heading?.classList.contains("o_child_plan_section")) {
            return super.findFocusFutureCell(cell, cellIsInGroupRow, direction);
        }
        return heading[sibling]?.children[[...cell.parentElement.children].indexOf(cell)];
    }

    /** A task that was given out is not edited in the list: a click opens it. */
    async onCellClicked(record, column, ev, newWindow) {
        if (record.resId && record.data.state !== "draft" && this.props.onOpenFormView) {
            return this.props.onOpenFormView(record, { newWindow });
        }
        return super.onCellClicked(record, column, ev, newWindow);
    }
}

export class SectionOne2ManyField extends X2ManyField {
    static components = { ...X2ManyField.components, ListRenderer: SectionListRenderer };
}

export const sectionOne2ManyField = {
    ...x2ManyField,
    component: SectionOne2ManyField,
    displayName: _t("Tasks by section"),
};

registry.category("fields").add("child_plan_section_one2many", sectionOne2ManyField);
