"""Spreadsheets coming in and going out: reading files, guessing columns, running an import, writing exports."""
