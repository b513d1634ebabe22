import { useDropzone } from "@web/core/dropzone/dropzone_hook";
import { registry } from "@web/core/registry";
import { user } from "@web/core/user";
import { kanbanView } from "@web/views/kanban/kanban_view";
import { listView } from "@web/views/list/list_view";
import { onWillStart, useRef } from "@odoo/owl";
import { useDocumentUpload } from "./import_upload";

/** A document that is dropped on the screen is taken in, where the user may take one in. */
const withDrop = (Controller) =>
    class extends Controller {
        setup() {
            super.setup();
            const { upload } = useDocumentUpload();
            let mayImport = false;
            onWillStart(async () => {
                const groups = ["child_plan.child_plan_group_standing", "child_plan.child_plan_group_leader"];
                mayImport = (await Promise.all(groups.map((group) => user.hasGroup(group)))).some(Boolean);
            });
            useDropzone(
                useRef("root"),
                (ev) => ev.dataTransfer.files.length && upload(ev.dataTransfer.files[0]),
                "",
                () => mayImport
            );
        }
    };

registry.category("views").add("child_plan_import_list", {
    ...listView,
    Controller: withDrop(listView.Controller),
});
registry.category("views").add("child_plan_import_kanban", {
    ...kanbanView,
    Controller: withDrop(kanbanView.Controller),
});
