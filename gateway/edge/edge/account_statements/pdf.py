"""The document as PDF. Of the font only the characters that it has are embedded, so it looks the same on every machine."""

from importlib.resources import files

from fpdf import FPDF
from fpdf.enums import TableBordersLayout, XPos, YPos
from fpdf.fonts import FontFace

from edge.account_statements.paper import Cell, Paper, Table, shown

# Noto Sans SC, SIL Open Font License 1.1: it may be embedded in documents of any licence.
_FONT = ("pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf")
_INK, _PALE, _LINE = (28, 32, 38), (110, 118, 129), (214, 219, 226)
_MARGIN = 16.0


class _Sheet(FPDF):
    """A4, with the number of each page below."""

    def __init__(self, page: str) -> None:
        super().__init__(format="A4")
        self._page = page
        self.set_margins(_MARGIN, _MARGIN, _MARGIN)
        self.set_auto_page_break(True, margin=18)
        package, name = _FONT
        self.add_font("noto", "", str(files(package) / name))
        self.add_page()

    def footer(self) -> None:
        self.set_y(-13)
        self._text(self._page.format(page=self.page_no(), pages="{nb}"), 7.5, _PALE, align="R")

    def _text(self, text: str, size: float, ink: tuple[int, int, int] = _INK, *, align: str = "L") -> None:
        self.set_font("noto", size=size)
        self.set_text_color(*ink)
        self.multi_cell(0, size * 0.53, text, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def write_paper(self, paper: Paper) -> None:
        self._text(paper.title, 18)
        self.ln(3)
        for name, value in paper.head:
            self.set_font("noto", size=9)
            self.set_text_color(*_PALE)
            self.cell(26, 5.4, name)
            self.set_text_color(*_INK)
            self.multi_cell(0, 5.4, value, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(2)
        self._text(paper.intro, 9)
        for table in paper.tables:
            self._write_table(table)
        self.ln(3)
        for note in paper.notes:
            self._text(note, 7.5, _PALE)
        if self.get_y() > self.h - 60:
            self.add_page()
        self.ln(6)
        for line in paper.answer:
            self._text(line or " ", 10)
            self.ln(4)

    def _write_table(self, table: Table) -> None:
        self.ln(5)
        self._text(table.title, 11)
        self.ln(1.5)
        self.set_font("noto", size=8)
        self.set_draw_color(*_LINE)
        self.set_text_color(*_INK)
        heading = FontFace(emphasis="", color=_PALE)
        aligns = tuple("RIGHT" if amounts else "LEFT" for _, _, amounts in table.columns)
        with self.table(
            borders_layout=TableBordersLayout.HORIZONTAL_LINES,
            col_widths=tuple(share for _, share, _ in table.columns),
            text_align=aligns,
            headings_style=heading,
            line_height=5,
            padding=(0.6, 1),
        ) as made:
            made.row([title for title, _, _ in table.columns])
            for row in table.rows:
                made.row([_cell(cell) for cell in row])


def _cell(cell: Cell) -> str:
    return shown(cell)


def pdf(paper: Paper) -> bytes:
    sheet = _Sheet(paper.page)
    sheet.set_title(paper.title)
    sheet.write_paper(paper)
    return bytes(sheet.output())
