"""What runs the models that make vectors."""
