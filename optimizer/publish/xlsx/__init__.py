"""The workbook that the office prints and signs."""
