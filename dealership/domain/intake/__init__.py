"""What a row of somebody's spreadsheet may say, read strictly: a row comes in whole or not at all."""
