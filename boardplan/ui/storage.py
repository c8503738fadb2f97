"""Where static files are kept: hashed names, compressed, module imports included."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed static files whose JavaScript modules import one another by their hashed names."""

    support_js_module_import_aggregation = True
