"""The style sheet of a paper's HTML page, from the measures of ``form``."""

from . import form

_FRAME = """
* {{ box-sizing: border-box }}
body {{ margin: 0; color: #000; font-family: "{font}", serif; font-size: 14pt; overflow-wrap: anywhere }}
p, h1, h2, th, td {{ margin: 0; padding: 0; font-size: inherit; font-weight: inherit }}
table {{ width: 100%; border-collapse: collapse; table-layout: fixed }}
td {{ vertical-align: top }}
.rule {{ margin: {rule_before}pt auto {rule_after}pt; border-top: 0.75pt solid #000 }}
p.stamp {{ height: {stamp_height}mm; line-height: {stamp_height}mm; color: #{stamp_colour};
    border: 1.5pt solid #{stamp_colour}; margin-left: auto; margin-right: auto }}
p.circulation span {{ display: inline-block; border: 0.75pt solid #000; padding: 2pt 6pt }}
p.contact {{ border-top: 0.75pt solid #000; padding-top: 2pt; width: 100% }}
.head td:first-child {{ width: {issuer_width:.1f}mm }}
.ending {{ break-inside: avoid; break-before: avoid }}
.name {{ min-height: {name_height:.1f}pt }}
.grid {{ font-size: {cell_size}pt; line-height: {single}; margin-bottom: 8.3pt }}
.grid th, .grid td {{ border: {border}pt solid #000; padding: 1pt {padding:.2f}pt }}
.grid th {{ font-weight: bold; vertical-align: middle; text-align: center }}
.grid tr {{ break-inside: avoid }}
.group, .total {{ font-weight: bold }}
.group {{ break-after: avoid }}
.centre {{ text-align: center }}
.right {{ text-align: right }}
.annex {{ break-before: page }}
.figure {{ cursor: pointer }}
@media print {{ p.contact {{ position: running(contact) }} }}
@media screen {{
    body {{ background: #ddd }}
    .paper {{ width: {width}mm; min-height: {height}mm; margin: 4mm auto; background: #fff;
        padding: {top}mm {right}mm {bottom}mm {left}mm }}
    .landscape {{ width: {height}mm; min-height: {width}mm }}
    .paper {{ position: relative }}
    p.contact {{ position: absolute; bottom: 6mm; left: {left}mm; width: {text_width}mm }}
    .figure {{ text-decoration: underline dotted }}
}}
"""


def style(paper, font):
    """Return the CSS for a paper; the text of documents never reaches it."""
    frame = _FRAME.format(
        font=font,
        rule_before=form.STYLES["rule"].before,
        rule_after=form.STYLES["rule"].after,
        stamp_height=form.STAMP_HEIGHT,
        stamp_colour=form.STAMP_COLOUR,
        issuer_width=form.text_width() * form.ISSUER_SHARE,
        name_height=form.STYLES["name"].size * form.SINGLE,
        cell_size=form.STYLES["cell"].size,
        single=form.SINGLE,
        border=form.BORDER,
        padding=form.CELL_PADDING * 72 / 25.4 - form.BORDER / 2,  # CSS counts half of the border besides
        width=form.PAGE[0],
        height=form.PAGE[1],
        top=form.TOP,
        right=form.MARGIN_RIGHT,
        bottom=form.BOTTOM,
        left=form.MARGIN_LEFT,
        text_width=form.text_width(),
    )
    fills = "".join(f"td.{status} {{ background: #{colour} }}\n" for status, colour in form.FILLS.items())
    fills = f"@media screen {{ {fills} }}\n"
    annexes = "".join(_pages(font, f"annex{at}", annex.landscape) for at, annex in enumerate(paper.annexes))
    return "".join(map(_rule, form.STYLES)) + frame + fills + _pages(font) + annexes


def _rule(key):
    style = form.STYLES[key]
    align = {"centre": "center", "justified": "justify"}.get(style.align, style.align)
    return (
        f"p.{key}, h1.{key}, h2.{key} {{ font-size: {style.size}pt; line-height: {style.lines * form.SINGLE:.3f}; "
        f"margin: {style.before:.1f}pt 0 {style.after}pt {style.left}mm; text-indent: {style.indent}mm; "
        f"text-align: {align}; font-weight: {'bold' if style.bold else 'normal'}; "
        f"font-style: {'italic' if style.italic else 'normal'}{'; break-after: avoid' if style.hold else ''} }}\n"
    )


def _pages(font, name="", landscape=False):
    """Return the rules of a section's pages, numbered from its second page on."""
    first = f":nth(1 of {name})" if name else ":first"
    begin = "counter-reset: page 1;" if name else "@bottom-center { content: element(contact); width: 100% }"
    width, height = form.page_size(landscape)
    number = f'font: {form.STYLES["page_number"].size}pt "{font}", serif; content: counter(page)'
    return (
        f"@page {name} {{ size: {width}mm {height}mm; "
        f"margin: {form.TOP}mm {form.MARGIN_RIGHT}mm {form.BOTTOM}mm {form.MARGIN_LEFT}mm; "
        f"@top-center {{ {number} }} }}\n"
        f"@page {name}{first} {{ {begin} @top-center {{ content: none }} }}\n"
    )
