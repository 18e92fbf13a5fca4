"""A comparison as files: a page for people, tables for spreadsheets, one object for programs."""
