"""How a scenario is written: schema, reading, layering, tables, compiling, publishing."""
