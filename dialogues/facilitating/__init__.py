"""Several people who facilitate a table: how one comes, hands over and goes, and what if none is left."""
