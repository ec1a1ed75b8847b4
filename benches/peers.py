"""What Polars, DuckDB and a Python dictionary take for what omnimedia does, on one thread.

    pip install polars duckdb                             (Polars 2.x, DuckDB 2.x)
    OMNIMEDIA_BENCH_ONLY=peers cargo bench -p omnimedia-benches --features peers
    python benches/peers.py FOLDER --task duckdb-finished

The benchmark writes a folder, runs each task in a process of its own, and shows its figures. What is measured:

- `polars`, `duckdb` and the same `-tuned`: the first step of flattening alone, for every variant in every context
  which set wins. No items, no texts, no hashes, no index, no bytes: the result stays in memory. They have what they
  need in memory and as small integers before the clock runs. There are two plans: the ladder as it reads, a join for
  each rung, as one writes it for any order of rungs; and one tuned for a policy whose nearest document decides, which
  finds that document once for each product.
- `polars-finished`, `duckdb-finished`: the tuned plan, and with each winner the list of its assets, the context of its
  document and whether the set is the variant's own, written to Parquet: what a reader of such a file would need.
- `polars-scan`, `duckdb-scan`: a manifest is read and its rows are counted by entity type and channel.
- `dictionary`: one entry for each variant, channel and locale, asked with tuples made anew, as requests bring them.

All that is found is compared with what the benchmark says must come (`wanted.json`); other answers end the program.
Seconds of processor time, medians of `--times` runs. Memory is the most that the process held above what it held
before; `--json` prints one object for other programs.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import pickle
import statistics
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

os.environ["POLARS_MAX_THREADS"] = "1"

if TYPE_CHECKING:
    from collections.abc import Callable

    import duckdb
    import polars as pl

TABLES = ("variants", "documents", "sets", "rungs")
COLUMNS = ("context", "channel", "locale", "rank")
QUERIES = 200_000


def resident(key: str) -> int:
    """Bytes of memory: `VmRSS` now, `VmHWM` the most so far; 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{key}:")), 0)


def measured(times: int, run: Callable[[], object]) -> dict:
    """The middle of several times, and the most memory above that before."""
    gc.collect()
    before = resident("VmRSS")
    # the most so far begins anew
    with contextlib.suppress(OSError):
        Path("/proc/self/clear_refs").write_text("5")
    taken = []
    for _ in range(times):
        begin = time.process_time()
        run()
        taken.append(time.process_time() - begin)
    return {"seconds": statistics.median(taken), "memory": max(resident("VmHWM") - before, 0)}


def refuse(found: object, wanted: object) -> None:
    """Ends the program where the answers are others than those that must come."""
    if found != wanted:
        sys.exit(f"found other answers: {found}, not {wanted}")


def polars_tables(folder: Path) -> dict[str, pl.LazyFrame]:
    """The tables, with the narrowest integers that do."""
    import polars as pl

    def narrow(table: str) -> pl.LazyFrame:
        frame = pl.read_csv(folder / f"{table}.csv")
        types = pl.Schema({name: pl.UInt8 if name in COLUMNS else pl.UInt32 for name in frame.columns})
        return frame.cast(types).rechunk().lazy()

    lists = pl.read_csv(folder / "lists.csv", schema={"set": pl.UInt32, "assets": pl.String})
    lists = lists.with_columns(pl.col("assets").str.split(";").cast(pl.List(pl.UInt32))).rechunk()
    return {name: narrow(name) for name in TABLES} | {"lists": lists.lazy()}


def polars_by_rungs(tables: dict[str, pl.LazyFrame]) -> pl.DataFrame:
    """The ladder as it reads: every variant in every context, one join for each rung, then the variant's own set."""
    import polars as pl

    variants, documents, sets, rungs = (tables[name] for name in TABLES)
    contexts = rungs.filter(pl.col("rank") == 0).select("context", "channel", "locale")
    asked = variants.join(contexts, how="cross")
    ladder: tuple[list[str], ...] = (["channel", "locale"], ["locale"], ["channel"], [])
    for rung, fixed in enumerate(ladder):
        free = [name for name in ("channel", "locale") if name not in fixed]
        there = documents.filter(*(pl.col(name) == 0 for name in free)).select(
            "product", *fixed, pl.col("document").alias(f"document_{rung}"), pl.col("master").alias(f"master_{rung}")
        )
        asked = asked.join(there, on=["product", *fixed], how="left")
    found = [pl.coalesce(f"{name}_{rung}" for rung in range(4)).alias(name) for name in ("document", "master")]
    return (
        asked.select("variant", "context", *found)
        .join(sets, on=["document", "variant"], how="left")
        .select("variant", "context", pl.coalesce("own", "master").alias("winner"))
        .collect()
    )


def polars_nearest(tables: dict[str, pl.LazyFrame], *further: str) -> pl.LazyFrame:
    """Tuned for this policy: the nearest document once for each product and context, then the variants."""
    import polars as pl

    variants, documents, sets, rungs = (tables[name] for name in TABLES)
    nearest = (
        documents.join(rungs, on=["channel", "locale"])
        .group_by("product", "context")
        .agg(pl.col("document", "master", *further).sort_by("rank").first())
    )
    found = variants.join(nearest, on="product").join(sets, on=["document", "variant"], how="left")
    own = pl.col("own").is_not_null().alias("is_own")
    return found.select("variant", "context", *further, own, pl.coalesce("own", "master").alias("winner"))


def polars_winners(folder: Path, times: int, wanted: dict, *, tuned: bool) -> dict:
    """The winners alone."""
    import polars as pl

    tables, last = polars_tables(folder), [pl.DataFrame()]

    def run() -> None:
        last[:] = [polars_nearest(tables).drop("is_own").collect() if tuned else polars_by_rungs(tables)]

    figures = measured(times, run)
    refuse(last[0]["winner"].cast(pl.UInt64).sum(), wanted["winners"])
    return figures | {"version": pl.__version__}


def polars_finished(folder: Path, times: int, wanted: dict) -> dict:
    """Lists and origins, to Parquet."""
    import polars as pl

    tables, file = polars_tables(folder), folder / "polars.parquet"

    def run() -> None:
        found = polars_nearest(tables, "channel", "locale")
        found = found.join(tables["lists"], left_on="winner", right_on="set").drop("winner")
        found.sink_parquet(file, compression="snappy")

    figures = measured(times, run)
    big = pl.UInt64
    sums = pl.scan_parquet(file).select(
        rows=pl.len(),
        own=pl.col("is_own").sum().cast(big),
        channels=pl.col("channel").cast(big).sum(),
        locales=pl.col("locale").cast(big).sum(),
        items=pl.col("assets").list.len().cast(big).sum(),
        assets=pl.col("assets").cast(pl.List(big)).list.sum().sum(),
        firsts=pl.col("assets").list.first().cast(big).sum(),
    )
    refuse(sums.collect(engine="streaming").row(0, named=True), wanted["finished"])
    return figures | {"version": pl.__version__, "disk": file.stat().st_size}


DUCK_BY_RUNGS = """
CREATE OR REPLACE TABLE winners AS
WITH found AS (
    SELECT v.variant, c.context,
        coalesce(a.document, b.document, d.document, e.document) AS document,
        coalesce(a.master, b.master, d.master, e.master) AS master
    FROM variants v CROSS JOIN (SELECT context, channel, locale FROM rungs WHERE rank = 0) c
    LEFT JOIN documents a ON a.product = v.product AND a.channel = c.channel AND a.locale = c.locale
    LEFT JOIN documents b ON b.product = v.product AND b.channel = 0 AND b.locale = c.locale
    LEFT JOIN documents d ON d.product = v.product AND d.channel = c.channel AND d.locale = 0
    LEFT JOIN documents e ON e.product = v.product AND e.channel = 0 AND e.locale = 0
)
SELECT variant, context, coalesce(own, master) AS winner FROM found LEFT JOIN sets USING (document, variant)
"""

DUCK_BY_PRODUCTS = """
CREATE OR REPLACE TABLE winners AS
WITH nearest AS (
    SELECT product, context, arg_min(document, rank) AS document, arg_min(master, rank) AS master
    FROM documents JOIN rungs USING (channel, locale)
    GROUP BY product, context
)
SELECT variant, context, coalesce(own, master) AS winner
FROM variants JOIN nearest USING (product) LEFT JOIN sets USING (document, variant)
"""

DUCK_FINISHED = """
COPY (
    WITH nearest AS (
        SELECT product, context, arg_min(document, rank) AS document, arg_min(master, rank) AS master,
            arg_min(channel, rank) AS channel, arg_min(locale, rank) AS locale
        FROM documents JOIN rungs USING (channel, locale)
        GROUP BY product, context
    )
    SELECT variant, context, channel, locale, own IS NOT NULL AS is_own, assets
    FROM variants JOIN nearest USING (product) LEFT JOIN sets USING (document, variant)
    JOIN lists ON lists.set = coalesce(own, master)
) TO '{file}' (FORMAT parquet, COMPRESSION snappy)
"""

DUCK_SUMS = """
SELECT count(*) AS rows, count(*) FILTER (is_own) AS own, sum(channel)::UBIGINT AS channels,
    sum(locale)::UBIGINT AS locales, sum(len(assets))::UBIGINT AS items,
    sum(list_sum(assets))::UBIGINT AS assets, sum(assets[1])::UBIGINT AS firsts
FROM read_parquet('{file}')
"""

DUCK_SCAN = """
SELECT EntityType, coalesce(EntityChannel, ''), count(*) FROM read_csv('{file}', delim = '\t', quote = '"',
    escape = '"', header = true, all_varchar = true, new_line = '\\r\\n')
GROUP BY ALL
"""


def quoted(path: Path) -> str:
    """A path inside single quotes."""
    return str(path).replace("'", "''")


def duck() -> duckdb.DuckDBPyConnection:
    """A database in memory, on one thread."""
    import duckdb

    connection = duckdb.connect(":memory:")
    connection.execute("SET threads = 1")
    connection.execute("SET preserve_insertion_order = false")
    return connection


def duck_version() -> dict:
    """Which one it is."""
    import duckdb

    return {"version": duckdb.__version__}


def duck_tables(folder: Path) -> duckdb.DuckDBPyConnection:
    """The tables, with the narrowest integers that do."""
    connection = duck()
    for name in TABLES:
        path = folder / f"{name}.csv"
        with path.open() as file:
            columns = file.readline().strip().split(",")
        types = {column: "UTINYINT" if column in COLUMNS else "UINTEGER" for column in columns}
        read = f"read_csv('{quoted(path)}', header = true, types = {types})"
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM {read}")
    types = {"set": "UINTEGER", "assets": "VARCHAR"}
    read = f"read_csv('{quoted(folder / 'lists.csv')}', header = true, delim = ',', columns = {types})"
    split = "SELECT set, string_split(assets, ';')::UINTEGER[] AS assets"
    connection.execute(f"CREATE TABLE lists AS {split} FROM {read}")
    return connection


def duck_winners(folder: Path, times: int, wanted: dict, *, tuned: bool) -> dict:
    """The winners alone."""
    connection = duck_tables(folder)
    plan = DUCK_BY_PRODUCTS if tuned else DUCK_BY_RUNGS
    figures = measured(times, lambda: connection.execute(plan))
    refuse(connection.execute("SELECT sum(winner)::UBIGINT FROM winners").fetchall()[0][0], wanted["winners"])
    return figures | duck_version()


def duck_finished(folder: Path, times: int, wanted: dict) -> dict:
    """Lists and origins, to Parquet."""
    connection, file = duck_tables(folder), folder / "duckdb.parquet"
    figures = measured(times, lambda: connection.execute(DUCK_FINISHED.format(file=quoted(file))))
    asked = connection.execute(DUCK_SUMS.format(file=quoted(file)))
    names = [column[0] for column in asked.description or ()]
    refuse(dict(zip(names, asked.fetchall()[0], strict=True)), wanted["finished"])
    return figures | duck_version() | {"disk": file.stat().st_size}


def counted(rows: list[tuple]) -> dict[str, int]:
    """Counts by entity type and channel, as the benchmark names them."""
    return {f"{kind}\t{channel}".rstrip("\t"): count for kind, channel, count in rows}


def polars_scan(folder: Path, times: int, wanted: dict) -> dict:
    """The rows of a manifest, counted."""
    import polars as pl

    last = [pl.DataFrame()]

    def run() -> None:
        rows = pl.scan_csv(folder / "manifest.tsv", separator="\t", quote_char='"', infer_schema=False)
        keys = (pl.col("EntityType"), pl.col("EntityChannel").fill_null(""))
        last[:] = [rows.group_by(*keys).len().collect(engine="streaming")]

    figures = measured(times, run)
    refuse(counted(last[0].rows()), wanted)
    return figures | {"version": pl.__version__}


def duck_scan(folder: Path, times: int, wanted: dict) -> dict:
    """The rows of a manifest, counted."""
    connection = duck()
    last: list[tuple] = []
    scan = DUCK_SCAN.format(file=quoted(folder / "manifest.tsv"))

    def run() -> None:
        last[:] = connection.execute(scan).fetchall()

    figures = measured(times, run)
    refuse(counted(last), wanted)
    return figures | duck_version()


def dictionary(folder: Path, times: int, wanted: dict) -> dict:
    """A dictionary of everything: the time of one question, its memory, its pickle, and the start with that."""
    gc.disable()
    before = resident("VmRSS")
    table, last = {}, ""
    with (folder / "flat.tsv").open() as lines:
        for line in lines:
            number, channel, locale, assets = line.rstrip("\n").split("\t")
            # one text for each number and each name, as a careful program keeps them
            last = last if number == last else number
            table[last, sys.intern(channel), sys.intern(locale)] = tuple(map(int, assets.split(",")))
    memory = resident("VmRSS") - before
    every = [tuple(line.split("\t")) for line in (folder / "asked.tsv").read_text().splitlines()]
    answers = [table[number, channel, locale] for number, channel, locale in every[: wanted["compared"]]]
    weighed = (sum(place * asset for place, asset in enumerate(answer, 1)) for answer in answers)
    digest = sum(at * weight for at, weight in enumerate(weighed, 1)) % 2**64
    refuse({"compared": len(answers), "digest": digest}, wanted)
    taken = []
    for _ in range(times * 5):
        # made anew: nobody has hashed them yet
        asked = [(number[:1] + number[1:], channel, locale) for number, channel, locale in every[:QUERIES]]
        begin = time.process_time()
        for _, _, _ in asked:
            pass
        empty = time.process_time() - begin
        begin = time.process_time()
        for number, channel, locale in asked:
            table[number, channel, locale]
        taken.append((time.process_time() - begin - empty) / len(asked))
    path = folder / "dictionary.pickle"
    with path.open("wb") as file:
        pickle.dump(table, file, protocol=5)
    first, answer = every[0], answers[0]
    del table, answers
    begin = time.process_time()
    with path.open("rb") as file:
        refuse(pickle.load(file)[first], answer)
    start = time.process_time() - begin
    version = ".".join(map(str, sys.version_info[:3]))
    disk = path.stat().st_size
    return {"seconds": statistics.median(taken), "memory": memory, "disk": disk, "start": start, "version": version}


TASKS: dict[str, Callable[[Path, int, dict], dict]] = {
    "polars": lambda folder, times, wanted: polars_winners(folder, times, wanted, tuned=False),
    "polars-tuned": lambda folder, times, wanted: polars_winners(folder, times, wanted, tuned=True),
    "polars-finished": polars_finished,
    "polars-scan": polars_scan,
    "duckdb": lambda folder, times, wanted: duck_winners(folder, times, wanted, tuned=False),
    "duckdb-tuned": lambda folder, times, wanted: duck_winners(folder, times, wanted, tuned=True),
    "duckdb-finished": duck_finished,
    "duckdb-scan": duck_scan,
    "dictionary": dictionary,
}


def main() -> None:
    """Runs one task."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the benchmark wrote the tables")
    parser.add_argument("--task", choices=TASKS, required=True)
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--json", action="store_true", help="for other programs")
    given = parser.parse_args()
    wanted = json.loads((given.folder / "wanted.json").read_text())
    figures = TASKS[given.task](given.folder, given.times, wanted)
    print(json.dumps(figures) if given.json else f"{given.task}: {figures}")


if __name__ == "__main__":
    main()
