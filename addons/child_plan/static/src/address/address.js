import { CopyButton } from "@web/core/copy_button/copy_button";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Component } from "@odoo/owl";

/** A secret address, shown once, with a button that copies it. */
export class Address extends Component {
    static template = "child_plan.Address";
    static components = { CopyButton };
    static props = { ...standardActionServiceProps };

    get url() {
        return this.props.action.params.url;
    }

    /** The same address for programs that open it as a calendar at once. */
    get calendarUrl() {
        return this.url.replace(/^https?:/, "webcal:");
    }

    get copied() {
        return _t("Copied");
    }
}

registry.category("actions").add("child_plan_address", Address);
