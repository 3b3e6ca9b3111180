"""The same round in one room or over days: minutes, projected counts, a notice that everybody waives."""
