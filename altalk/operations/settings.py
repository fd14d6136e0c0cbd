"""Where things are, and which ports are used."""

from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Settings:
    """One checkout and the two ports it is served on, both on the loopback address.

    Attributes:
        root: the folder that holds `config.yml`.
        port: port of the page, the Rasa server.
        actions_port: port of the action server.
    """

    root: Path
    port: int = 5005
    actions_port: int = 5055

    @property
    def model(self) -> Path:
        """The trained model that `altalk run` serves."""
        return self.root / "models" / "altalk.tar.gz"

    @property
    def fingerprint(self) -> Path:
        """What the model was trained from, beside the model."""
        return self.root / "models" / "altalk.fingerprint"

    @property
    def run_folder(self) -> Path:
        """What exists only while or because ALTalk runs here: talks, logs."""
        return self.root / ".run"

    @property
    def logs(self) -> Path:
        """One log file for each process, written anew at each start."""
        return self.run_folder / "logs"

    @property
    def page(self) -> str:
        """The address of the page."""
        return f"http://{HOST}:{self.port}/talk"
