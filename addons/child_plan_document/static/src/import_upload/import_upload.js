import { useDropzone } from "@web/core/dropzone/dropzone_hook";
import { _t } from "@web/core/l10n/translation";
import { registry } from "@web/core/registry";
import { useService } from "@web/core/utils/hooks";
import { standardActionServiceProps } from "@web/webclient/actions/action_service";
import { Component, useRef, useState } from "@odoo/owl";

export const ACCEPTED = ".docx,.doc,.pdf,.txt,.md,.rtf,.xlsx,image/*";

/**
 * Hand a file in and open its review.
 *
 * @returns {{upload: Function, state: {progress: number|null, error: string}}}
 */
export function useDocumentUpload() {
    const action = useService("action");
    const fileUpload = useService("file_upload");
    const notification = useService("notification");
    const orm = useService("orm");
    const state = useState({ progress: null, error: "", filename: "" });

    async function upload(file, planId) {
        Object.assign(state, { progress: 0, error: "", filename: file.name });
        const { xhr } = await fileUpload.upload("/child_plan/import/upload", [file], {
            buildFormData: (data) => planId && data.append("plan_id", planId),
            displayErrorNotification: false,
        });
        xhr.upload.addEventListener("progress", (ev) => {
            state.progress = Math.round((100 * ev.loaded) / ev.total);
        });
        await new Promise((resolve) => xhr.addEventListener("loadend", resolve));
        state.progress = null;
        const answer = answerOf(xhr);
        if (answer.error) {
            state.error = answer.error;
            notification.add(answer.error, { type: "danger" });
            return;
        }
        if (answer.known) {
            notification.add(_t("This file has been read before: this is the first reading."), { type: "info" });
        }
        await action.doAction(await orm.call("child.plan.import", "action_review", [answer.id]));
    }
    return { upload, state };
}

function answerOf(xhr) {
    try {
        const answer = JSON.parse(xhr.responseText);
        if (xhr.status === 200) {
            return answer;
        }
    } catch {
        // no answer of ours: the line broke, or the server refused the file before it reached us
    }
    return {
        error:
            xhr.status === 413
                ? _t("This document is too large to be read.")
                : _t("The file did not arrive. Check the connection and try again."),
    };
}

/** The dialog: drop a file, choose one, photograph one; or take the empty list for Excel along. */
export class ImportUpload extends Component {
    static template = "child_plan_document.ImportUpload";
    static props = { ...standardActionServiceProps };

    setup() {
        this.root = useRef("root");
        this.input = useRef("input");
        this.accepted = ACCEPTED;
        const { upload, state } = useDocumentUpload();
        this.upload = upload;
        this.state = state;
        useDropzone(this.root, (ev) => this.take(ev.dataTransfer.files));
    }

    get planId() {
        return this.props.action.params?.plan_id;
    }

    get progressText() {
        return _t("%s is being sent …", this.state.filename);
    }

    take(files) {
        if (files.length) {
            this.upload(files[0], this.planId);
        }
    }
}

registry.category("actions").add("child_plan_document.import_upload", ImportUpload);
