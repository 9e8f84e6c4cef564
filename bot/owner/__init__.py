"""The owners' bot: aiogram at the door, everything else is the house's."""
