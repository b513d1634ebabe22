"""The HTML page: one file, every text escaped, figures with the record that they stand for."""

from lxml import html

from ..lib.html_writer import write_html
from ..lib.tree import CENTRE, Column, Head, Heading, Item, Paper, Paragraph, Ref, Row, Run, Table
from . import papers
from .pure_case import PureCase

HOSTILE = "<script>alert(1)</script><img src=http://a.example/x onerror=1>\"'&amp; <b>"


class TestHtml(PureCase):
    def test_text_is_never_markup(self):
        ref = Ref(HOSTILE, 1, HOSTILE)
        paper = Paper(
            Head([HOSTILE], HOSTILE, HOSTILE, [HOSTILE], HOSTILE, HOSTILE, HOSTILE, secrecy=HOSTILE),
            [
                Heading("roman", HOSTILE, HOSTILE),
                Item(HOSTILE),
                Paragraph(Run(HOSTILE, ref=ref)),
                Table([Column(HOSTILE, align=CENTRE, over=HOSTILE)], [Row([HOSTILE]), Row([HOSTILE], "group")]),
            ],
            HOSTILE,
            [HOSTILE],
            [HOSTILE],
            recipients=[HOSTILE],
        )
        page = html.fromstring(write_html(paper))
        self.assertFalse(page.xpath("//script | //img | //*[@onerror] | //@src | //@href | //link"))
        self.assertEqual(page.xpath("//*[@data-model]/@data-model"), [HOSTILE])
        self.assertEqual(page.xpath("//p[@class='item']")[0].text_content(), f"- {HOSTILE}")

    def test_figures_name_the_record_that_they_stand_for(self):
        figures = html.fromstring(write_html(papers.report())).xpath("//*[@class='figure']")
        self.assertEqual([figure.text_content() for figure in figures], ["120", "96"])
        self.assertEqual(dict(figures[1].attrib).pop("data-field"), "done")
        self.assertEqual((figures[1].get("data-model"), figures[1].get("data-id")), ("child.plan.report", "7"))

    def test_the_style_names_nothing_elsewhere(self):
        style = html.fromstring(write_html(papers.report())).findtext(".//style")
        self.assertNotIn("url(", style)
        self.assertNotIn("@import", style)
