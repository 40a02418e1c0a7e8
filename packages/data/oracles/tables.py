"""Tables of CSV texts with what pandas reads in them, and of numbers with what exact arithmetic says of them.

python3 -m venv .venv && .venv/bin/pip install -r requirements.txt && .venv/bin/python tables.py
"""

import io
import json
import math
from decimal import ROUND_HALF_EVEN, Context, Decimal
from pathlib import Path

import pandas as pd

SAFE = 2**53 - 1


def kept(text: str) -> float | None:
    """The number that a text spells; None when float64 would change it, or it is not a number.

    Written digit by digit, a number is kept up to 2^53 - 1. Else float64, rounded to the digits written (100 at most), must be it.
    """
    try:
        exact = Decimal(text.strip())
    except ArithmeticError:
        return None
    value = float(text)
    if not exact.is_finite() or math.isinf(value):
        return None
    if abs(value) <= SAFE:
        return value
    digits = len(exact.as_tuple().digits)
    if digits > 100 or not any(mark in text for mark in ".eE"):
        return None
    return value if Context(prec=digits, rounding=ROUND_HALF_EVEN).create_decimal(Decimal(value)) == exact else None


ids = ["208310224003697457", "208310224003697458", "208310224003697459"]
numbers = [
    "0", "007", "+5", " 5 ", ".5", "5.", "-2.5e-3", "1e300", "1e308", "1e309", "-1e309", "1e-400", "6.02214076e23",
    "9007199254740990", "9007199254740991", "9007199254740992", "9007199254740993", "9007199254740994",
    "-9007199254740991", "-9007199254740992", "-9007199254740993", "+9007199254740993", " 9007199254740993 ",
    "9007199254740991.0", "9007199254740992.0", "9007199254740993.0", "-9007199254740993.0", "9007199254740994.0",
    "9007199254740993.", "9007199254740993.5", "9007199254740991.4", "9007199254740991.6", "4503599627370497.5",
    "9.007199254740991e15", "9.007199254740992e15", "9.007199254740993e15", "-9.007199254740993E+15", "90071992547409930e-1",
    "900719925474099.3e1", "0009007199254740993", "0009007199254740991", "0009007199254740993.0", "000.9007199254740993e16",
    "9500000000000000.0", "9500000000000001.0", "1e16", "1.0e16", "12345678901234567e3", "1.2345678901234567e+20",
    "1.234567890123456717e+20", "1.234567890123456789e+20", "100000000000000000000", "100000000000000000000.0", "1e20",
    "18446744073709551615", "18446744073709551616", "18446744073709551615.0", "18446744073709551616.0",
    "340282346638528859811704183484516925440.000000", "1" + "0" * 400, "1" + "0" * 120 + ".0", f"{2**400}.0",
    *ids, *(f"-{number}" for number in ids), *(f"{number}.0" for number in ids), *(f"00{number}" for number in ids),
    "2.08310224003697457e17", "2.08310224003697459e17", "208310224003697472", "208310224003697472.0", "208310224003697460",
    "208310224003697460.0", "2083102240036974.6e2",
]

# name, text, options as readCsv takes them; where pandas must be asked in another way, how.
cases: list[tuple] = [
    ("names in the first line", "a,b\n1,x\n2,y\n", {}),
    ("header: true decides", "a,b\n1,x\n", {"header": True}),
    ("header: false", "1,x\n2,y\n", {"header": False}),
    ("header: false and names", "1,x\n2,y\n", {"header": False, "names": ["a", "b"]}),
    ("names alone", "1,x\n2,y\n", {"names": ["a", "b"]}),
    ("header: true and names instead", "p,q\n1,x\n", {"header": True, "names": ["a", "b"]}),
    ("names after a header of another length", "2,3,no,yes\n1,x\n2,y\n", {"header": True, "names": ["a", "b"]}),
    ("header of numbers, meant so", "0.5,1.5\n1,2\n", {"header": True}),
    ("empty lines before the names", "\n\na,b\n1,2\n", {}),
    ("skip", "title\nmore, of, it\na,b\n1,2\n", {"skip": 2}),
    ("skip: 0", "a,b\n1,2\n", {"skip": 0}),
    ("skip without a header", "3,2,setosa\n1,2\n3,4\n", {"skip": 1, "header": False}),
    ("skip, then an empty line", "title\n\na,b\n1,2\n", {"skip": 1}),
    ("skip over an odd quotation mark", 'a "title"\na,b\n1,2\n', {"skip": 1}),
    ("skip at Windows' line ends", "title\r\na,b\r\n1,2\r\n", {"skip": 1}),
    ("skip, names and no header", "title\n1,2\n", {"skip": 1, "names": ["a", "b"]}),
    ("lines of comment", "# from here\na,b\n# more\n1,2\n#\n3,4\n", {"comments": "#"}),
    ("comments behind rows", "a,b#names\n1,2# first\n3,4 #second\n", {"comments": "#"}),
    ("comments behind texts", "a,b\nx,y#z\n", {"comments": "#"}),
    ("a comment mark inside quotation marks", 'a,b\n"x#y",1\n"p",2#q\n', {"comments": "#"}),
    ("an odd quotation mark in a comment", 'a,b\n1,2 # 5" long\n3,4\n', {"comments": "#"}),
    ("comments with commas", "a,b\n1,2 # p, q, r\n# s, t\n", {"comments": "#"}),
    ("comments by percent", "% top\na,b\n1,2\n", {"comments": "%"}),
    ("a comment in one column", "a\n1\n#x\n2\n", {"comments": "#"}),
    ("skip and comments", "title\n# note\na,b\n1,2\n", {"skip": 1, "comments": "#"}),
    ("no comments without the option", "a,b\n#1,2\n", {}),
    ("decimal comma", "a;b\n1,5;x\n-2,25e1;y\n", {"decimal": ",", "delimiter": ";"}),
    ("decimal comma, whole numbers", "a;b\n1;2\n", {"decimal": ",", "delimiter": ";"}),
    ("decimal comma, quoted", 'a,b\n"1,5","2,5"\n', {"decimal": ",", "delimiter": ","}),
    ("decimal comma and a point", "a;b\n1,5;1.5\n2,5;2.5\n", {"decimal": ",", "delimiter": ";"}),
    ("a comma where the decimal is a point", "a;b\n1,5;2\n", {"delimiter": ";"}),
    ("decimal comma finds its delimiter", "a;b\n1,5;2,5\n", {"decimal": ","}, {"sep": ";"}),
    ("decimal comma with tabs", "a,1\tb\n1,5\t2\n", {"decimal": ","}, {"sep": "\t"}),
    ("decimal comma with spaces", "a b\n1,5 2\n", {"decimal": ",", "delimiter": " "}),
    ("thousands are not decimals", "a;b\n1.234,5;1\n", {"decimal": ",", "delimiter": ";"}),
    ("missing by default", "a,b,c\n1,,x\nNA,2,\n,3,NA\n", {}),
    ("custom missing marks", "a,b\n?,x\n2,?\n", {"missing": ["?"]}),
    ("several", "a,b\n-999,x\n2,n/a\n,y\n", {"missing": ["-999", "n/a", ""]}),
    ("a missing number, however written", "a,b\n-999.0,x\n1,y\n-9.99e2,z\n", {"missing": ["-999"]}),
    ("nothing is missing", "a,b\nNA,\n1,2\n", {"missing": []}),
    ("NaN and null where they are missing", "a,b\nNaN,1\n2,null\n", {"missing": ["NaN", "null"]}),
    ("NaN and null where they are not", "a,b\nx,NaN\nnull,y\n", {}, {"texts": ["a", "b"]}),
    ("missing in quotation marks", 'a,b\n"?","x"\n2,"?"\n', {"missing": ["?"]}),
    ("missing in a column of texts", "a,b\n?,x\n2,y\n", {"missing": ["?"], "columns": {"a": "text"}}),
    ("a column without a value", "a,b\n,1\n,2\n", {}),
    ("semicolons", "a;b\n1;2\n", {"delimiter": ";"}),
    ("semicolons found", "a;b\n1;2\n", {}, {"sep": ";"}),
    ("tabs found", "a\tb\n1\t2\n", {}, {"sep": "\t"}),
    ("bars found", "a|b\n1|2\n", {}, {"sep": "|"}),
    ("most of one mark", "a;b;c,d\n1;2;3\n", {}, {"sep": ";"}),
    ("one space", "a b\n1 2\n", {"delimiter": " "}),
    ("one space, cells empty", "a b c\n1  3\n", {"delimiter": " "}),
    ("whitespace", "  a   b\tc\n 1\t\t2  3 \n4 5 6\n", {"delimiter": "whitespace"}),
    ("whitespace and quotation marks", 'a b\n"x y"  1\n  "p"\t2 \n', {"delimiter": "whitespace"}),
    ("whitespace and comments", "a b\n1 2 # three\n# four\n5   6\n", {"delimiter": "whitespace", "comments": "#"}),
    ("whitespace and empty lines", "a b\n\n1 2\n   \n3 4\n", {"delimiter": "whitespace"}),
    ("two marks as one", "a::b\n1::x\n", {"delimiter": "::"}),
    ("a letter as delimiter", "axb\n1x2\n", {"delimiter": "x"}),
    ("marks of regular expressions", "a^b\n1^2\n", {"delimiter": "^"}),
    ("quotation marks inside", 'a,b\n"x ""y""",1\np"q,2\n', {}),
    ("a quoted line end", 'a,b\n"x\ny",1\nz,2\n', {}),
    ("old Macintosh's line ends", "a,b\r1,2\r3,4\r", {}),
    ("blanks around numbers", "a,b\n 1 ,2\n3, 4\n", {}),
    ("blanks around texts", "a,b\n x ,y\n", {}),
    ("a line of blanks", "a,b\n1,2\n   \n3,4\n", {}),
    ("no row", "a,b\n", {}, {"texts": []}),
    ("ids", "id,n\n" + "".join(f"{number},1\n" for number in ids), {}),
    ("an id among small numbers", "id,n\n1,1\n208310224003697457,2\n", {}),
    ("an id and a missing one", "id,n\n208310224003697457,1\n,2\n", {}),
    ("ids as texts", f"id,n\n{ids[0]},1\n7,2\n", {"columns": {"id": "text"}}),
    ("ids beyond 64 bits", "id,n\n123456789012345678901234567890,1\n5,2\n", {}),
    ("negative ids", f"id,n\n-{ids[0]},1\n-{ids[2]},2\n", {}),
    ("the largest whole number kept", "id\n9007199254740991\n-9007199254740991\n", {}),
    # In the shapes of the eight files that come with scikit-learn 1.9.
    ("counts before rows, like iris", "4,2,short,long\n5.1,3.5,0\n4.9,3.0,1\n", {"skip": 1, "header": False}),
    ("counts before rows, like wine", "2,3,class_0,class_1\n14.23,1.71,1065,0\n13.2,1.78,1050,1\n",
     {"skip": 1, "header": False, "names": ["alcohol", "acid", "proline", "class"]}),
    ("rows alone, like digits", "0,0,5,13,0\n0,0,0,12,1\n", {"header": False}),
    ("one column of exponents, like diabetes", "1.510000000000000000e+02\n7.500000000000000000e+01\n", {"header": False}),
    ("rows between spaces, like diabetes", "59 2 32.1 101.0\n48 1 21.6 87.0\n", {"header": False, "delimiter": " "}),
    ("names between spaces, like linnerud", "Chins Situps Jumps\n5 162 60\n2 110 60\n", {"delimiter": " "}),
]  # fmt: skip


def read(text: str, options: dict, how: dict, **more) -> pd.DataFrame:
    header = options.get("header", "names" not in options)
    delimiter = how.get("sep", options.get("delimiter", ","))
    return pd.read_csv(
        io.StringIO(text, newline=""),
        sep=r"\s+" if delimiter == "whitespace" else delimiter,
        engine="c" if len(delimiter) == 1 or delimiter == "whitespace" else "python",
        header=0 if header else None,
        names=options.get("names"),
        skiprows=options.get("skip", 0),
        comment=options.get("comments"),
        decimal=options.get("decimal", "."),
        na_values=options.get("missing", ["", "NA"]),
        keep_default_na=False,
        index_col=False,
        **more,
    )


def table(text: str, options: dict, how: dict) -> dict:
    frame = read(text, options, how)
    texts = read(text, options, how, dtype=str)
    columns = {}
    for name in frame.columns:
        cells = [None if pd.isna(cell) else str(cell) for cell in texts[name]]
        typed = frame[name]
        wanted = options.get("columns", {}).get(name) == "text" or name in how.get("texts", [])
        point = options.get("decimal", ".")
        numeric = not wanted and all(cell is None for cell in cells) or pd.api.types.is_numeric_dtype(typed)
        values = [None if cell is None else kept(cell.replace(point, ".")) for cell in cells]
        changed = any(cell is not None and value is None for cell, value in zip(cells, values))
        if numeric and not wanted and not changed:
            found = [None if pd.isna(value) else float(value) for value in typed]
            assert all(a in (None, b) for a, b in zip(found, values)), (text, found, values)
            columns[str(name)] = {"kind": "number", "values": found}
        else:
            columns[str(name)] = {"kind": "text", "values": cells}
    return {"size": len(frame), "names": [str(name) for name in frame.columns], "columns": columns}


def main() -> None:
    document = {
        "source": {"pandas": pd.__version__},
        "numbers": [{"text": text, "value": kept(text)} for text in numbers],
        "tables": [
            {"name": name, "text": text, "options": options, "table": table(text, options, *how or [{}])}
            for name, text, options, *how in cases
        ],
    }
    path = Path(__file__).with_suffix(".json")
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")


main()
