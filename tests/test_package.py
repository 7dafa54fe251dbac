"""Packages with fixed bytes."""

import datetime as dt
import io
import time
import zipfile

import openpyxl
import pytest

from pipeline.package import normalise_zip, pack, read_package, set_dates, write_package

PARTS = {
    "word/document.xml": b"<a/>" * 500,
    "[Content_Types].xml": b"<Types/>",
    "_rels/.rels": b"<R/>",
    "한글.bin": b"",
}


def test_a_package_is_a_sound_zip_with_every_part():
    with zipfile.ZipFile(io.BytesIO(write_package(PARTS))) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == PARTS


def test_the_order_of_the_parts_given_does_not_change_the_bytes():
    assert write_package(PARTS) == write_package(dict(reversed(PARTS.items())))


def test_content_types_and_relationships_come_first():
    names = zipfile.ZipFile(io.BytesIO(write_package(PARTS))).namelist()
    assert names[:2] == ["[Content_Types].xml", "_rels/.rels"]


def test_every_entry_carries_the_same_old_time():
    times = {entry.date_time for entry in zipfile.ZipFile(io.BytesIO(write_package(PARTS))).infolist()}
    assert times == {(1980, 1, 1, 0, 0, 0)}


def test_a_part_packed_beforehand_gives_the_same_bytes():
    assert write_package({name: pack(data) for name, data in PARTS.items()}) == write_package(PARTS)


def test_stored_packages_hold_the_plain_bytes():
    assert PARTS["word/document.xml"] in write_package(PARTS, compress=False)


@pytest.mark.parametrize("name", ["/etc/passwd", "../x", "a/../b", "a//b", "C:x", "a\\b", "", "a/"])
def test_a_name_that_leaves_the_package_is_refused(name):
    with pytest.raises(ValueError, match="part name"):
        write_package({name: b""})


def _workbook() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active["A1"] = "누락"
    book.save(out)
    return out.getvalue()


def test_workbooks_saved_at_different_times_become_the_same_bytes():
    first = _workbook()
    time.sleep(1.1)
    second = _workbook()
    day = dt.date(2026, 11, 27)
    assert first != second
    assert normalise_zip(first, date=day) == normalise_zip(second, date=day)


def test_a_normalised_workbook_still_opens_and_carries_the_day():
    day = dt.date(2026, 11, 27)
    book = openpyxl.load_workbook(io.BytesIO(normalise_zip(_workbook(), date=day)))
    assert book.active["A1"].value == "누락"
    assert book.properties.modified.date() == book.properties.created.date() == day


def test_only_the_two_dates_of_the_core_properties_change():
    core = b'<c><dc:title>2020</dc:title><dcterms:created xsi:type="a">old</dcterms:created></c>'
    wanted = b'<c><dc:title>2020</dc:title><dcterms:created xsi:type="a">2026-01-02T00:00:00Z</dcterms:created></c>'
    assert set_dates(core, dt.date(2026, 1, 2)) == wanted


def test_what_is_read_back_is_what_was_written():
    assert read_package(write_package(PARTS)) == PARTS
