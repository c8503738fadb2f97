"""The WSGI application that gunicorn serves."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "boardplan.settings")

application = get_wsgi_application()

# What a server has loaded stays as long as it runs. Frozen, it is not looked through again by each
# collection of garbage, which had been a sixth of the plan page (measured).
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
