"""The same peers with the least an answer can be: kept unchecked, answered with one call without buttons."""
