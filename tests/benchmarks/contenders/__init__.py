"""The bots that are measured, each run as a process of its own: `python -m tests.benchmarks.contenders.NAME`.

Each says on standard output when its webhook takes updates (`serving.Ready`), and how many answers it found
in its keeping: after a kill that is what is left of them.
"""
