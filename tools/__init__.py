"""What sets the project up, serves it and helps to test it. Nothing here is part of the product."""
