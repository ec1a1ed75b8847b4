"""Flattening with Apache Spark: shards of a snapshot, and the flattened rows, of any number of products.

A *head* is a publication with the assets, channels, categories and central swatches; it is broadcast.
*Documents* are a DataFrame with one row a product, whose column `product` holds the product of
`publication/1` as JSON. Each product goes to the shard that `omnimedia.shard_of` gives it, and each shard is
flattened by one task, product by product. `docs/scale.md` has the arithmetic.

Example:
    >>> from omnimedia import spark as om_spark  # doctest: +SKIP
    >>> written = om_spark.write_shards(documents, head, "/data/shop", shards=64)  # doctest: +SKIP
    >>> snapshot = written.open()  # doctest: +SKIP

It needs `pyspark` and `pyarrow`: `pip install 'omnimedia[spark]'`.

"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from pyspark.sql import functions as sql
from pyspark.sql import types

import omnimedia as om
from omnimedia._native import _write_file

if TYPE_CHECKING:
    import os
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from pyspark import Broadcast
    from pyspark.sql import DataFrame

__all__ = ["ShardFiles", "flatten_shards", "known_contexts", "rows", "with_shard", "write_shards"]

_NOTHING = {"omnimedia": "publication/1"}
_NUMBER = "number"
_SHARD = "shard"

_SHARD_SCHEMA = types.StructType(
    [
        types.StructField(_SHARD, types.IntegerType(), nullable=False),
        types.StructField("products", types.LongType(), nullable=False),
        types.StructField("content_hash", types.StringType(), nullable=False),
        types.StructField("snapshot", types.BinaryType(), nullable=True),
        types.StructField("file", types.StringType(), nullable=True),
    ]
)


@dataclass(frozen=True)
class ShardFiles:
    """The files of a snapshot of shards, as `write_shards` wrote them."""

    index: str
    """The file of the index, which is written last: it names the shards by their content."""
    shards: tuple[str, ...]
    """The file of each shard, in the order of their numbers."""

    def open(self, *, verify: bool = True) -> om.Snapshot:
        """Map the shards, to be asked as one snapshot.

        Args:
            verify: whether every checksum and invariant is checked first; else opening costs the same at any
                size.

        Raises:
            OSError: a file cannot be read.
            omnimedia.Fault: a file is not the one that the index names.

        """
        return om.Snapshot.open_shards(self.index, self.shards, verify=verify)


class _Head:
    """The head in an executor: parsed once in each of its Python processes."""

    _parsed: tuple[str, om.Publication] | None = None

    @classmethod
    def of(cls, broadcast: Broadcast[tuple[str, str]]) -> om.Publication:
        key, lines = broadcast.value
        if cls._parsed is None or cls._parsed[0] != key:
            cls._parsed = (key, om.Publication.from_json_lines(lines))
        return cls._parsed[1]


def _broadcast(documents: DataFrame, head: om.Publication) -> Broadcast[tuple[str, str]]:
    lines = head.to_json_lines()
    key = hashlib.sha256(lines.encode()).hexdigest()
    return documents.sparkSession.sparkContext.broadcast((key, lines))


def _policy(policy: om.Policy | None) -> om.Policy:
    return om.Policy() if policy is None else policy


def _number_of(product: str | None) -> str:
    """Give the number of a product, to find its shard; who reads it all tells what else is wrong."""
    try:
        found = json.loads(product or "")
    except ValueError:
        found = None
    number = found.get(_NUMBER) if isinstance(found, dict) else None
    if not isinstance(number, str):
        # the reader's own words for what is wrong
        om.Flattener(om.Publication.from_dict(_NOTHING)).push(product or "")
        message = "a product without a number"
        raise TypeError(message)
    return number


def with_shard(documents: DataFrame, shards: int, *, product: str = "product") -> DataFrame:
    """Add the columns `number`, that of the product, and `shard`, the number of the shard that it goes to.

    Args:
        documents: one row a product, without columns of these names.
        shards: how many shards there are.
        product: the column that holds a product as JSON.

    Raises:
        omnimedia.Fault: `bad_argument` for no shards; in the job, for a text that is no product.

    """
    om.shard_of("", shards)

    def add(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            numbers = [_number_of(text) for text in batch.column(product).to_pylist()]
            places = [om.shard_of(number, shards) for number in numbers]
            more = batch.append_column(
                pa.field(_NUMBER, pa.string(), nullable=False), pa.array(numbers, pa.string())
            )
            yield more.append_column(
                pa.field(_SHARD, pa.int32(), nullable=False), pa.array(places, pa.int32())
            )

    added = [
        types.StructField(_NUMBER, types.StringType(), nullable=False),
        types.StructField(_SHARD, types.IntegerType(), nullable=False),
    ]
    return documents.mapInArrow(add, types.StructType([*documents.schema.fields, *added]))


def _placed(documents: DataFrame, shards: int, product: str) -> DataFrame:
    """Bring each shard's products together, sorted, with a row without a product for every shard."""
    placed = with_shard(documents.select(product), shards, product=product)
    every = documents.sparkSession.range(shards).select(
        sql.lit(None).cast("string").alias(product),
        sql.lit(None).cast("string").alias(_NUMBER),
        sql.col("id").cast("int").alias(_SHARD),
    )
    together = placed.unionByName(every)
    # Spark 4.1 puts each shard into the partition of its number; before it, one may have several or none.
    by_id = getattr(together, "repartitionById", None)
    parted = together.repartition(shards, _SHARD) if by_id is None else by_id(shards, _SHARD)
    # In the order of numbers nothing has to be put in order when a shard is finished.
    return parted.sortWithinPartitions(_SHARD, _NUMBER)


def _flattened(
    batches: Iterable[pa.RecordBatch],
    head: om.Publication,
    policy: om.Policy,
    product: str,
) -> Iterator[tuple[int, int, om.Snapshot]]:
    """Give each shard of a partition, flattened product by product as the rows come."""
    shard, count = None, 0
    flattener = om.Flattener(head, policy)
    for batch in batches:
        pairs = zip(batch.column(_SHARD).to_pylist(), batch.column(product).to_pylist(), strict=True)
        for number, text in pairs:
            if number != shard:
                if shard is not None:
                    yield shard, count, flattener.finish()
                shard, count, flattener = number, 0, om.Flattener(head, policy)
            if text is not None:
                flattener.push(text)
                count += 1
    if shard is not None:
        yield shard, count, flattener.finish()


def _shard_rows(
    documents: DataFrame,
    head: om.Publication,
    *,
    shards: int,
    policy: om.Policy | None,
    product: str,
    give: Callable[[int, om.Snapshot], tuple[bytes | None, str | None]],
) -> DataFrame:
    broadcast, chosen = _broadcast(documents, head), _policy(policy)

    def flatten(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for shard, count, snapshot in _flattened(batches, _Head.of(broadcast), chosen, product):
            data, file = give(shard, snapshot)
            yield pa.RecordBatch.from_arrays(
                [
                    pa.array([shard], pa.int32()),
                    pa.array([count], pa.int64()),
                    pa.array([snapshot.content_hash], pa.string()),
                    pa.array([data], pa.binary()),
                    pa.array([file], pa.string()),
                ],
                names=_SHARD_SCHEMA.fieldNames(),
            )

    return _placed(documents, shards, product).mapInArrow(flatten, _SHARD_SCHEMA)


def flatten_shards(
    documents: DataFrame,
    head: om.Publication,
    *,
    shards: int,
    policy: om.Policy | None = None,
    product: str = "product",
) -> DataFrame:
    """Flatten the shards of a snapshot: one row a shard, with its bytes.

    The columns are `shard`, `products` (how many it has), `content_hash`, `snapshot` (the bytes of at most 2
    GiB; use `write_shards` for larger ones) and `file`, which is null. A shard has a row also where it has
    no product.

    Args:
        documents: one row a product.
        head: the assets, channels, categories and central swatches.
        shards: how many shards there are.
        policy: the choices; `None` is the documented precedence.
        product: the column that holds a product as JSON.

    Raises:
        omnimedia.Fault: `bad_argument` for no shards; in the job, for a product that is refused.

    """

    def give(_: int, snapshot: om.Snapshot) -> tuple[bytes | None, str | None]:
        return snapshot.to_bytes(), None

    return _shard_rows(documents, head, shards=shards, policy=policy, product=product, give=give)


def _file_of(shard: int, content_hash: str) -> str:
    return f"shard-{shard:05}-{content_hash}.omni"


def write_shards(
    documents: DataFrame,
    head: om.Publication,
    folder: str | os.PathLike[str],
    *,
    shards: int,
    policy: om.Policy | None = None,
    product: str = "product",
) -> ShardFiles:
    """Flatten the shards of a snapshot into files, and write their index last.

    The folder must be one that all executors and the driver share. A file is named after its content,
    written beside its place, synced and renamed: a task that fails and is tried again, or runs twice,
    changes nothing, and readers of another index in the same folder are not disturbed. The index is
    `index.omni`; whoever opens it sees all shards of one run.

    Args:
        documents: one row a product.
        head: the assets, channels, categories and central swatches.
        folder: where the files go; it is made where it is not there.
        shards: how many shards there are.
        policy: the choices; `None` is the documented precedence.
        product: the column that holds a product as JSON.

    Raises:
        omnimedia.Fault: `bad_argument` for no shards; `duplicate_identifier` for a number or record id in
            two shards; in the job, for a product that is refused.
        OSError: the index cannot be written.

    """
    home = Path(folder).absolute()
    home.mkdir(parents=True, exist_ok=True)

    def give(shard: int, snapshot: om.Snapshot) -> tuple[bytes | None, str | None]:
        path = home / _file_of(shard, snapshot.content_hash)
        snapshot.save(path)
        return None, str(path)

    made = _shard_rows(documents, head, shards=shards, policy=policy, product=product, give=give)
    rows = made.orderBy(_SHARD).collect()
    files = tuple(str(row["file"]) for row in rows)
    index = om.Snapshot.index_shards([om.Snapshot.open(file, verify=False) for file in files])
    path = home / "index.omni"
    _write_file(path, index)
    return ShardFiles(str(path), files)


def known_contexts(
    documents: DataFrame,
    head: om.Publication,
    *,
    product: str = "product",
) -> list[om.Context]:
    """Give the contexts that are known (SPEC section 1): of the names that the head and any product have.

    Each partition gives the names that it has; they are few, and come together in the driver.

    Args:
        documents: one row a product.
        head: the assets, channels, categories and central swatches.
        product: the column that holds a product as JSON.

    Raises:
        omnimedia.Fault: in the job, for a product that is refused.

    """
    broadcast = _broadcast(documents, head)

    def names(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        found: set[tuple[str, str]] = set()
        for batch in batches:
            part = _publication(_Head.of(broadcast), batch.column(product).to_pylist())
            for context in part.known_contexts():
                found.update(context.to_dict().items())
        kinds, texts = zip(*sorted(found), strict=True) if found else ((), ())
        yield pa.RecordBatch.from_arrays(
            [pa.array(kinds, pa.string()), pa.array(texts, pa.string())], names=["kind", "name"]
        )

    named = documents.select(product).mapInArrow(names, "kind string, name string").distinct().collect()
    # One product that names everything is known where all of them are.
    media = [{row["kind"]: row["name"]} for row in named]
    return _publication(head, [json.dumps({_NUMBER: "names", "media": media})]).known_contexts()


def _publication(head: om.Publication, products: Iterable[str]) -> om.Publication:
    """Put products behind a head."""
    lines = [head.to_json_lines().rstrip("\n")]
    # a line break is nothing but space in JSON, and would end the line
    lines += (f'{{"product":{text}}}'.replace("\n", " ").replace("\r", " ") for text in products)
    return om.Publication.from_json_lines("\n".join(lines))


def rows(
    documents: DataFrame,
    head: om.Publication,
    *,
    policy: om.Policy | None = None,
    contexts: Sequence[om.Context] | None = None,
    columns: Sequence[str] | None = None,
    product: str = "product",
) -> DataFrame:
    """Flatten to rows: what every product and variant shows in every context, as `Snapshot.rows` gives it.

    Args:
        documents: one row a product.
        head: the assets, channels, categories and central swatches.
        policy: the choices; `None` is the documented precedence.
        contexts: where to ask; `None` is every known context, for which the documents are read once more
            first.
        columns: which columns of `Snapshot.rows`; `None` is all.
        product: the column that holds a product as JSON.

    Raises:
        omnimedia.Fault: for a column that is not there; in the job, for a product that is refused.

    """
    places = known_contexts(documents, head, product=product) if contexts is None else list(contexts)
    broadcast, chosen = _broadcast(documents, head), _policy(policy)
    more: dict[str, Any] = {} if columns is None else {"columns": list(columns)}
    empty = pa.table(om.Publication.from_dict(_NOTHING).flatten().rows(contexts=[], **more))
    wanted = pa.schema([field.with_type(_plain(field.type)) for field in empty.schema])

    def flatten(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        for batch in batches:
            flattener = om.Flattener(_Head.of(broadcast), chosen)
            for text in batch.column(product).to_pylist():
                flattener.push(text)
            stream = pa.RecordBatchReader.from_stream(flattener.finish().rows(contexts=places, **more))
            for part in stream:
                yield from pa.Table.from_batches([part]).cast(wanted).to_batches()

    from pyspark.sql.pandas.types import from_arrow_schema  # noqa: PLC0415 - it imports pandas

    return documents.select(product).mapInArrow(flatten, from_arrow_schema(wanted))


def _plain(kind: pa.DataType) -> pa.DataType:
    """Give the type without dictionaries and views, which Spark does not read."""
    if pa.types.is_dictionary(kind):
        return _plain(kind.value_type)
    if pa.types.is_list(kind) or pa.types.is_large_list(kind):
        return pa.list_(_plain(kind.value_type))
    if pa.types.is_struct(kind):
        return pa.struct([field.with_type(_plain(field.type)) for field in kind])
    if pa.types.is_string_view(kind) or pa.types.is_large_string(kind):
        return pa.string()
    if pa.types.is_uint64(kind):
        return pa.int64()
    return kind
