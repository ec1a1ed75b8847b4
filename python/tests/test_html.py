"""Names that are markup, scripts, addresses or commands stay text, in notebooks and terminals."""

from __future__ import annotations

import io
import unicodedata
from html.parser import HTMLParser
from typing import Protocol

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import omnimedia as om
from authored import refused
from omnimedia.cli.words import visible

TEXTS = (
    "</title></script><script>window.hacked = 1</script>",
    '<img src=x onerror="window.hacked=1">',
    '" onmouseover="window.hacked=1" x="',
    "' onmouseover='window.hacked=1' x='",
    "</style><style>*{background:url(https://cdn.example/leak)}</style>",
    "</pre></details><svg onload=window.hacked=1>",
    "<!--",
    "]]>&lt;script&gt;\u2028\u2029\u202e\u2067",
    "\x1b]52;c;aGFja2Vk\x07\x1b]8;;https://cdn.example/\x1b\\link\x1b]8;;\x1b\\\x1b[2J\x9b31m\x90\x00",
)
URLS = (
    "https://cdn.example/a.png?x=\"onload='window.hacked=1'",
    "HTTP://cdn.example/b.svg",
    "JavaScript:window.hacked=1",
    " javascript:window.hacked=1",
    "java\tscript:window.hacked=1",
    "vbscript:window.hacked=1",
    "data:image/svg+xml,<svg onload='window.hacked=1'/>",
    "//cdn.example/c.png",
    "file:///etc/hostname",
)
MARKUP = frozenset(
    "div b span img a code details summary pre table thead tbody tr th td br iframe".split()  # noqa: SIM905
)
ATTRIBUTES = frozenset("style src alt href rel target open srcdoc sandbox".split())  # noqa: SIM905


class Read(HTMLParser):
    """What a browser makes of a page: elements, the addresses they have, and text."""

    def __init__(self, html: str) -> None:
        """Read it."""
        super().__init__()
        self.addresses: list[str] = []
        self.text: list[str] = []
        self.styles: set[str] = set()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at an element."""
        assert tag in MARKUP
        for name, value in attrs:
            assert name in ATTRIBUTES
            if name in ("href", "src"):
                self.addresses.append(value or "")
            elif name == "style":
                self.styles.add(value or "")

    def handle_data(self, data: str) -> None:
        """Take text."""
        self.text.append(data)

    def handle_comment(self, data: str) -> None:
        """Refuse what nobody wrote."""
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        """Refuse what nobody wrote."""
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        """Refuse what nobody wrote."""
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        """Refuse what nobody wrote."""
        raise AssertionError(data)


class Shown(Protocol):
    """What a notebook shows as HTML."""

    def _repr_html_(self) -> str: ...


def hostile(order: int = 1) -> om.Publication:
    """Give a shop in which every name is one of these."""
    kinds = ("image", "video", "file")
    many = len(TEXTS)
    text = {"neutral": dict.fromkeys(("alt", "title", "display_name"), TEXTS[4])}
    assets = [
        {"id": f"{at}{id_}", "kind": kinds[at % 3] if at > 1 else "image", "url": url, "text": text}
        for at, (id_, url) in enumerate(zip(TEXTS, URLS, strict=True))
    ]
    ids = [str(one["id"]) for one in assets][::order]
    values = {TEXTS[1]: TEXTS[2]}
    product = {
        "number": TEXTS[0],
        "name": TEXTS[1],
        "dimensions": [{"name": TEXTS[1], "values": list(TEXTS)}],
        "variants": [{"number": TEXTS[3], "values": values}],
        "media": [
            {
                "catalog": TEXTS[4],
                "channel": TEXTS[5],
                "dimensions": [{"match": values, "primary": ids}],
                "master": {
                    "primary": ids,
                    "additional": [{"purpose": TEXTS[at], "asset": ids[at % len(ids)]} for at in range(many)],
                },
            }
        ],
    }
    nothing = {"number": TEXTS[6], "media": []}
    channels = [{"id": TEXTS[5], "name": TEXTS[8]}]
    content = {"omnimedia": "publication/1", "assets": assets, "channels": channels}
    return om.Publication.from_dict({**content, "products": [product, nothing]})


def test_whatever_a_notebook_shows_is_text() -> None:
    """No element, attribute, comment or address comes of a name."""
    shop, other = hostile(), hostile(-1)
    catalog, channel = TEXTS[4], TEXTS[5]
    explanation = shop.explain(TEXTS[3], catalog=catalog, channel=channel)
    questions = pa.table(
        {"product": [TEXTS[0], TEXTS[6]], "channel": [TEXTS[5]] * 2, "catalog": [TEXTS[4]] * 2}
    )
    snapshot = shop.flatten()
    shown: list[Shown] = [
        explanation,
        shop.explain(TEXTS[6]),
        shop.resolve(TEXTS[0], catalog=catalog, channel=channel),
        snapshot.resolve(TEXTS[3], catalog=catalog, channel=channel),
        snapshot.resolve_batch(questions),
        snapshot.rows(),
        shop.audit(),
        shop.diff(other),
    ]
    safe = [Read(one._repr_html_()) for one in shown]
    styles = {style for read in safe for style in read.styles}
    assert not [style for style in styles if "url" in style or "hacked" in style]
    addresses = [address for read in safe for address in read.addresses]
    assert {address.lower()[:19] for address in addresses} == {"https://cdn.example", "http://cdn.example/"}
    assert TEXTS[0] in "".join(safe[2].text)
    # the page of a preview is an attribute here, and a page of its own there
    frame = Read(shop.preview(title=TEXTS[0])._repr_html_())
    assert (frame.addresses, frame.text) == ([], [])


def test_nothing_that_is_printed_commands_a_terminal() -> None:
    """Explanations, and what is said of what is wrong: no control character, nothing that turns text."""
    shop = hostile()
    explanation = str(shop.explain(TEXTS[0], catalog=TEXTS[4], channel=TEXTS[5]))
    texts = explanation.split("\n")
    for name in TEXTS[7:]:
        with refused("not_found") as raised:
            shop.resolve(name)
        texts.append(str(raised.value))
    assert "\\u{1b}]52;" in explanation
    turning = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x2028, 0x2029)}
    for text in texts:
        assert not [one for one in text if unicodedata.category(one) == "Cc" or one in turning]
    for name in TEXTS:
        assert visible(name).isprintable()


@pytest.mark.parametrize("column", ["product", "variant", "channel", "locale", "catalog"])
def test_a_column_that_is_no_text_is_refused(column: str) -> None:
    """Parquet is read without looking whether its texts are UTF-8; nobody is asked for what is none."""
    offsets = pa.array([0, 2, 6], pa.int32()).buffers()[1]
    bad = pa.Array.from_buffers(pa.string(), 2, [None, offsets, pa.py_buffer(b"S1\xff\xfe\xc0\x80")])
    file = io.BytesIO()
    pq.write_table(pa.table({column: bad}), file)
    read = pq.read_table(pa.BufferReader(file.getvalue()))
    large = read.cast(pa.schema([(column, pa.large_string())]))
    snapshot = hostile().flatten()
    for table in (read, large, pa.table({column: read[column].combine_chunks().dictionary_encode()})):
        asked = (
            table
            if column in {"product", "variant"}
            else table.append_column("product", pa.array(["S1"] * 2))
        )
        with refused("read") as raised:
            snapshot.resolve_batch(asked)
        assert f"data.{column}" in str(raised.value)


def test_keys_beyond_a_dictionary_are_refused() -> None:
    """A place in a dictionary that it does not have is not looked up."""
    keys = pa.array([0, 7], pa.int32())
    words = pa.DictionaryArray.from_arrays(keys, pa.array(["S1"]), safe=False)
    with refused("read"):
        hostile().flatten().resolve_batch(pa.table({"product": words}))


@pytest.mark.parametrize(
    "text",
    [
        '{"number":"a"},"asset":{"id":"x","kind":"image"}',
        '{"number":"a"}}{"asset":{"id":"x","kind":"image"}',
        '{"number":"a"},"product":{"number":"b"}',
    ],
)
def test_a_product_of_a_row_brings_nothing_else(text: str) -> None:
    """Spark's rows hold a product each, which stands in a line of its own."""
    head = '{"omnimedia":"publication/1"}\n'
    with pytest.raises(om.Fault):
        om.Publication.from_json_lines(f'{head}{{"product":{text}}}')
    with pytest.raises(om.Fault):
        om.Flattener(om.Publication.from_dict({"omnimedia": "publication/1"})).push(text)
