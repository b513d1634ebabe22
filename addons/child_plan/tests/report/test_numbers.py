"""The parser of numbers in Python, on the table of cases that the one in JavaScript is tested with, too."""

import json
import re
from decimal import Decimal
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from ...lib.numbers import NotANumber, UnclearNumber, parse_number
from ..pure_case import PureCase

TABLE = Path(__file__).parents[2] / "static/tests/number_cases.js"


def outcome(text, decimal):
    try:
        number = parse_number(text, decimal)
    except UnclearNumber as unclear:
        return [float(number) for number in unclear.readings]
    except NotANumber:
        return "error"
    return number if number is None else float(number)


class TestNumbers(PureCase):
    def test_every_case_of_the_table_is_read_as_it_says(self):
        written = re.search(r"CASES = (\[.*\]);", TABLE.read_text(), re.DOTALL)[1]
        cases = json.loads(re.sub(r",(\s*\])", r"\1", written))  # JSON but for the last comma
        self.assertGreater(len(cases), 50)
        for text, decimal, expected in cases:
            with self.subTest(text=text, decimal=decimal):
                self.assertEqual(outcome(text, decimal), expected)

    @given(st.decimals(-(10**12), 10**12, places=2))
    def test_what_an_office_prints_is_read_back(self, number):
        """Thousands parted by points, two decimals after a comma, a minus or brackets."""
        printed = f"{abs(number):,.2f}".translate(str.maketrans(",.", ".,"))
        for text in (f"-{printed}", f"({printed})") if number < 0 else (printed,):
            self.assertEqual(parse_number(text), number)

    @given(st.integers(-(10**12), 10**12))
    def test_whole_numbers_are_never_unclear_where_points_part_thousands(self, number):
        self.assertEqual(parse_number(f"{number:,}".replace(",", ".")), Decimal(number))
