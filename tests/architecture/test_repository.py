"""What the repository holds, and what it must not."""

import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PYTHON_LOCKS = ["requirements.lock", "requirements-dev.lock", "requirements-node.lock"]


IGNORED = (".git", *(ROOT / ".gitignore").read_text().split())


def files_below(folder: Path) -> Iterator[Path]:
    """Every file of the folder, but none that .gitignore names."""
    for path in folder.iterdir():
        if any(path.match(pattern) for pattern in IGNORED):
            continue
        if path.is_dir():
            yield from files_below(path)
        else:
            yield path


@cache
def our_files() -> tuple[Path, ...]:
    """Every file that is, or would be, committed; found without Git, which a user may lack."""
    return tuple(files_below(ROOT))


def our_texts() -> list[tuple[str, str]]:
    """Name and text of each of our files that is text."""
    texts = []
    for path in our_files():
        try:
            texts.append((path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")))
        except UnicodeDecodeError:
            continue
    return texts


def test_no_file_is_called_utils_or_helpers() -> None:
    vague = {"utils", "util", "helpers", "helper", "misc", "common"}

    assert [path for path in our_files() if path.stem in vague] == []


def test_no_text_names_a_folder_of_one_machine() -> None:
    # Written so that this line is not itself a find.
    machine_path = re.compile(r"(?<![\w.<>-])/(?:work|home|root|Users)/\w")

    assert [name for name, text in our_texts() if machine_path.search(text)] == []


@pytest.mark.parametrize("name", PYTHON_LOCKS)
def test_python_lock_holds_names_versions_and_hashes_only(name: str) -> None:
    lock = (ROOT / name).read_text()

    assert "--hash=sha256:" in lock
    assert "://" not in lock
    assert "--index-url" not in lock
    assert "--find-links" not in lock


def test_node_lock_holds_hashes_and_no_addresses() -> None:
    lock = json.loads((ROOT / "package-lock.json").read_text())

    packages = {name: package for name, package in lock["packages"].items() if name}
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if "integrity" not in package] == []


@pytest.mark.parametrize(
    ("lock", "group"),
    [
        ("requirements.lock", None),
        ("requirements-dev.lock", "dev"),
        ("requirements-node.lock", "node"),
    ],
)
def test_lock_has_every_package_that_pyproject_names(lock: str, group: str | None) -> None:
    pyproject = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = (
        pyproject["dependency-groups"][group] if group else pyproject["project"]["dependencies"]
    )
    names = {re.split(r"[\[<>=~]", requirement)[0] for requirement in wanted}

    locked = set(re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==", (ROOT / lock).read_text(), re.MULTILINE))

    assert names - locked == set()
