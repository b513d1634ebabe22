import { FileInput } from "@web/core/file_input/file_input";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { Many2ManyBinaryField, many2ManyBinaryField } from "@web/views/fields/many2many_binary/many2many_binary_field";

/** A file input that opens the camera of a phone. */
export class CameraInput extends FileInput {
    static template = "child_plan.CameraInput";
}

/** Evidence files; on a phone they can be photographed directly. */
export class EvidenceField extends Many2ManyBinaryField {
    static template = "child_plan.EvidenceField";
    static components = { ...Many2ManyBinaryField.components, CameraInput };

    get uploadText() {
        return _t("Add files");
    }
}

export const evidenceField = {
    ...many2ManyBinaryField,
    component: EvidenceField,
    displayName: _t("Evidence"),
};

registry.category("fields").add("child_plan_evidence", evidenceField);
