"""Container images, and the Docker that builds them."""
