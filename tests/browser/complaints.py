"""What a browser complains of while a test looks on."""

from playwright.sync_api import BrowserContext, ConsoleMessage, Response, WebError


class Complaints:
    """What went wrong in the browser: scripts, the content security policy, missing files."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.expected: set[int] = set()

    def expect(self, *statuses: int) -> None:
        """Take these answers of the server for part of the test."""
        self.expected.update(statuses)

    def listen_to(self, context: BrowserContext) -> None:
        """Hear everything of this window, its later pages included."""
        context.on("console", self._on_console)
        context.on("weberror", self._on_error)
        context.on("response", self._on_response)

    def _on_console(self, message: ConsoleMessage) -> None:
        # An answer of 404 is complained of twice; `_on_response` knows what it was an answer to.
        is_answer = message.text.startswith("Failed to load resource: the server responded")
        if message.type in ("error", "warning") and not is_answer:
            self.heard.append(message.text)

    def _on_error(self, error: WebError) -> None:
        self.heard.append(str(error.error))

    def _on_response(self, response: Response) -> None:
        if response.status >= 400 and response.status not in self.expected:
            self.heard.append(f"{response.status} {response.url}")
