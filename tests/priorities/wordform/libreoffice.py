"""LibreOffice itself, by which a form is opened, saved as another kind, and filled in between."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from lxml import etree

from priorities.wordform.form import ACTION, BOXES, REFERENCE

SOFFICE = shutil.which("soffice")
NO_SOFFICE = "LibreOffice is missing. On Debian, as root: apt-get install libreoffice-writer"
SECONDS = 180
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason=NO_SOFFICE)


def saved_as(data: bytes, kind: str, new_kind: str, folder: Path) -> bytes:
    """The file as LibreOffice saves it in another kind ("odt", "docx")."""
    source = folder / f"form.{kind}"
    source.write_bytes(data)
    # A profile of its own: another LibreOffice of this machine would else be asked to do it.
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [str(SOFFICE), profile, "--headless", "--convert-to", new_kind]
    subprocess.run(
        [*command, "--outdir", str(folder / "made"), str(source)],
        check=True,
        capture_output=True,
        timeout=SECONDS,
    )
    return (folder / "made" / f"form.{new_kind}").read_bytes()


def typed_into(odt: bytes, answers: Mapping[str, Mapping[str, str]]) -> bytes:
    """The OpenDocument file with answers typed into its boxes; "rating" is to be marked."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(odt)) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "content.xml":
                content = _typed(content, answers)
            new.writestr(part, content)
    return made.getvalue()


def _typed(content: bytes, answers: Mapping[str, Mapping[str, str]]) -> bytes:
    root = etree.fromstring(content)
    labels = {label: name for name, label in BOXES.items()}
    wanted: Mapping[str, str] = {}
    for row in root.iter(f"{TABLE}table-row"):
        label, box = row.findall(f"{TABLE}table-cell")
        words = _words(label)
        if words == REFERENCE:
            wanted = {}
        elif words == ACTION:
            called = _words(box)
            wanted = next((said for key, said in answers.items() if called.startswith(key)), {})
        elif labels.get(words, "") in wanted:
            _type(box, wanted[labels[words]])
        elif "rating" in wanted:
            _mark(box, wanted["rating"])
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8"))


def _type(box: etree._Element, words: str) -> None:
    """A paragraph for each line, as the Enter key makes them."""
    first = box.find(f"{TEXT}p")
    assert first is not None
    for place, line in enumerate(words.split("\n")):
        paragraph = first if place == 0 else etree.SubElement(box, f"{TEXT}p")
        paragraph.text = line


def _mark(box: etree._Element, sentence: str) -> None:
    for paragraph in box.iter(f"{TEXT}p"):
        if _words(paragraph).strip() == f"[ ] {sentence}":
            for part in list(paragraph):
                paragraph.remove(part)
            paragraph.text = f"[x] {sentence}"


def _words(part: etree._Element) -> str:
    return "".join(map(str, part.itertext()))
