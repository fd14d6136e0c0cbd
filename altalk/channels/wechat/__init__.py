"""The WeChat Official Account channel. Root `/webhooks/wechat/`."""

from altalk.channels.wechat.channel import WeChatInput

__all__ = ["WeChatInput"]
