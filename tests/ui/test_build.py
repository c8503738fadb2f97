"""What the front end is built from, and what comes out."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DIST = ROOT / "static/dist"
BUILT = pytest.mark.skipif(not DIST.exists(), reason="static/dist/ is built by npm run build")


def test_package_lock_holds_hashes_and_no_addresses() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]

    assert not [name for name, package in packages.items() if "resolved" in package]
    assert [name for name, package in packages.items() if name and "integrity" not in package] == []


def test_every_package_is_pinned() -> None:
    pinned = json.loads((ROOT / "package.json").read_text())["devDependencies"]

    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in pinned.values())


@BUILT
def test_built_files_name_only_files_that_are_there() -> None:
    for sheet in DIST.glob("*.css"):
        for address in re.findall(r'url\("?([^")]+)"?\)', sheet.read_text()):
            assert (DIST / address).is_file(), address


@BUILT
def test_built_scripts_have_no_source_map_line() -> None:
    scripts = list((DIST / "js").glob("*.js"))

    assert scripts
    assert [path.name for path in scripts if "sourceMappingURL" in path.read_text()] == []


@BUILT
def test_built_styles_have_neither_crest_nor_transport() -> None:
    styles = (DIST / "app.css").read_text()

    assert "crest" not in styles
    assert "GDS Transport" not in styles
    assert "Atkinson Hyperlegible Next" in styles
