import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { BooleanFavoriteField, booleanFavoriteField } from "@web/views/fields/boolean_favorite/boolean_favorite_field";

/** The star of a row. Whoever may read the row sets it, in lists and cards, too: the server keeps it for each user. */
export class Favorite extends BooleanFavoriteField {
    setup() {
        this.orm = useService("orm");
    }

    get label() {
        return this.props.record.data[this.props.name] ? _t("In my sight") : _t("Keep in sight");
    }

    async update() {
        const { record } = this.props;
        await this.orm.call(record.resModel, "action_toggle_favorite", [[record.resId]]);
        await record.load();
    }
}

registry.category("fields").add("child_plan_favorite", {
    ...booleanFavoriteField,
    component: Favorite,
    displayName: _t("Star of the user"),
    supportedOptions: [],
    extractProps: () => ({ noLabel: true, readonly: false }),
});
