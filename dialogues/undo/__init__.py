"""Taking back the last step: what may be, how it is remembered, how it is undone, what is said of it.

Every facilitator's step is decided in `steps`; what it wrote and said is noted while it is taken (`watching`).
"""
