"""What every service is made of. Knows no business noun."""
