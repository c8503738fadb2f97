"""Text of several lines, where there is room for one."""


def one_line(text: str) -> str:
    """The lines side by side, with a dash between; empty ones are left out."""
    return " – ".join(filter(None, map(str.strip, text.splitlines())))
