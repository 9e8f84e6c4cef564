"""What is due: sweeps, the metronome that calls them, and delivery under Telegram's limits."""
