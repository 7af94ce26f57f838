"""The document as a workbook: amounts are numbers, text is text and never a formula."""

import io
from decimal import Decimal

import xlsxwriter

from edge.account_statements.paper import Paper


def xlsx(paper: Paper) -> bytes:
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    large, strong, amount = (book.add_format(given) for given in ({"font_size": 16}, {"bold": True}, {"num_format": "#,##0.00"}))
    sheet = book.add_worksheet(paper.title[:31].replace("（", "(").replace("）", ")"))
    sheet.set_column(0, 9, 18)
    sheet.write_string(0, 0, paper.title, large)
    row = 2
    for name, value in paper.head:
        sheet.write_string(row, 0, name, strong)
        sheet.write_string(row, 1, value)
        row += 1
    for table in paper.tables:
        row += 1
        sheet.write_string(row, 0, table.title, strong)
        row += 1
        for place, (title, _, _) in enumerate(table.columns):
            sheet.write_string(row, place, title, strong)
        for cells in table.rows:
            row += 1
            for place, cell in enumerate(cells):
                if isinstance(cell, Decimal):
                    sheet.write_number(row, place, cell, amount)
                else:
                    sheet.write_string(row, place, cell)
        row += 1
    for note in (paper.intro, *paper.notes, *paper.answer):
        row += 1
        sheet.write_string(row, 0, note)
    book.close()
    return content.getvalue()
