import { filtersInWords } from "@child_plan/list_export/list_export";
import { expect, test } from "@odoo/hoot";

test("the filters of a list in words, without its groups", () => {
    const facets = [
        { type: "filter", values: ["Overdue", "Returned"], separator: "or" },
        { type: "field", title: "Unit", values: ["Ward A"], separator: "or" },
        { type: "groupBy", values: ["Plan"], separator: ">" },
    ];
    expect(filtersInWords({ facets })).toBe("Overdue or Returned; Unit: Ward A");
});
