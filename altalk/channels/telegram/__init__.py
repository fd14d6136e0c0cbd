"""The Telegram channel: a bot inside the Rasa process, by polling or by webhook."""

from altalk.channels.telegram.channel import TelegramInput

__all__ = ["TelegramInput"]
