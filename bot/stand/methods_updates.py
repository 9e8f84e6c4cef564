"""Bot API methods about receiving updates: polling and webhooks."""

from typing import Any

from bot.stand.people import BotAccount, Json
from bot.stand.sending import Params
from bot.stand.webhook import Webhook
from bot.stand.world import World


async def get_updates(world: World, bot: BotAccount, params: Params) -> list[Json]:
    inbox = world.inboxes[bot.role]
    inbox.allow(params.get("allowed_updates"))
    return await inbox.poll(params.get("offset") or 0, params.get("limit") or 100, params.get("timeout") or 0)


def set_webhook(world: World, bot: BotAccount, params: Params, webhook: Webhook) -> bool:
    """An empty address removes the webhook, as Telegram does."""
    inbox = world.inboxes[bot.role]
    if not params.get("url"):
        return delete_webhook(world, bot, params, webhook)
    inbox.allow(params.get("allowed_updates"))
    if params.get("drop_pending_updates"):
        inbox.clear()
    inbox.stop()
    webhook.set(params["url"], params)
    return True


def delete_webhook(world: World, bot: BotAccount, params: Params, webhook: Webhook) -> bool:
    webhook.remove()
    if params.get("drop_pending_updates"):
        world.inboxes[bot.role].clear()
    return True


def get_webhook_info(world: World, bot: BotAccount, params: Params, webhook: Webhook) -> Json:
    inbox = world.inboxes[bot.role]
    shown: dict[str, Any] = {
        "url": webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(inbox.items),
        **webhook.info,
    }
    return {**shown, "allowed_updates": sorted(inbox.allowed)} if webhook.url else shown


WEBHOOK_METHODS = {
    "setWebhook": set_webhook,
    "deleteWebhook": delete_webhook,
    "getWebhookInfo": get_webhook_info,
}
