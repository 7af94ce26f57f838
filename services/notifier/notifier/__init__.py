"""What everybody should do next, and what everybody should hear: to-dos, reminders, messages."""
