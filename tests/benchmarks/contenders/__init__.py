"""The bots that are measured, each run as a process of its own: `python -m tests.benchmarks.contenders.NAME`.

Each says "ready PORT PATH SECRET" on standard output when its webhook takes updates. `stored` of each
module tells how many answers are in its keeping after it was killed.
"""
