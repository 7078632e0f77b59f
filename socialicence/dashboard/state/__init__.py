"""What one browser tab holds: its address, its courses, what its tables chose; and what it hears of the room's votes."""
