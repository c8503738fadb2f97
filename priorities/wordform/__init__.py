"""One person's updates as a short Word file: written, and read again when it comes back. Pure."""
