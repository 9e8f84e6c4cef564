"""Reports on paper and on the screen: worded in a language, then written as text, CSV, workbook, picture or PDF."""
