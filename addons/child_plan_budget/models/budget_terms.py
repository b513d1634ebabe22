"""List the messages of ``lib/sheet``, which imports no Odoo, for the translators."""

from odoo.tools.translate import LazyTranslate

_lt = LazyTranslate(__name__)

TERMS = (
    _lt("No estimate was found in this table."),
    _lt("No heading was found: a column for the content and one for the amount or the years are needed."),
    _lt("No heading was found: columns for the day and the amount are needed."),
    _lt("“%(value)s” is not a number."),
    _lt("“%(value)s” can be %(first)s or %(second)s: write it so that it is clear."),
    _lt("The formula %(value)s has no result: open the file in Excel and save it there."),
    _lt("This row is hidden or filtered out: say whether it is taken in."),
    _lt("“%(value)s” is no date."),
    _lt("“%(value)s” is no amount."),
    _lt("“%(value)s” is no whole number of đồng: write above the table in what unit its amounts are."),
    _lt("“%(value)s” is no stage of money."),
    _lt("“%(value)s” is no unit here."),
    _lt("“%(value)s” fits no budget line of the year, or several."),
    _lt("The source of money of this row is not known."),
    _lt("“%(value)s” is no code of the budget index in force in %(year)s."),
    _lt("Quantity × unit price is %(sum)s, here stands %(found)s."),
    _lt("The years add up to %(sum)s, here stands %(found)s."),
    _lt("The sources add up to %(sum)s, here stands %(found)s."),
    _lt("The column “%(value)s” holds numbers, and it is not known what they are."),
    _lt("“%(value)s” is no source of money that is in the list."),
    _lt("The rows below add up to %(sum)s, here stands %(found)s."),
    _lt("An estimate cannot be negative."),
)
