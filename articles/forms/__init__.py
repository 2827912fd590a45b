"""What people may ask and hand in: every value from a request goes through one of these."""
