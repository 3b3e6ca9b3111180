"""The coordinators' desk: what they are asked, how they are told, what they compare (docs/method.md 8)."""
