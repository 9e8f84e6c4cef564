"""Pure rules of the trade: values in, values out; no clock, no database, no text for people."""
