"""The owners' bot, on aiogram."""
