"""What is handed to another archive, one small flow each: packages and the report of the four properties."""
