"""How pages look and forms behave: form layer, template tags. No models."""
