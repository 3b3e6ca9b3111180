"""How the bot behaves towards one person: reminders, quiet, being away, a round left out (docs/method.md 0, Load).

`wishes` keeps what a person asked for, `reminding` says what is owed at a time that suits, `absence` counts
without those who are away; `settings` is the page where a person sees and changes all of it, `typed` what
is understood when it is written instead.
"""
