"""How long Polars and DuckDB take for the winners' ids alone, by joins, on one thread.

    pip install polars duckdb            (Polars 2.x, DuckDB 2.x)
    cargo bench -p omnimedia-benches     writes the tables, runs this script and shows its figures
    python benches/peers.py target/bench-peers --ours 0.9

The tables are those of the benchmark's shop: which product each variant is of, each product's documents with
their context and the set of the product, the sets of single variants, and for each context the contexts it tries,
nearest first. Of all that omnimedia does, the peers do the first step alone: for every variant in every context,
which set wins. No items, no texts, no hashes, no index, no bytes. They have what they need in memory and as small
integers before the clock runs, and the result stays in memory.

Each peer has two plans: the ladder as it reads, a join for each rung, as one writes it for any order of rungs; and
one tuned for a policy whose nearest document decides, which finds that document once for each product (`-tuned`).

The sum of all winners is compared with what the shop says, so that the peers are known to compute the same.
Seconds of processor time, medians of `--times` runs. `--ours` takes the seconds of our whole flatten and adds the ratio.
`--plain` prints a line for each peer: name, version, seconds. Nothing is written.
"""

import argparse
import os
import statistics
import sys
import time
from pathlib import Path

os.environ["POLARS_MAX_THREADS"] = "1"

import duckdb  # noqa: E402
import polars as pl  # noqa: E402

TABLES = ("variants", "documents", "sets", "rungs")
COLUMNS = {"context": pl.UInt8, "channel": pl.UInt8, "locale": pl.UInt8, "rank": pl.UInt8}


def load(folder: Path) -> dict[str, pl.DataFrame]:
    """The tables, with the narrowest integers that do."""
    narrow = lambda frame: frame.cast({name: COLUMNS.get(name, pl.UInt32) for name in frame.columns})
    return {name: narrow(pl.read_csv(folder / f"{name}.csv")).rechunk() for name in TABLES}


def polars_by_rungs(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """The ladder as it reads: every variant in every context, one join for each rung, then the variant's own set."""
    variants, documents, sets, rungs = (tables[name].lazy() for name in TABLES)
    contexts = rungs.filter(pl.col("rank") == 0).select("context", "channel", "locale")
    asked = variants.join(contexts, how="cross")
    ladder = (["channel", "locale"], ["locale"], ["channel"], [])
    for rung, fixed in enumerate(ladder):
        free = [name for name in ("channel", "locale") if name not in fixed]
        there = documents.filter(*(pl.col(name) == 0 for name in free)).select(
            "product", *fixed, pl.col("document").alias(f"document_{rung}"), pl.col("master").alias(f"master_{rung}")
        )
        asked = asked.join(there, on=["product", *fixed], how="left")
    first = lambda name: pl.coalesce(f"{name}_{rung}" for rung in range(len(ladder))).alias(name)
    return (
        asked.select("variant", "context", first("document"), first("master"))
        .join(sets, on=["document", "variant"], how="left")
        .select("variant", "context", pl.coalesce("own", "master").alias("winner"))
        .collect()
    )


def polars_by_products(tables: dict[str, pl.DataFrame]) -> pl.DataFrame:
    """Tuned for this policy: the nearest document once for each product and context, then the variants."""
    variants, documents, sets, rungs = (tables[name].lazy() for name in TABLES)
    nearest = (
        documents.join(rungs, on=["channel", "locale"])
        .group_by("product", "context")
        .agg(pl.col("document", "master").sort_by("rank").first())
    )
    return (
        variants.join(nearest, on="product")
        .join(sets, on=["document", "variant"], how="left")
        .select("variant", "context", pl.coalesce("own", "master").alias("winner"))
        .collect()
    )


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


def median_seconds(times: int, run) -> tuple[float, object]:
    """The middle of several times, and the last result."""
    taken = []
    for _ in range(times):
        begin = time.process_time()
        result = run()
        taken.append(time.process_time() - begin)
    return statistics.median(taken), result


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path, help="where the benchmark wrote the tables")
    parser.add_argument("--ours", type=float, help="seconds of our flatten")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--plain", action="store_true", help="for other programs")
    given = parser.parse_args()
    tables = load(given.folder)
    wanted = int((given.folder / "sum.txt").read_text())

    def show(key: str, version: str, seconds: float, total: int) -> None:
        if total != wanted:
            sys.exit(f"{key} found other winners: their sum is {total}, not {wanted}")
        if given.plain:
            print(key, version, seconds, flush=True)
            return
        ratio = f", {seconds / given.ours:.1f} x ours" if given.ours else ""
        print(f"{key} {version}: {seconds:.2f} s{ratio}", flush=True)

    for key, plan in (("polars", polars_by_rungs), ("polars-tuned", polars_by_products)):
        seconds, result = median_seconds(given.times, lambda: plan(tables))
        show(key, pl.__version__, seconds, result["winner"].cast(pl.UInt64).sum())
        del result

    connection = duckdb.connect(":memory:")
    connection.execute("SET threads = 1")
    connection.execute("SET preserve_insertion_order = false")
    for name in TABLES:
        path = str(given.folder / f"{name}.csv").replace("'", "''")
        types = {column: "UTINYINT" if column in COLUMNS else "UINTEGER" for column in tables[name].columns}
        connection.execute(f"CREATE TABLE {name} AS SELECT * FROM read_csv('{path}', header = true, types = {types})")
    for key, plan in (("duckdb", DUCK_BY_RUNGS), ("duckdb-tuned", DUCK_BY_PRODUCTS)):
        seconds, _ = median_seconds(given.times, lambda: connection.execute(plan))
        total = connection.execute("SELECT sum(winner)::HUGEINT FROM winners").fetchone()[0]
        show(key, duckdb.__version__, seconds, int(total))


if __name__ == "__main__":
    main()
