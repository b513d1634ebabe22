import { registry } from "@web/core/registry";
import { atHome, openMenu, reached, row } from "@child_plan/../tests/tours/steps";

const button = (name) => `.o_statusbar_buttons button[name='${name}']`;
const confirm = { trigger: ".modal .modal-footer .btn-primary", run: "click" };

/** From the overdue list to the signed letter: written, given for signature, issued, the signed PDF attached. */
registry.category("web_tour.tours").add("child_plan_paper", {
    steps: () => [
        atHome,
        ...openMenu("plans", "board"),
        { trigger: `${row("Visit orphans")} .o_list_record_selector input`, run: "click" },
        { trigger: "button[name='action_write_reminders']", run: "click" },
        { content: "the letter is there, as it is printed", trigger: ".o_child_plan_paper_preview" },
        {
            content: "its figures are in the frame",
            trigger: ".o_form_view :iframe .figure[data-model='child.plan.assignment']:contains(Visit orphans)",
        },
        { trigger: ".nav-link[name='sending']", run: "click" },
        { trigger: ".o_field_widget[name='signer_name'] input", run: "edit The chairman" },
        { trigger: button("action_to_signature"), run: "click" },
        confirm,
        reached("signing"),
        { trigger: ".o_field_widget[name='ordinal'] input", run: "edit 7" },
        { trigger: ".o_field_widget[name='gap_reason'] input", run: "edit From the register" },
        { trigger: button("action_issue"), run: "click" },
        confirm,
        reached("issued"),
        { trigger: ".nav-link[name='signed']", run: "click" },
        {
            trigger: ".o_field_widget[name='signed_file'] .o_select_file_button",
            run({ anchor }) {
                const chosen = new DataTransfer();
                chosen.items.add(new File(["%PDF-1.7 signed"], "signed.pdf", { type: "application/pdf" }));
                const input = anchor.closest(".o_field_widget").querySelector("input[type='file']");
                input.files = chosen.files;
                input.dispatchEvent(new Event("change"));
            },
        },
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".o_form_saved .o_field_widget[name='signed_sha256']:not(:empty)" },
    ],
});
