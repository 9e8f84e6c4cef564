"""Ways of asking: each shows options and takes an event, and knows nothing of any particular dialog."""

from dialogs.inputs.choice import Choice, Confirm, Line, Menu, Several, Toggles
from dialogs.inputs.days import Day, Time
from dialogs.inputs.words import PhoneNumber, Photos, Words

__all__ = [
    "Choice",
    "Confirm",
    "Day",
    "Line",
    "Menu",
    "PhoneNumber",
    "Photos",
    "Several",
    "Time",
    "Toggles",
    "Words",
]
