"""How long the real server takes, on boards of three sizes: ``./dev bench``. No test is here."""
