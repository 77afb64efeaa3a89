"""The numbers that Word counts in a written file are those of the tree, whatever levels an author passes over."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from docgen.model.nodes import Heading
from docgen.model.schemes import SCHEMES
from docgen.ooxml.numbering import read_numbering
from docgen.ooxml.styles import Styles, W
from docx_samples import heading, resolved, written
from office import libreoffice_files

headings = st.lists(st.tuples(st.integers(1, 5), st.booleans(), st.booleans()), min_size=1, max_size=20)


def made(places: list[tuple[int, bool, bool]]) -> list[Heading]:
    return [heading(depth, "题", numbered=numbered, appendix=appendix and depth == 1) for depth, numbered, appendix in places]  # fmt: skip


@settings(deadline=None, max_examples=30)
@given(headings, st.sampled_from(sorted(SCHEMES)))
def test_words_own_counting_gives_the_numbers_of_the_tree(places: list[tuple[int, bool, bool]], scheme: str) -> None:
    word = written(*made(places), scheme=scheme)
    counter = read_numbering(word.parts, Styles(word.parts)).counter()
    labels = [counter.label(paragraph) for paragraph in word.document.iter(f"{W}p")]
    tree = [block.number for block in resolved(*made(places), scheme=scheme).blocks if isinstance(block, Heading)]
    assert [label.text for label in labels if label] == [number for number in tree if number]


def random_places(scheme: str) -> list[tuple[int, bool, bool]]:
    chance = random.Random(scheme)
    return [(chance.randint(1, 4), chance.random() < 0.8, False) for _ in range(40)]


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """For each scheme what LibreOffice makes of a Word file's headings as plain text."""
    folder = tmp_path_factory.mktemp("headings")
    files = [folder / f"{scheme}.docx" for scheme in SCHEMES]
    for file in files:
        file.write_bytes(written(*made(random_places(file.stem)), scheme=file.stem).content)
    return dict(zip(SCHEMES, libreoffice_files(files, folder, "txt:Text (encoded):UTF8", "txt"), strict=True))


@pytest.mark.parametrize("scheme", sorted(SCHEMES))
def test_libreoffice_shows_the_numbers_of_the_tree(scheme: str, texts: dict[str, Path]) -> None:
    lines = texts[scheme].read_text("utf-8-sig").splitlines()
    shown = [line.removesuffix("题").strip() for line in lines if line.endswith("题")]
    tree = resolved(*made(random_places(scheme)), scheme=scheme).blocks
    assert shown == [block.number for block in tree if isinstance(block, Heading)]


def test_a_preface_with_numbered_sections_leaves_the_first_chapter_the_first() -> None:
    blocks = (heading(1, "前言", numbered=False), heading(2, "缘起"), heading(1, "总则"), heading(2, "目的"))
    word = written(*blocks)
    counter = read_numbering(word.parts, Styles(word.parts)).counter()
    labels = {"".join(p.itertext()): counter.label(p) for p in etree.ElementTree(word.document).iter(f"{W}p")}
    shown = [label.text for title in ("缘起", "总则", "目的") if (label := labels[title])]
    assert shown == ["第一节", "第一章", "第一节"]
