"""Names that the input does not know: they are refused, with the nearest one that it knows."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from command import Files, run, told, words

import omnimedia as om
from omnimedia.cli.known import nearest
from shared import SHOP

if TYPE_CHECKING:
    from pathlib import Path

BAD_INPUT = 3


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    files = Files(tmp_path_factory.mktemp("files"))
    two = {**SHOP, "products": [*SHOP["products"], {"number": "S2"}]}
    (files / "two.json").write_text(json.dumps(two), encoding="utf-8")
    om.Publication.from_dict(two).flatten().save(files / "two.omni")
    return files


@pytest.mark.parametrize(
    ("arguments", "says", "advises"),
    [
        (["diff", "shop.json", "two.json", "--product", "TYPO"], "no product `TYPO`", "check the number"),
        (["diff", "shop.json", "two.json", "--product", "s1"], "no product `s1`", "did you mean `S1`?"),
        (["diff", "shop.json", "two.json", "--product", "S1-BS"], "no product `S1-BS`", "its product, `S1`"),
        (["diff", "shop.omni", "two.omni", "--product", "s2"], "no product `s2`", "did you mean `S2`?"),
        (["diff", "shop.omni", "two.omni", "--product", "S1-BS"], "no product `S1-BS`", "its product, `S1`"),
        (["minimise", "shop.json", "--out", "o", "--product", "s1"], "no product `s1`", "did you mean `S1`?"),
        (["minimise", "tenant.json", "--out", "o", "--product", "no"], "no product `no`", "check the number"),
        (["export", "shop.json", "--out", "o", "--channel", "12"], "no channel `12`", "did you mean `128`?"),
        (["export", "tenant.json", "--out", "o", "--channel", "no"], "no channel `no`", "check the number"),
        (["export", "shop.json", "--out", "o", "--locale", "fr_ch"], "no locale `fr-CH`", "mean `fr-CA`?"),
        (["export", "shop.json", "--out", "o", "--product", "s1"], "`s1`", "did you mean `S1`?"),
        (["export", "shop.json", "--out", "o", "--category", "shirt"], "`shirt`", "did you mean `shirts`?"),
        (["copy", "tenant.json", "tenant.json", "--dry-run", "--product", "s1"], "`s1`", "mean `S1`?"),
        (["copy", "tenant.json", "tenant.json", "--dry-run", "--category", "no"], "`no`", "leave it out"),
        (["copy", "tenant.json", "tenant.json", "--dry-run", "--channel", "12=5"], "channel `12`", "`128`?"),
        (["copy", "tenant.json", "tenant.json", "--dry-run", "--locale", "xx=fr"], "no locale `xx`", "check"),
        (["preview", "shop.json", "--out", "o", "--product", "S1-BSS"], "`S1-BSS`", "mean `S1-BS`?"),
        (["preview", "shop.json", "--out", "o", "--channel", "128", "--channel", "no"], "`no`", "check"),
        (["preview", "shop.json", "two.json", "--out", "o", "--catalog", "no"], "no catalog `no`", "check"),
        (["ask", "shop.json", "s1"], "`s1`", "did you mean `S1`?"),
        (["ask", "shop.omni", "S1", "--variant", "S1-B"], "`S1-B`", "did you mean `S1-BS`?"),
        (["explain", "shop.json", "s1-bs"], "`s1-bs`", "did you mean `S1-BS`?"),
    ],
)
def test_a_name_that_the_input_does_not_know_is_refused(
    files: Files, arguments: list[str], says: str, advises: str
) -> None:
    """It is named, and so is the nearest; nothing is written."""
    done = run(*arguments, "--json", cwd=files.folder)
    found = told(done)
    assert (done.returncode, found["status"]) == (BAD_INPUT, BAD_INPUT)
    assert says in found["faults"][0]["message"]
    assert advises in found["faults"][0]["advice"]
    assert not (files / "o").exists()


def test_every_name_that_is_not_known_is_told(files: Files) -> None:
    """Not the first alone."""
    found = told(run("diff", "shop.json", "two.json", *products("a", "S1", "b"), "--json", cwd=files.folder))
    assert [fault["message"] for fault in found["faults"]] == ["no product `a`", "no product `b`"]


def products(*names: str) -> list[str]:
    """Give the options that name products."""
    return [word for name in names for word in ("--product", name)]


def test_a_product_of_one_side_is_known(files: Files) -> None:
    """It is not there any more, or new: that is what is asked for."""
    for form in ("json", "omni"):
        for sides in ((f"shop.{form}", f"two.{form}"), (f"two.{form}", f"shop.{form}")):
            done = run("diff", *sides, "--product", "S2", cwd=files.folder)
            assert done.returncode == 1, words(done)


def test_what_is_known_and_has_nothing_is_an_export_of_nothing(files: Files) -> None:
    """A manifest without rows; Omnichannel and Neutral are always known."""
    arguments = ("export", "two.json", "--product", "S2", "--out", "none.tsv")
    for more in (("--channel", "128"), ("--channel", ""), ("--locale", "neutral"), ("--locale", "en_us")):
        done = run(*arguments, *more, cwd=files.folder)
        assert done.returncode == 0, words(done)
        assert "there is nothing of what was chosen" in words(done)


def test_an_unknown_channel_may_be_asked_and_a_person_is_told(files: Files) -> None:
    """By the law it is a channel; a program gets the answer alone."""
    for command in ("ask", "explain"):
        for name in ("shop.json", "shop.omni") if command == "ask" else ("shop.json",):
            done = run(command, name, "S1", "--channel", "12", cwd=files.folder)
            assert done.returncode == 0
            assert done.stderr.decode() == "! nothing is known of the channel `12`; did you mean `128`?\n"
            told(run(command, name, "S1", "--channel", "12", "--json", cwd=files.folder))
            assert run(command, name, "S1", "--channel", "128", cwd=files.folder).stderr == b""


def test_the_nearest_name_is_the_one_that_is_spelled_most_alike() -> None:
    """Letters count before their case; what is far is no hint."""
    assert nearest("q1001", ["Q1002", "Q1001"]) == "Q1001"
    assert nearest("Q1O01", ["Q2001", "Q1001"]) == "Q1001"
    assert nearest("TYPO", ["Q1001"]) is None
    many = [f"Q{at:06}" for at in range(50_000)]
    assert nearest("Q04999", many) in many


def test_a_part_is_minimised_alone(files: Files, tmp_path: Path) -> None:
    """Of the products that are named."""
    found = told(run("minimise", files / "two.json", "--product", "S1", "--out", tmp_path / "x", "--json"))
    assert found["counts"]["products"] == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("S1", "--value", "Color=Nope"), "select one of `Blue`, `Red`; values"),
        (("S1", "--value", "Colour=Nope"), "select one of `Color`"),
    ],
)
def test_what_is_there_is_not_proposed(files: Files, asked: tuple[str, ...], said: str) -> None:
    """Where something beside it is wrong, the library's advice stays."""
    done = run("ask", files / "shop.json", *asked)
    assert done.returncode == 3
    assert "did you mean `S1`" not in words(done)
    assert said in " ".join(words(done).split())
