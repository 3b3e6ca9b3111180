"""The rehearsal room: a Bot API server on this machine, and the page where one person plays every seat."""
