"""The webhook: told to Telegram only when something about it changed, and only Telegram may use it."""

import hmac
import logging
from hashlib import sha256
from pathlib import Path

from telegram import WebhookInfo

from altalk.channels.telegram.bot import ALLOWED_UPDATES, Bot
from altalk.channels.telegram.settings import Access

logger = logging.getLogger(__name__)

_REFUSED_BY_US = "403"


class Registration:
    """The webhook of this installation. A fingerprint of its secret is kept, since Telegram does not tell it."""

    def __init__(self, access: Access, path: Path) -> None:
        self._access = access
        self._path = path

    def is_from_telegram(self, secret: str) -> bool:
        """True if a request carries the secret; the time it takes tells nothing about it."""
        expected = self._access.webhook_secret
        return bool(expected) and hmac.compare_digest(secret.encode("utf-8", "replace"), expected.encode())

    async def renew(self, bot: Bot) -> None:
        """Register the webhook unless it is registered as it should be.

        Raises:
            TelegramError: Telegram refused or was not reached.
        """
        if self._stands(await bot.get_webhook_info()):
            return
        await bot.set_webhook(
            self._access.webhook_url,
            allowed_updates=list(ALLOWED_UPDATES),
            secret_token=self._access.webhook_secret,
        )
        self._keep_fingerprint()
        logger.info("Telegram: the webhook is registered.")

    def _stands(self, info: WebhookInfo) -> bool:
        same = info.url == self._access.webhook_url and set(info.allowed_updates or ()) == set(ALLOWED_UPDATES)
        return same and _REFUSED_BY_US not in (info.last_error_message or "") and self._same_secret()

    def _fingerprint(self) -> str:
        return hmac.new(self._access.webhook_secret.encode(), b"fingerprint", sha256).hexdigest()[:16]

    def _same_secret(self) -> bool:
        try:
            return self._path.read_text(encoding="ascii") == self._fingerprint()
        except (OSError, ValueError):
            # Nothing known of another secret: Telegram would report our refusals.
            return True

    def _keep_fingerprint(self) -> None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._path.write_text(self._fingerprint(), encoding="ascii")
        except OSError as error:
            logger.info("Telegram: the webhook's fingerprint could not be kept (%s).", error.strerror)
