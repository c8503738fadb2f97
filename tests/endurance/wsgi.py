"""The product's own application, keeping its evidence files in the proof's folder."""

import os

from django.conf import settings

settings.MEDIA_ROOT = os.environ["ENDURANCE_MEDIA"]

from boardplan.wsgi import application  # noqa: E402  after the setting it reads

__all__ = ["application"]
