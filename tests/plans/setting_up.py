"""What tests of the set-up pages do: open them by table, export, and import in two steps."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from plans.models import Agency, Group, Lead

SCOPED = (Agency, Group, Lead)
SECRET = "Only board B knows this name"


def page(model: type[Model], name: str, *args: Any) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=args)


@dataclass
class Elsewhere:
    """What board B has, each row under the secret name."""

    agency: Agency
    group: Group
    lead: Lead

    def of(self, model: type[Model]) -> Any:
        return getattr(self, model._meta.model_name or "")


def exported(client: Client, model: type[Model], kind: int) -> bytes:
    """The file of an export: 0 is Excel, 1 CSV."""
    fields = {f"{model.__name__.lower()}resource_{name}": "on" for name in ("board", "name")}
    response = client.post(page(model, "export"), {"format": kind, "resource": 0, **fields})
    assert response.status_code == 200, response.content
    return response.content


def lines(rows: list[dict[str, str]]) -> SimpleUploadedFile:
    """A file of groups."""
    out = io.StringIO()
    writer = csv.DictWriter(out, ["board", "name", "short_name", "kind"])
    writer.writeheader()
    writer.writerows(rows)
    return SimpleUploadedFile("groups.csv", out.getvalue().encode(), "text/csv")


def group(name: str, **words: str) -> dict[str, str]:
    """A line of such a file."""
    return {"board": "a", "name": name, "short_name": "", "kind": "sub-group"} | words


def preview(client: Client, model: type[Model], upload: SimpleUploadedFile) -> Any:
    kind = "0" if (upload.name or "").endswith("xlsx") else "1"
    return client.post(page(model, "import"), {"import_file": upload, "format": kind})


def confirm(client: Client, model: type[Model], previewed: Any) -> Any:
    form = previewed.context["confirm_form"]
    return client.post(page(model, "process_import"), form.initial, follow=True)


def refused(previewed: Any) -> dict[int, dict[str, list[str]]]:
    """What is wrong, by row and column."""
    return {row.number: row.error_dict for row in previewed.context["result"].invalid_rows}
