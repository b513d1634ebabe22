"""Writes a paper as one HTML page: the preview on the screen, and what the PDF is printed from.

Every text is escaped, and nothing is loaded from elsewhere. A figure with a reference is an element with the class
``figure`` and the record in ``data-model``, ``data-id`` and ``data-field``, for a script of the preview.
"""

from html import escape

from . import form, html_style, layout, printed
from .numbering import Numbering
from .tree import ARTICLE, CHAPTER, GROUP, PART, TOTAL, Heading, Item, Paragraph, Run, runs

_MARKS = {1: "- ", 2: "+ "}


def write_html(paper, font=form.FONT):
    """Return the page as a string; ``font`` is the family that its style names."""
    pages = [f'<section class="paper">{"".join(_main(paper))}</section>']
    pages += [
        f'<section class="paper annex{" landscape" if annex.landscape else ""}" style="page: annex{at}">'
        f"{''.join(_annex(paper, at))}</section>"
        for at, annex in enumerate(paper.annexes)
    ]
    return (
        f'<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{_escaped(paper.head.subject)}</title>'
        f"<style>{html_style.style(paper, font)}</style></head><body>{''.join(pages)}</body></html>"
    )


def _escaped(text):
    return escape(printed.clean(text)).replace("\n", "<br>")


def _run(run):
    text = _escaped(run.text)
    for tag in [tag for tag, wanted in (("b", run.bold), ("i", run.italic)) if wanted]:
        text = f"<{tag}>{text}</{tag}>"
    if ref := run.ref:
        names = {"model": ref.model, "id": ref.id, "field": ref.field}
        data = "".join(f' data-{name}="{escape(str(value))}"' for name, value in names.items())
        text = f'<span class="figure"{data}>{text}</span>'
    return text


def _inner(text):
    return "".join(map(_run, runs(text)))


def _p(style, text, tag="p"):
    return f'<{tag} class="{style}">{_inner(text)}</{tag}>'


def _rule(length):
    return f'<div class="rule" style="width: {length:.1f}mm"></div>'


def _stamp(mark):
    width = form.STAMPS.get(mark, max(form.STAMPS.values()))
    return f'<p class="stamp" style="width: {width}mm">{escape(mark)}</p>'


def _circulation(mark):
    return f'<p class="circulation"><span>{_escaped(mark)}</span></p>'


def _side_by_side(style, rows):
    cells = ("".join(f"<td>{cell}</td>" for cell in row) for row in rows)
    return f'<table class="{style}">{"".join(f"<tr>{row}</tr>" for row in cells)}</table>'


def _main(paper):
    if paper.contact:
        yield _p("contact", paper.contact)  # before all else, so that the first page has it at its foot
    yield from _head(paper.head)
    yield from _preamble(paper)
    yield from _body(paper.body)
    yield from _ending(paper)


def _head(head):
    whole = form.text_width()
    parent, issuer = ([printed.bound(printed.capitals(line)) for line in lines] for lines in (head.parent, head.issuer))
    authority = [_p("parent", line) for line in parent] + [_p("issuer", line) for line in issuer]
    authority.append(_rule(layout.rule_length(issuer, "issuer", whole * form.ISSUER_SHARE)))
    country = [_p("country", printed.COUNTRY), _p("motto", printed.MOTTO), _rule(form.MOTTO_MM)]
    number = [_p("number", printed.number_line(head))]
    number += [_p("letter_subject", printed.letter_subject(head))] if head.is_letter else []
    number += map(_stamp, printed.stamps(head))
    number += map(_circulation, filter(None, [printed.circulation(head)]))
    place = [_p("place", printed.day_line(head))]
    yield _side_by_side("head", [map("".join, (authority, country)), map("".join, (number, place))])
    if head.is_letter:
        yield _p("after_table", "")
    else:
        yield _p("kind", printed.capitals(head.kind), "h1")
        yield _p("subject", printed.bound(head.subject))
        yield _rule(layout.rule_length([head.subject], "subject", whole))


def _preamble(paper):
    if paper.authority:
        yield _p("authority", printed.capitals(paper.authority))
    if len(paper.addressees) == 1:
        yield _p("addressee", f"{printed.ADDRESSED} {paper.addressees[0]}")
    elif paper.addressees:
        yield _p("addressees", printed.ADDRESSED)
        yield from (_p("addressee_line", line) for line in printed.listed(paper.addressees))
        yield _p("after_table", "")
    yield from (_p("ground", ground) for ground in printed.grounds(paper.grounds))


def _body(blocks):
    numbering = Numbering()
    for block in blocks:
        if isinstance(block, Heading):
            yield from _heading(block, numbering.mark(block))
        elif isinstance(block, Item):
            yield _p(layout.ITEMS[block.depth], [Run(_MARKS[block.depth]), *block.text])
        elif isinstance(block, Paragraph):
            yield _p(layout.ALIGNED[block.align], block.text)
        else:
            yield _table(block)


def _heading(heading, mark):
    style, tag = (layout.TITLES[heading.level], "h2") if heading.titled else ("body", "p")
    text = layout.heading_text(heading)
    if heading.level in (PART, CHAPTER):
        yield _p("chapter", mark) if mark else ""
        yield _p(style, text, tag)
    else:
        yield _p(style, [Run(f"{mark} ", bold=heading.level == ARTICLE), *text] if mark else text, tag)


def _table(table):
    whole = sum(column.width for column in table.columns)
    columns = "".join(f'<col style="width: {100 * column.width / whole:.3f}%">' for column in table.columns)
    head = "".join(f"<tr>{''.join(_th(*cell) for cell in row)}</tr>" for row in layout.head_rows(table.columns))
    rows = "".join(_row(row, table.columns) for row in table.rows)
    return f'<table class="grid"><colgroup>{columns}</colgroup><thead>{head}</thead><tbody>{rows}</tbody></table>'


def _th(text, covered, high):
    return f'<th colspan="{covered}" rowspan="{high}">{_escaped(text)}</th>'


def _row(row, columns):
    if row.kind == GROUP:
        cells = layout.group_cells(row, columns)
        held = "".join(f'<td colspan="{covered}">{_inner(text)}</td>' for text, covered in cells)
        return f'<tr class="group">{held}</tr>'
    cells = "".join(
        f'<td class="{column.align}{f" {cell.status}" if cell.status in form.FILLS else ""}">{_inner(cell.text)}</td>'
        for cell, column in zip(layout.filled(row, columns), columns, strict=True)
    )
    return f'<tr class="{TOTAL if row.kind == TOTAL else "row"}">{cells}</tr>'


def _ending(paper):
    left = [_p("recipients", printed.RECIPIENTS)] if paper.recipients else []
    left += [_p("recipient", line) for line in printed.listed(paper.recipients)]
    left += [_p("drafter_mark", printed.capitals(paper.drafter_mark))] if paper.drafter_mark else []
    right = []
    if signing := paper.signing:
        right = [_p("power", printed.capitals(line)) for line in (*signing.power, signing.position)]
        right.append(_p("name", signing.name))
    if left or right:
        yield _side_by_side("ending", [["".join(left), "".join(right)]])


def _annex(paper, at):
    annex = paper.annexes[at]
    yield _p("annex_label", printed.annex_label(paper, at), "h1")
    yield _p("annex_title", printed.bound(printed.capitals(annex.title)))
    yield _p("annex_reference", printed.bound(printed.annex_reference(paper, annex)))
    yield from _body(annex.body)
