"""What one browser tab holds (address, courses, tables' choices), and what it hears of the room's votes."""
