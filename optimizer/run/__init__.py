"""The run folder as a contract: its rows and records, read and written."""
