"""What the buttons of the panel's pages do; part of `dialogues.actions`."""

from __future__ import annotations

from dialogues.panel_pages import days, newer_guides, papers, people, pictures, result, settings, steps, trust
from dialogues.panel_pages.place import Page

ACTIONS: dict[str, Page] = {
    "page_steps": steps.show,
    "page_result": result.show,
    "page_people": people.show,
    "page_map": people.show_map,
    "one_organisation": people.show_one,
    "page_trust": trust.show,
    "page_dates": days.show,
    "page_papers": papers.show,
    "page_settings": settings.show,
    "picture": pictures.send,
    **newer_guides.ACTIONS,
}
# What can be looked at while the bot is out of the group.
WITHOUT_GROUP = tuple(ACTIONS)
# What can be looked at also while the table rests, or after its end.
ALWAYS = ("page_papers",)
