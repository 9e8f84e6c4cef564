"""Facts about the Bot API (`table.json`) and the script that derives them (`derive.py`)."""
