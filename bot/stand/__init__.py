"""A local stand of Telegram's Bot API: real HTTP, Telegram's limits and errors, people to play, faults on
order.
"""
