"""The error of a step that came too late."""


class WrongStep(Exception):
    """The row is not where this step starts from; the message tells the person why."""
