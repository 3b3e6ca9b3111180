"""Rules that judge what people said: pure functions over plain values."""
