"""A mail server for tests: it takes messages, or does what mail servers do on bad days."""

from __future__ import annotations

import email
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from typing import Any

from pytest_django import Settings


class MailServer(socketserver.ThreadingTCPServer):
    """What was taken, and how it behaves: change ``mood`` between two tries."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: list[Message] = []
        self.mood = "well"
        """well, closed (hangs up), breaks (takes the message and hangs up), or greylists."""
        self.connections = 0
        self.refused: set[str] = set()
        """Addresses that it says nobody has."""

    @property
    def numbers(self) -> list[str]:
        """The Message-IDs of what was taken, in order."""
        return [str(message["Message-ID"]) for message in self.taken]


class Conversation(socketserver.StreamRequestHandler):
    """One connection."""

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")

    def handle(self) -> None:
        server: Any = self.server
        server.connections += 1
        if server.mood == "closed":
            return
        self.say("220 ready")
        while line := self.rfile.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            if verb.upper() == "DATA":
                self.say("354 go on")
                server.taken.append(self.message())
                if server.mood == "breaks":
                    return
                self.say("250 taken")
            elif verb.upper() == "RCPT":
                self.say(self.answer(rest))
            elif verb.upper() == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 ok")

    def answer(self, rest: str) -> str:
        server: Any = self.server
        if server.mood == "greylists":
            return "451 try again later"
        if any(address in rest for address in server.refused):
            return "550 nobody of that name"
        return "250 ok"

    def message(self) -> Message:
        lines = []
        while (line := self.rfile.readline()).rstrip(b"\r\n") != b".":
            lines.append(line[1:] if line.startswith(b"..") else line)
        return email.message_from_bytes(b"".join(lines))


@contextmanager
def running(settings: Settings) -> Iterator[MailServer]:
    """A mail server that our mail goes to."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]
        yield server
        server.shutdown()
        thread.join()
