"""What a person should look at before a reading is accepted.

``MESSAGES`` gives, for each code, a short English sentence (a msgid that the addon translates).
"""

MESSAGES = {
    "no_plan": "This does not look like a plan.",
    "double_number": "Two parts have the same number.",
    "block_without_unit": "This block of the assigning part names no unit.",
    "unit_without_task": "This unit is given no task.",
    "text_of_no_item": "This text belongs to no item.",
    "no_assigning_part": "No part that assigns tasks was found.",
    "no_number": "The number is left blank.",
    "no_date": "The day of issue is left blank.",
    "no_issuer": "The issuing body was not found.",
    "long_name": "This name of a unit may be too long.",
    "target_direction": "Does this target mean at most or at least? It does not say.",
    "sum_unclear": "This names a sum, and it is not certain which source gives it: enter it by hand.",
    "several_days": "This names several days: not each of them is a deadline or the day of a report.",
    "number_without_target": "This line of the targets states no number.",
    "table_not_read": "This table has no head that is known.",
    "cell_no_date": "This cell holds no date that can be read.",
    "cell_error": "This cell holds an error or a formula without a result.",
    "row_without_unit": "This row names no unit.",
    "row_without_task": "This row names no task.",
    "ocr": "The text comes from a scan: compare it with the paper.",
    "page_unread": "This page of the scan could not be read: add what it says by hand.",
    "truncated": "The document is long: only its first part was read.",
    "letters_lost": "The file has lost letters of Vietnamese: compare it with the paper.",
    "struck_text": "Text that is struck through was left out.",
    "legacy_encoding": "The text was converted from an old Vietnamese font.",
}
