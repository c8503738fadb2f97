"""The words to be redacted: which texts hold them, and those texts without them. Pure."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote

MARK = "[redacted]"
SHORT_MARK = "[…]"
FILE_REMOVED = f"{MARK} file removed"
REASON_BEGINS = "Redacted: "

MOST_PHRASES = 20
SHORTEST = 3
"""Letters and digits; a mark of as many characters always fits in their place."""

_MINUS = "\u2212"
_APOSTROPHES = "’‘ʼ`´′＇"
_ACCENTS = {"Mn", "Me"}
_NO_WIDTH = "\u00ad"
"""What all characters of no width are folded to; inside a word they are nothing."""
_LINE_ENDS = "\n\u2028\u2029"

_BLANK_OR_SIGN = r"(?:\s++|_|[^\w\s\0])"
_SENTENCE_ENDS = r"(?:[^\w\n\0]|_){0,8}[.!?](?:[^\w\n\0]|_)*+\n"
_BETWEEN = rf"(?!{_SENTENCE_ENDS}){_BLANK_OR_SIGN}{{1,8}}"
"""What may stand between two words: blanks and a few signs, as in "Kit, Marlow", "Kit (Marlow)"
or a file's name; but where a sentence ends with its line, another begins.
"""
_PIECE = re.compile(r"(?:%[0-9A-Fa-f]{2})+|&#?\w{2,8};|.", re.DOTALL)

Span = tuple[int, int]


class _Folds(dict[int, str]):
    """For ``str.translate``: a character without case, accent, or kind of dash and apostrophe."""

    def __missing__(self, point: int) -> str:
        self[point] = folded = _fold(chr(point))
        return folded


def _fold(char: str) -> str:
    if char in _APOSTROPHES:
        return "'"
    if char == _MINUS or unicodedata.category(char) == "Pd":
        return "-"
    if unicodedata.category(char) == "Cf":
        return _NO_WIDTH
    if char.isspace():
        return "\n" if char in _LINE_ENDS else " "
    parts = unicodedata.normalize("NFKD", char)
    seen = (part for part in parts if unicodedata.category(part) not in _ACCENTS)
    return "".join(seen).casefold()


_FOLDS = _Folds()


def _pieces(text: str) -> Iterator[tuple[str, Span]]:
    """The text folded, character by character, each with where it stood.

    What a link escapes (``Zo%C3%AB``) is one piece, and so is what HTML does (``&nbsp;``).
    """
    for match in _PIECE.finditer(text):
        found = match.group()
        plain = html.unescape(unquote(found)) if len(found) > 1 else found
        yield plain.translate(_FOLDS), match.span()


def _folded(text: str) -> str:
    if "%" in text or "&" in text:
        return "".join(folded for folded, _ in _pieces(text))
    return text.translate(_FOLDS)


@dataclass(frozen=True)
class Words:
    """One or several phrases, each found as whole words in whatever way it is written."""

    phrases: tuple[str, ...]

    @classmethod
    def of(cls, typed: str) -> Words:
        """The phrases as typed, one to a line."""
        lines = (" ".join(line.split()) for line in typed.splitlines())
        return cls(tuple(dict.fromkeys(filter(None, lines))))

    def __str__(self) -> str:
        return "\n".join(self.phrases)

    def objection(self) -> str:
        """Why these cannot be searched for; empty where they can."""
        if not self.phrases:
            return "Write the words that must not be there."
        if len(self.phrases) > MOST_PHRASES:
            return f"That is too much at once. Write {MOST_PHRASES} lines or fewer."
        for phrase in self.phrases:
            if sum(char.isalnum() for char in _folded(phrase)) < SHORTEST:
                return (
                    f"“{phrase}” is too short: it would be found where it means something else. "
                    f"Write at least {SHORTEST} letters or digits."
                )
        if self.are_in(FILE_REMOVED):
            return f"“{FILE_REMOVED}” is what is put in the place of words. Write other words."
        return ""

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        # The longest first, so that "Ann Smith" goes as a whole where "Ann" is asked for, too.
        phrases = sorted(map(_folded, self.phrases), key=len, reverse=True)
        return re.compile("|".join(map(_phrase_pattern, phrases)))

    def are_in(self, text: str) -> bool:
        """Whether the text holds one of the phrases."""
        return self._pattern.search(_folded(text)) is not None

    def spans(self, text: str) -> list[Span]:
        """Where in the text they stand, from left to right, apart from each other."""
        pieces = list(_pieces(text))
        origins = [span for folded, span in pieces for _ in folded]
        unseen = {span[0]: span[1] for folded, span in pieces if not folded}
        found: list[Span] = []
        for match in self._pattern.finditer("".join(folded for folded, _ in pieces)):
            start, end = origins[match.start()][0], origins[match.end() - 1][1]
            while end in unseen:  # an accent stands behind its letter and goes with it
                end = unseen[end]
            if found and start < found[-1][1]:
                start = found.pop()[0]
            found.append((start, end))
        return found

    def redacted(self, text: str, *, limit: int | None = None, mark: str = MARK) -> str:
        """The text with the mark in their place; within ``limit`` characters."""
        if not self.are_in(text):
            return text
        result = self._marked(text, mark)
        if limit is not None and len(result) > limit:
            result = self._marked(text, SHORT_MARK)[:limit]
        return result

    def _marked(self, text: str, mark: str) -> str:
        kept, after = [], 0
        for start, end in self.spans(text):
            kept += [text[after:start], mark]
            after = end
        return "".join([*kept, text[after:]])


def _phrase_pattern(folded: str) -> str:
    """A phrase as a pattern; its edges are those of words, so "Ann" is not in "Anniversary"."""
    plain = folded.replace(_NO_WIDTH, "")
    words = re.findall(r"[^\W_]+", plain)
    before, after = plain.split(words[0], 1)[0], plain.rsplit(words[-1], 1)[1]
    said = _BETWEEN.join(f"{_NO_WIDTH}*".join(word) for word in words)
    return rf"{_perhaps(before)}(?<![^\W_]){said}(?![^\W_]){_perhaps(after)}"


def _perhaps(signs: str) -> str:
    """The signs around a phrase, which go with it where they are there."""
    return f"(?:{re.escape(signs)})?" if signs else ""
