"""Cells that spreadsheets show and never run."""

# Spreadsheets run a cell that begins with one of these (OWASP, CSV injection).
_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")
# Tells Excel that what follows is UTF-8.
BYTE_ORDER_MARK = "\ufeff"


def no_formula(cell: str) -> str:
    return f"'{cell}" if cell[:1] in _FORMULA else cell
