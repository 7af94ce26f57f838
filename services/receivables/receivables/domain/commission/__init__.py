"""What people get for money that was collected."""
