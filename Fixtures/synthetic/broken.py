"""Small files that are broken as files: cut short, mixed, without a column, not CSV at all."""

from .files import ClaimFile, encoded

KIND = ("appliance", 2026)


def sample(builder, name, **habits):
    """A file of six valid rows, and the rows."""
    file = ClaimFile(name, {KIND: 6}, ("JD0",), **habits)
    return file, builder.rows_of(file)


def files(builder):
    """The broken files by path; their rows are valid and claimed nowhere else."""
    made = {
        "truncated.csv": truncated(builder),
        "utf16.csv": utf16(builder),
        "mixed_encoding.csv": mixed(builder),
        "missing_column.csv": missing_column(builder),
        "unclosed_quote.csv": unclosed_quote(builder),
        "semicolon.csv": semicolon(builder),
        "empty.csv": b"",
        "not_csv.xlsx": b"PK\x03\x04\x14\x00\x06\x00\x08\x00" + bytes(range(7, 251, 9)),
    }
    return {f"broken/{name}": content for name, content in made.items()}


def truncated(builder):
    """GB18030 that ends after the first byte of a two-byte character of the last row."""
    content = encoded(*sample(builder, "truncated.csv", encoding="gb18030", ending="\r\n"))
    last = content.rstrip(b"\r\n").rfind(b"\n") + 1
    place = next(i for i in range(last, len(content)) if content[i] > 0x80)
    return content[:place + 1]


def utf16(builder):
    file, rows = sample(builder, "utf16.csv", ending="\r\n")
    return b"\xff\xfe" + encoded(file, rows).decode().encode("utf-16-le")


def mixed(builder):
    """Headings and three rows in UTF-8, the rest pasted in as GB18030."""
    lines = encoded(*sample(builder, "mixed_encoding.csv")).decode().splitlines(keepends=True)
    return "".join(lines[:4]).encode() + "".join(lines[4:]).encode("gb18030")


def missing_column(builder):
    """No column for the price."""
    file, rows = sample(builder, "missing_column.csv", bom=True)
    place = file.columns.index("price")
    lines = encoded(file, rows).decode().splitlines()
    cut = [line.split(",")[:place] + line.split(",")[place + 1:] for line in lines]
    return "".join(",".join(cells) + "\n" for cells in cut).encode()


def unclosed_quote(builder):
    """The fourth row opens a quote before its model and never closes it."""
    file, rows = sample(builder, "unclosed_quote.csv")
    lines = encoded(file, rows).decode().splitlines(keepends=True)
    model = rows[3].values["model"]
    lines[4] = lines[4].replace(f",{model},", f',"{model},', 1)
    return "".join(lines).encode()


def semicolon(builder):
    return encoded(*sample(builder, "semicolon.csv")).replace(b",", b";")
