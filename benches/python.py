"""What the Python package costs, beside Python's own and beside the same in Rust.

    pip install pyarrow
    OMNIMEDIA_BENCH_ONLY=python cargo bench -p omnimedia-benches     makes the files, runs this script, shows its figures

The folder has `shop.snapshot`, `asked.tsv` (number, channel, locale of each query) and `rust.json` with what Rust took
for the same, in nanoseconds: `strings`, `shelf`, `batch` and `whole`. Everything takes its turn, round after round; figures are
medians, ratios medians of the rounds' ratios. Loops are measured empty too, and taken off. The strings of single
queries are made anew before each round. Each line printed is JSON:
what, measured, beside, ratio, unit, limit (null for none). Parquet files are written into the folder, and removed.
"""

from __future__ import annotations

import argparse
import gc
import json
import random
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

import omnimedia as om

QUERIES = 200_000
ENTRIES = 1_000_000


def say(what: str, measured: str, beside: str, ratio: float | None = None, unit: str = "", limit: float | None = None) -> None:
    print(json.dumps([what, measured, beside, ratio, unit, limit]), flush=True)


def interleaved(subjects: dict, rounds: int, before=lambda: None) -> dict[str, list[float]]:
    """Seconds of each subject in each round; the first only warms up."""
    taken: dict[str, list[float]] = {name: [] for name in subjects}
    gc.disable()
    for round_ in range(rounds + 1):
        for name, run in subjects.items():
            before()
            begin = time.process_time()
            run()
            if round_:
                taken[name].append(time.process_time() - begin)
    gc.enable()
    return taken


def ns(seconds: float) -> str:
    return f"{seconds:.0f} ns" if seconds < 10_000 else f"{seconds / 1e3:.1f} µs"


def one_by_one(snapshot: om.Snapshot, every: list[tuple[str, str, str]], rust: dict, rounds: int) -> None:
    """Single look-ups, beside an empty call and a dictionary of all that may be asked."""

    def empty() -> None:
        pass

    shelf = snapshot.shelf(channel="128", locale="fr-CA")
    resolve = snapshot.resolve
    image, url = shelf.default_image, shelf.default_image_url
    anew = lambda text: text[:1] + text[1:]
    # in no order, of strings that are not those of the queries
    shuffled = random.Random(1).sample(every, len(every))
    table = {(anew(number), anew(channel), anew(locale)): anew(number) for number, channel, locale in shuffled}
    del shuffled
    spare = 0
    while len(table) < ENTRIES:
        table[(f"{spare:012d}", "128", "fr-CA")] = ""
        spare += 1
    asked: list[tuple[str, str, str]] = []
    number_of: list[str] = []

    def fresh() -> None:
        """Makes the strings of the queries anew, as requests bring them: nobody has hashed them yet."""
        asked[:] = [(anew(number), channel, locale) for number, channel, locale in every[:QUERIES]]
        number_of[:] = [number for number, _, _ in asked]

    def loop() -> None:
        for _, _, _ in asked:
            pass

    def short_loop() -> None:
        for _ in number_of:
            pass

    def call() -> None:
        for _ in number_of:
            empty()

    def resolved() -> None:
        for number, channel, locale in asked:
            resolve(number, channel=channel, locale=locale).default_image

    def resolved_url() -> None:
        for number, channel, locale in asked:
            resolve(number, channel=channel, locale=locale).default_image_url

    def by_shelf() -> None:
        for number in number_of:
            image(number)

    def url_by_shelf() -> None:
        for number in number_of:
            url(number)

    def of_dict() -> None:
        for number, channel, locale in asked:
            table[(number, channel, locale)]

    runs = (loop, short_loop, call, resolved, resolved_url, by_shelf, url_by_shelf, of_dict)
    taken = interleaved({run.__name__: run for run in runs}, rounds, fresh)
    each = {name: [one / len(asked) * 1e9 for one in all_] for name, all_ in taken.items()}
    for name in ("resolved", "resolved_url", "of_dict"):
        each[name] = [one - loop for one, loop in zip(each[name], each["loop"], strict=True)]
    for name in ("call", "by_shelf", "url_by_shelf"):
        each[name] = [one - loop for one, loop in zip(each[name], each["short_loop"], strict=True)]
    middle = {name: statistics.median(all_) for name, all_ in each.items()}
    say("an empty Python call", ns(middle["call"]), "")
    for what, name, of, limit in (
        ("snapshot.resolve(…).default_image", "resolved", "strings", 12),
        ("snapshot.resolve(…).default_image_url", "resolved_url", "strings", 12),
        ("shelf.default_image(number)", "by_shelf", "shelf", 4),
        ("shelf.default_image_url(number)", "url_by_shelf", "shelf", 4),
    ):
        more = statistics.median((one - rust[of]) / empty for one, empty in zip(each[name], each["call"], strict=True))
        say(what, ns(middle[name]), f"from Rust: {ns(rust[of])}", more, " calls more", limit)
    for what, name in (("resolve", "resolved"), ("shelf", "by_shelf")):
        ratio = statistics.median(one / other for one, other in zip(each[name], each["of_dict"], strict=True))
        say(f"a default image by {what}, beside a dictionary", ns(middle[name]), f"{len(table)} tuples: {ns(middle['of_dict'])}", ratio, " ×", 1)


def batches(snapshot: om.Snapshot, asked: list[tuple[str, str, str]], rust: dict, rounds: int) -> None:
    """A table of questions, beside Rust's batch look-up."""
    number, channel, locale = (list(column) for column in zip(*asked, strict=True))
    one = pa.table({"product": number})
    words = lambda column: pa.array(column).dictionary_encode()
    many = pa.table({"product": number, "channel": words(channel), "locale": words(locale)})
    columns = ["default_image_url"]
    subjects = {
        "one": lambda: snapshot.resolve_batch(one, columns=columns, channel="128", locale="fr-CA"),
        "many": lambda: snapshot.resolve_batch(many, columns=columns),
        "whole": lambda: snapshot.resolve_batch(many),
    }
    taken = interleaved(subjects, rounds)
    each = {name: statistics.median(all_) / len(asked) * 1e9 for name, all_ in taken.items()}
    beside = f"Rust, urls into a list: {rust['batch']:.1f} ns"
    say("resolve_batch, the url, one context, a row", f"{each['one']:.1f} ns", beside, each["one"] / rust["batch"], " ×", 2)
    say("the same, each row its own context", f"{each['many']:.1f} ns", beside, each["many"] / rust["batch"], " ×")
    beside = f"Rust, all that they say into lists: {rust['whole']:.1f} ns"
    say("the same, all nine columns", f"{each['whole']:.1f} ns", beside, each["whole"] / rust["whole"], " ×", 2)


def parquet(snapshot: om.Snapshot, folder: Path, contexts: list[om.Context], rounds: int) -> None:
    """All rows into Parquet, beside the same rows that lie ready."""
    file = folder / "rows.parquet"

    def ready(batches: list[pa.RecordBatch], writer: pq.ParquetWriter) -> float:
        begin = time.process_time()
        writer.write_table(pa.Table.from_batches(batches))
        return time.process_time() - begin

    def once() -> tuple[int, float, float, int]:
        begin = time.process_time()
        stream = pa.RecordBatchReader.from_stream(snapshot.rows(contexts=contexts))
        rows, group, groups = 0, [], 0.0
        made = time.process_time() - begin
        # as pyarrow writes a dataset: a row group of a million rows at a time. What is written lies ready by then, so
        # that one pass gives both figures: making and writing, and writing alone.
        with pq.ParquetWriter(file, stream.schema) as writer:
            while True:
                begin = time.process_time()
                batch = next(stream, None)
                made += time.process_time() - begin
                if batch is not None:
                    group.append(batch)
                    rows += batch.num_rows
                if group and (batch is None or len(group) == 16):
                    groups += ready(group, writer)
                    group = []
                if batch is None:
                    break
        size = file.stat().st_size
        file.unlink()
        return rows, made, groups, size

    all_ = [once() for _ in range(rounds)]
    rows, _, _, size = all_[0]
    whole = statistics.median(made + wrote for _, made, wrote, _ in all_)
    alone = statistics.median(wrote for _, _, wrote, _ in all_)
    ratio = statistics.median((made + wrote) / wrote for _, made, wrote, _ in all_)
    say(f"{rows} rows to Parquet", f"{whole:.1f} s", f"pyarrow, ready-made: {alone:.1f} s; {size / 1e6:.0f} MB", ratio, " ×", 2)


def starting(rounds: int) -> None:
    """The import, beside the interpreter's own start."""

    def used() -> float:
        # time on a core, so that waiting for one does not count
        usage = resource.getrusage(resource.RUSAGE_CHILDREN)
        return usage.ru_utime + usage.ru_stime

    def run(code: str) -> float:
        begin = used()
        subprocess.run([sys.executable, "-c", code], check=True)
        return (used() - begin) * 1e3

    pairs = [(run("import omnimedia"), run("pass")) for _ in range(3 * rounds)][1:]
    more = statistics.median(one - other for one, other in pairs)
    say("import omnimedia", f"{more:.1f} ms", f"Python's own start: {statistics.median(o for _, o in pairs):.1f} ms", more, " ms", 30)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--wheel", type=Path, help="its size is shown")
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--parquet", type=int, default=1, help="how often all rows are written; 0 leaves it out")
    given = parser.parse_args()
    rust = json.loads((given.folder / "rust.json").read_text())
    lines = (given.folder / "asked.tsv").read_text().splitlines()
    asked = [tuple(line.split("\t")) for line in lines]
    snapshot = om.Snapshot.open(given.folder / "shop.snapshot", verify=False)
    one_by_one(snapshot, asked, rust, given.rounds)
    batches(snapshot, asked, rust, given.rounds)
    starting(given.rounds)
    if given.parquet:
        every = {(channel, locale) for _, channel, locale in asked}
        contexts = [om.Context(channel=channel or None, locale=locale or None) for channel, locale in sorted(every)]
        parquet(snapshot, given.folder, contexts, given.parquet)
    if given.wheel:
        size = given.wheel.stat().st_size / 1e6
        say("wheel, as released", f"{size:.2f} MB", "", size, " MB", 5)


if __name__ == "__main__":
    main()
