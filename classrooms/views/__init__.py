"""The pages of what lasts. Every view stands behind a door of ``classrooms.access``."""
