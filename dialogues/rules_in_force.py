"""Which value of a rule holds at a table: the one it voted for, else the house's."""

from __future__ import annotations

from dialogues import house_rules
from dialogues.context import Context
from dialogues.house_rules import Rule
from dialogues.model import Table, TableRule

BY_NAME: dict[str, Rule[int]] = {
    name: rule for name, rule in vars(house_rules).items() if isinstance(rule, Rule) and rule.of_table
}


def value(ctx: Context, table: Table, rule: Rule[int]) -> int:
    """The days that hold at this table. A cycle's length was chosen when the table was set up."""
    if rule is house_rules.CYCLE_DAYS:
        return table.cycle_length_days
    name = next(name for name, known in BY_NAME.items() if known is rule)
    voted = ctx.repository.first(TableRule, table_id=table.id, rule=name)
    return int(voted.value) if voted is not None else rule.value
