"""The time machine: years of the house in minutes, with modelled owners and staff, and rules that must hold throughout.

The planner, the governor, delivery, both doors and every dialog are the product's own; the Bot API is the stand's, with
its limits, called without wires; time is virtual. `town` makes the people, `house` puts the product around them,
`habits` is what they do, `days` turns the wheel, `rules` looks for breaches in what happened.
"""
