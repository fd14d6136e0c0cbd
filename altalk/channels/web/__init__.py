"""The web channel: a page, an embeddable widget and the calls behind them. Root `/talk`."""

from altalk.channels.web.channel import WebInput

__all__ = ["WebInput"]
