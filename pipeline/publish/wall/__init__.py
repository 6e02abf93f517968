"""A wall's Edition becomes one folder for its hall and its printer."""
