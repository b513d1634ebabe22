"""The parts of a Word file that are the same in every paper: its styles and lists."""

from xml.sax.saxutils import quoteattr

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from . import form

JC = {"left": "left", "centre": "center", "right": "right", "justified": "both"}
TWIPS = 1440 / 25.4  # to a millimetre
BULLETS = 1  # the number instance of - and +; those of the bodies' headings follow
# A line that ends in a break is not justified; without a mode Word opens the file as one of an old version.
COMPATIBILITY = (
    '<w:doNotExpandShiftReturn/><w:compatSetting w:name="compatibilityMode"'
    ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
)
_BUILT_IN = ("Heading ", "Header", "Body Text")
# format, text, weight; the bold one is the article, which counts right through
_LEVELS = (("upperRoman", "%1.", ""), ("decimal", "Điều %2.", "<w:b/>"), ("decimal", "%3.", ""))
_MARKS = (("bullet", "-", ""), ("bullet", "+", ""))


def style_id(key):
    """Return the id of a style of ``form.STYLES``; Word knows its own by theirs."""
    name = form.STYLES[key].name
    return name.replace(" ", "") if name.startswith(_BUILT_IN) else f"paper_{key}"


def styles():
    """Return the styles part."""
    font = f'<w:rFonts w:ascii="{form.FONT}" w:hAnsi="{form.FONT}" w:cs="{form.FONT}" w:eastAsia="{form.FONT}"/>'
    edges = "".join(
        f'<w:{edge} w:val="single" w:sz="{form.BORDER * 8:.0f}" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    margins = "".join(f'<w:{edge} w:w="0" w:type="dxa"/>' for edge in ("top", "left", "bottom", "right"))
    return parse_xml(
        f"<w:styles {nsdecls('w')}><w:docDefaults><w:rPrDefault><w:rPr>{font}"
        '<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN"/>'
        "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        f"<w:tblPr><w:tblCellMar>{margins}</w:tblCellMar></w:tblPr></w:style>"
        '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>'
        f"<w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr></w:style>"
        f"{''.join(map(_style, form.STYLES))}</w:styles>"
    )


def _style(key):
    style = form.STYLES[key]
    name = style.name.lower() if style.name.startswith("Head") else style.name
    outline = f'<w:outlineLvl w:val="{int(name[-1]) - 1}"/>' if style.name.startswith("Heading") else ""
    weight = ("<w:b/>" if style.bold else "") + ("<w:i/>" if style.italic else "")
    return (
        f'<w:style w:type="paragraph" w:styleId={quoteattr(style_id(key))}><w:name w:val={quoteattr(name)}/>'
        '<w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{'<w:keepNext/>' if style.hold else ''}"
        f'<w:spacing w:before="{style.before * 20:.0f}" w:after="{style.after * 20:.0f}"'
        f' w:line="{style.lines * 240:.0f}" w:lineRule="auto"/>{_indent(style)}'
        f'<w:jc w:val="{JC[style.align]}"/>{outline}</w:pPr>'
        f'<w:rPr>{weight}<w:sz w:val="{style.size * 2:.0f}"/><w:szCs w:val="{style.size * 2:.0f}"/></w:rPr></w:style>'
    )


def _indent(style):
    return f'<w:ind w:left="{style.left * TWIPS:.0f}" w:firstLine="{style.indent * TWIPS:.0f}"/>'


def numbering(bodies):
    """Return the numbering part: the list of dashes, and for each body a list of headings that starts at one."""
    starts = "".join(
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(len(_LEVELS))
    )
    instances = "".join(
        f'<w:num w:numId="{BULLETS + at}"><w:abstractNumId w:val="2"/>{starts}</w:num>' for at in range(1, bodies + 1)
    )
    return parse_xml(
        f"<w:numbering {nsdecls('w')}>{_list(1, _MARKS)}{_list(2, _LEVELS)}"
        f'<w:num w:numId="{BULLETS}"><w:abstractNumId w:val="1"/></w:num>{instances}</w:numbering>'
    )


def _list(number, levels):
    held = "".join(_level(at, *level) for at, level in enumerate(levels))
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{held}</w:abstractNum>'


def _level(at, kind, text, weight):
    right_through = '<w:lvlRestart w:val="0"/>' if weight else ""
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{right_through}'
        f'<w:suff w:val="space"/><w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/>'
        f"<w:pPr>{_indent(form.STYLES['item'])}</w:pPr><w:rPr>{weight}</w:rPr></w:lvl>"
    )
