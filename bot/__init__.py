"""The doors: owners' bot, staff bot, web server, local stand, command line, wiring."""
