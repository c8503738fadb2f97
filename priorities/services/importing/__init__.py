"""A plan from a file: previewed as a comparison, applied whole or not at all, undone."""

from priorities.services.importing.applying import plan_apply
from priorities.services.importing.preview import Preview, Unsure, preview
from priorities.services.importing.undoing import import_undo

__all__ = ["Preview", "Unsure", "import_undo", "plan_apply", "preview"]
