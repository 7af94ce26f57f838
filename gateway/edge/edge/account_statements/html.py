"""The document as one page of HTML that needs nothing else, to print or to put into a mail."""

from html import escape

from edge.account_statements.paper import Paper, Table, shown

_STYLE = (
    "body{font:14px/1.6 'Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif;color:#1c2026;"
    "max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "h1{font-size:1.6rem;font-weight:600}h2{font-size:1rem;margin:1.5rem 0 .5rem}table{border-collapse:collapse;width:100%}"
    "th,td{border-bottom:1px solid #d6dbe2;padding:.3rem .4rem;text-align:left}th{color:#6e7681;font-weight:400}"
    ".n{text-align:right;font-variant-numeric:tabular-nums}dl{display:grid;grid-template-columns:8rem 1fr;margin:0}"
    "dt,.p{color:#6e7681}dd{margin:0}"
)


def html(paper: Paper, language: str) -> bytes:
    head = "".join(f"<dt>{escape(name)}</dt><dd>{escape(value)}</dd>" for name, value in paper.head)
    notes = "".join(f'<p class="p">{escape(note)}</p>' for note in paper.notes)
    answer = "".join(f"<p>{escape(line)}</p>" for line in paper.answer)
    body = f"<h1>{escape(paper.title)}</h1><dl>{head}</dl><p>{escape(paper.intro)}</p>{''.join(map(_table, paper.tables))}{notes}{answer}"
    return (
        f'<!doctype html><html lang="{language}"><head><meta charset="utf-8"><meta name="robots" content="noindex">'
        f'<meta name="viewport" content="width=device-width"><title>{escape(paper.title)}</title><style>{_STYLE}</style></head>'
        f"<body>{body}</body></html>"
    ).encode()


def _table(table: Table) -> str:
    kinds = [' class="n"' if amounts else "" for _, _, amounts in table.columns]
    titles = "".join(f"<th{kind}>{escape(title)}</th>" for kind, (title, _, _) in zip(kinds, table.columns, strict=True))
    rows = "".join(
        f"<tr>{''.join(f'<td{kind}>{escape(shown(cell))}</td>' for kind, cell in zip(kinds, row, strict=True))}</tr>" for row in table.rows
    )
    return f"<h2>{escape(table.title)}</h2><table><thead><tr>{titles}</tr></thead><tbody>{rows}</tbody></table>"
