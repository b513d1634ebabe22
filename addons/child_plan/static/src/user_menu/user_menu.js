import { registry } from "@web/core/registry";

// Whoever works for an authority has no account with Odoo's maker.
registry.category("user_menuitems").remove("odoo_account");
