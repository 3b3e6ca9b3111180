"""Every threshold of the method, with its reason. No number of the method stands elsewhere.

Most are Tablekeeper's own choice (the article gives no numbers); where a source is named
the number is theirs. `of_table` marks the rules a table may change by its own vote.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Generic, TypeVar

V = TypeVar("V")


@dataclass(frozen=True, slots=True)
class Rule(Generic[V]):
    """One threshold: its value, why it is so, whether a table may set its own, and within which bounds."""

    value: V
    why: str
    of_table: bool = False
    bounds: tuple[int, int] | None = None


AGENDA_DAYS = Rule(14, "what comes due before the next meeting is seen at this one")
MINUTES_LISTED = Rule(12, "minutes may be longer than an agenda, and still one message")
DIGEST_AT = Rule(time(9, 0), "a week begins with what is open; nobody is woken")

# Who is needed
TABLE_MINIMUM_ORGANISATIONS = Rule(3, "fewer is a pair, not a table")
TABLE_MINIMUM_SECTORS = Rule(2, "a result across sectors needs at least two of them")
INTRODUCTIONS_SHARE = Rule(
    Fraction(4, 5), "people differ well only after they have met; one in five may be late"
)

# Collecting
COLLECTION_DAYS = Rule(7, "a week lets every shift and board answer", of_table=True, bounds=(2, 30))
COLLECTION_SHARE = Rule(
    Fraction(2, 3), "two thirds speak for most of the table without one absentee stopping it"
)
GRASSROOTS_ASKED = Rule(2, "who is rarely asked is asked twice before the table goes on without them")
MAXIMUM_REMINDERS = Rule(2, "a third reminder is nagging")
MAXIMUM_EXTENSIONS = Rule(2, "a round that needs a third extension needs a conversation")
EXTENSION_DAYS = Rule(2, "two more days is what people ask for", of_table=True, bounds=(1, 14))
REMINDER_GAP = Rule(timedelta(hours=24), "at most one reminder a day")
QUIET_FROM = Rule(time(20, 0), "evenings belong to the family")
QUIET_UNTIL = Rule(time(8, 0), "and so do early mornings")
QUIET_WEEKDAYS = Rule((5, 6), "and Saturdays and Sundays: Monday is early enough for what has days of time")
WISH_WORDS = Rule(12, "longer than “I'm on vacation until the fifth of May” says something else as well")
SNOOZE = Rule(timedelta(hours=2), "long enough to finish a meeting, short enough to be still today")
AWAY_DAYS_CHOICES = Rule((7, 14, 30), "a week, two, a month: what people take off")
AWAY_DAYS_MOST = Rule(366, "whoever is away for more than a year hands the seat on")
UNNAMED_MINIMUM_ORGANISATIONS = Rule(3, "with two, each knows what the other said")
PULSE_MINIMUM_PEOPLE = Rule(5, "default minimum of the survey field: below five a person can be singled out")
SELF_RATING_MINIMUM_PEOPLE = Rule(3, "a mean of two tells each what the other said")
PROMPTS_PER_CYCLE = Rule(7, "ten minutes a cycle is what volunteers give")
MINUTES_PER_CYCLE = Rule(10, "beyond that people answer in haste, or not at all")
TYPED_SECONDS = Rule(85, "seven typed answers fill ten minutes")
TAPPED_SECONDS = Rule(20, "the nine taps of a pulse take three minutes")
SECONDS_A_MINUTE = Rule(60, "people count in minutes")
ANSWER_CHARACTERS = Rule(3000, "plain words of an answer fit one Telegram message, with room for a heading")
ANSWER_UNITS = Rule(8192, "two Telegram messages: emoji of many parts, and no flood of marks on one letter")
PIECE_UNITS = Rule(4000, "apps cut a text at 4,096 UTF-16 units or a little before")
MESSAGE_UNITS = Rule(4096, "what one Telegram message holds; what is longer was cut by no app")
NAME_UNITS = Rule(120, "a name must fit a button and a line")
NAME_MARKS = Rule(8, "no script needs more marks on a letter; a pile of them covers the lines around it")
NAME_LETTERS = Rule(3, "a name has a word; a bare number answers the next question")
EARLY_IN_A_MONTH = Rule(10, "a month has three parts of ten days; the first ends here")
MIDDLE_OF_A_MONTH = Rule(15, '"mid-June" is the 15th in both languages')
WEEK_ENDS_ON = Rule(
    (4, 6), "Friday for those who work, Sunday for the calendar (Monday is 0): both are offered"
)
ALIKE_LETTERS = Rule(5, "in a shorter name one letter makes another name")
ADDITION_WORDS = Rule(6, 'longer than "by the end of June 2031" is a sentence of its own')
DRAFTS = Rule(3, "side by side a phone shows two or three texts, not more")
MUST_HAVES = Rule(3, "three make people choose what they truly cannot live without")
POINTS_UNITS = Rule(2800, "all points in one message, each cut to its share of it")
POINT_UNITS_LEAST = Rule(40, "half a line still tells which point is meant")
LIKENESS = Rule(
    Fraction(3, 20),
    "on hand-made groups: a higher one leaves alike answers alone, a lower one joins strangers",
)
OTHER_WORD = Rule(Fraction(4, 5), "another word of the same meaning is nearly the same word")
COGNATE_LETTERS = Rule(5, "a shorter stem means one thing here and another in the next language")
SHARED_WORDS = Rule(3, "three words say what a group is about")
SHARED_BY = Rule(Fraction(1, 2), "what most of a group does not say is not what it shares")
GROUPED_UNITS = Rule(160, "two lines tell which answer is meant; the group's own screen has all of it")
NUMBERS_IN_A_ROW = Rule(5, "as many short buttons as a phone shows side by side")
MISSING_POINT_WINDOW = Rule(timedelta(hours=48), "two days to see whether one's own point is in the text")
FUNCTIONS_MOST = Rule(40, "nobody reads a longer list of what a table's work consists of")
ANSWERS_LISTED = Rule(20, "a list of buttons that a phone shows in two screens")
LOWEST_MARK = Rule(1, "the five steps of Wilder's inventory: strongly disagree")
HIGHEST_MARK = Rule(5, "the five steps of Wilder's inventory: strongly agree")

# Voting
BLOCK = Rule(0, "fist to five: a closed fist cannot live with it")
CONSENSUS_MINIMUM = Rule(3, "fist to five: three can live with it; anyone under three gets the floor")
HIGHEST_SCORE = Rule(5, "fist to five: five will help lead")
HIGH_QUORUM = Rule(Fraction(2, 3), "what binds everyone needs two thirds of the voting organisations")
ROUTINE_QUORUM = Rule(Fraction(1, 2), "what can be tried and undone needs more than half")
ROUTINE_SUPPORT = Rule(Fraction(3, 4), "three in four can live with it")
HIGH_QUORUM_OF_ALL = Rule(
    Fraction(1, 2), "whoever is away: what binds everyone is never agreed by half the table or fewer"
)
ROUTINE_QUORUM_OF_ALL = Rule(
    Fraction(1, 3), "whoever is away: one organisation alone never decides for a table of three"
)
HIGH_NOTICE = Rule(timedelta(hours=48), "two days to ask at home before what binds everyone")
ROUTINE_NOTICE = Rule(timedelta(hours=24), "one day to read before what can be undone")
VOTE_REMINDER_BEFORE = Rule(timedelta(days=2), "two days are left to ask at home")
VOTE_DAYS = Rule(7, "a week lets a representative ask at home", of_table=True, bounds=(3, 30))
MAXIMUM_BALLOT_ROUNDS = Rule(3, "after three tries the text is not the problem; decision-makers meet")
FALLBACK_SUPPORT = Rule(
    Fraction(3, 4), "whom three in four of all can live with; a table of three passes over nobody by it"
)
FALLBACK_NOTICE = Rule(
    timedelta(hours=48), "two days in which those who can decide meet, and who blocked looks for a text"
)
UNNAMED_CHECK_MINIMUM = Rule(5, "as of a pulse: below five a person can be singled out")
UNNAMED_CHECK_SIDE = Rule(
    5, "five or more on each side of a number: who knows one's own choice learns nobody else's from it"
)
UNNAMED_CHECK_DAYS = Rule(3, "one tap, before the vote's notice is over; a weekend fits in")
UNNAMED_QUESTION_UNITS = Rule(1000, "it is read on one screen, above its buttons")
CONFIRMATION_DAYS = Rule(14, "two weeks reach a director's desk")
IDLE_DAYS = Rule(30, "a text that nobody touched for a month is asleep; somebody says whether it wakes")

# In the room
ROOM_MINUTES = Rule(timedelta(minutes=3), "long enough to think, short enough to stay in the room")
ROOM_MORE = Rule(timedelta(minutes=1), "one more minute is what people ask for")
ROOM_REDRAW = Rule(
    timedelta(seconds=30), "Telegram takes 20 messages a minute in a group; a clock needs two of them"
)

# Map
OBJECTION_WINDOW = Rule(timedelta(hours=72), "three days cover a weekend")
INVITATION_DAYS = Rule(30, "a link that lies about for longer is a risk")
ROLE_OFFER_DAYS = Rule(
    7, "who facilitates sees more than others: an offer that a week did not take is made anew"
)
MESSAGES_CLOSED = Rule(20, "what a person still finds on the screen; older buttons are refused when pressed")
INVITATION_USES = Rule(5, "a voting seat, its deputies and staff")

# Result
HORIZON_YEARS_MINIMUM = Rule(1, "what is due within a year is a task")
HORIZON_YEARS_MAXIMUM = Rule(15, "nobody at the table answers for more than fifteen years")
STALL_INDICATOR_CYCLE = Rule(2, "the Newark pattern: purpose agreed, months without an indicator")
PROGRESS_TARGET_MET = Rule(100, "Healthy People 2020")
PROGRESS_IMPROVING = Rule(10, "Healthy People 2020: ten per cent of the way where no standard error exists")
FORECAST_CYCLES = Rule(4, "a year of quarters: farther ahead today's pace tells little")
PROGRESS_WORSE_SHARE = Rule(Fraction(1, 10), "Healthy People 2020: a tenth of the baseline the wrong way")

# System
SYSTEM_SHARE = Rule(Fraction(1, 2), "a table that mostly runs programs leaves the system as it is")
OWN_AGENDA_SHARE = Rule(Fraction(1, 2), "half of the levers are then one organisation's own programs")
DOTS = Rule(3, "three dots make people choose, and let them choose more than their own")
DOTS_DAYS = Rule(7, "a week lets every organisation place its dots")
LEVERS_CHOSEN = Rule(5, "nobody works on more than five levers at once")

# Experiments
EXPERIMENT_DAYS = Rule(90, "a quarter: short enough to be safe to try, long enough to see something")
EXPERIMENT_DAYS_MOST = Rule(180, "what runs for more than half a year is a program")
HARM_SHARE = Rule(Fraction(2, 3), "two thirds have then looked for who could be worse off")
ALL_TALK_CYCLE = Rule(2, "in the first cycle a table may still be meeting")
SINGLE_BET_CYCLE = Rule(3, "by then one experiment alone is a bet, not a portfolio")
# Structure
TASK_UNITS = Rule(300, "a task or a promise is one line; its story belongs in the document")
STRUCTURE_LISTED = Rule(25, "a longer list is scrolled past, not read")
REVIEW_MONTHS_MAXIMUM = Rule(12, "what nobody has looked at for a year is no longer what we do")
RETENTION_MONTHS_CHOICES = Rule(
    (6, 12, 24), "half a year, a year, two: time to report, then it is nobody's business"
)
REVIEW_MONTHS_CHOICES = Rule((6, 12, 24), "half a year, a year, two; more than a year is warned about")
REVIEW_MONTHS_RANGE = Rule((1, 60), "shorter is a cycle's work, longer is never")
FEEDBACK_DAYS = Rule(30, "who speaks up hears back within a month, or stops speaking up")
SECOND_MISS = Rule(2, "once can happen to everybody; twice needs somebody with authority in the room")

# Trust
PULSE_RESPONSE = Rule(Fraction(2, 3), "a table does not move on what a minority answered")
DIFFERENCE_ORGANISATIONS = Rule(2, "one may be mistaken about what was a real disagreement")
SAFETY_MINIMUM = Rule(
    Decimal("3.5"), "the middle of Wilder's bands: raising a hard problem must be safe first"
)
TRUST_MINIMUM = Rule(Decimal("3.0"), "under 3.0 is concern in Wilder's bands")
ROLES_SHARE = Rule(Fraction(4, 5), "one in five may be new or away")
PERFORMING_OVERALL = Rule(Decimal("4.0"), "Wilder's band for strong")
PERFORMING_ITEM = Rule(Decimal("3.5"), "the middle of Wilder's bands: no single weakness hides in the mean")
LEVERAGE_MINIMUM = Rule(Decimal("3.5"), "grassroots must find that their word counts")
LEVERAGE_GAP = Rule(Decimal("1.0"), "a whole step under the others is another table")
TRUST_DROP = Rule(Decimal("0.5"), "half a step between two pulses is no chance")
TRUST_FLOOR = Rule(Decimal("3.0"), "under 3.0 is concern in Wilder's bands")
FALSE_HARMONY = Rule(Decimal("4.5"), "nearly all fives and never a difference: politeness, perhaps")
PANEL_LETTERS = Rule(300, "the panel tells where we stand; the whole story is in the group")
SCHOOL_MONTHS = Rule((9, 10, 11, 12, 1, 2, 3, 4, 5, 6), "July and August are nobody's in a school year")
RHYTHM_WEEKS = Rule((2, 4, 6, 12), "the rhythms that tables ask for")
RHYTHM_MONTHS = Rule((1, 2, 3), "monthly to quarterly: what dashboards follow")
RHYTHM_EVERY_MOST = Rule(26, "less often than twice a year is no rhythm")
RHYTHM_HOURS = Rule((time(9), time(16), time(18)), "before work, after school, after work")
SESSION_NOTICE_DAYS = Rule(3, "time to read what is open and to say that one cannot come")
SESSION_MOVED_MOST = Rule(60, "further away it is another session")
SESSIONS_LISTED = Rule(6, "half a year of monthly sessions")
SESSIONS_CHANGED = Rule(2, "the next two are what people move")
DATES_LISTED = Rule(8, "what comes next fits a phone; the calendar has the rest")
CHANGE_LETTERS = Rule(120, "a change is one line: long texts are read where they stand")
UNDO_FOR = Rule(
    timedelta(hours=24),
    "a slip is seen at the next look, the next morning at the latest; then people plan by it",
)
CHANGES_LISTED = Rule(12, "what a phone shows in two screens")
STEPS_LISTED = Rule(3, "the recommended step, and what is likely besides; a phone shows them above the pages")
DIFFERENCES_LISTED = Rule(8, "more open disagreements than that are one conversation, not a list")

# Guides of an operator's own
GUIDE_FILE_BYTES = Rule(200_000, "ten times the longest built-in file; a larger one is no guide")
GUIDE_DEPTH = Rule(5, "a list of questions, each with its parts; nothing else belongs there")
QUESTION_UNITS = Rule(500, "the question, its levels and the buttons stay on one screen of a phone")
EXAMPLE_UNITS = Rule(200, "an example stands within a question that is asked again")
OWN_QUESTIONS = Rule(10, "every question costs each organisation a minute; ten more are twenty minutes")
READING_GRADE = Rule(8.0, "the method's own aim: whoever left school at fourteen reads it at once")
READING_WORDS = Rule(10, "a measure made of means says little about fewer words")
GUIDE_CHANGES_LISTED = Rule(6, "what a phone shows on one screen; the operator has the rest")
GUIDE_CHANGE_UNITS = Rule(160, "two lines tell which question is meant")

# Cycles and reflection
CYCLE_DAYS_CHOICES = Rule((30, 60, 90, 180), "from a month to half a year; a quarter suits most")
CYCLE_DAYS_RANGE = Rule((14, 366), "shorter leaves no time to try, longer is forgotten")
CYCLE_DAYS = Rule(90, "dashboards are reviewed quarterly", of_table=True, bounds=CYCLE_DAYS_RANGE.value)
CYCLE_OPENS_AT = Rule(time(9, 0), "people read it when they begin to work")
REFLECTION_DAYS = Rule(7, "a week to look back", of_table=True, bounds=(2, 30))
REFLECTION_OVERDUE = Rule(Fraction(3, 2), "half a cycle late, and the cycle is forgotten")
SUMMARY_ASKS = Rule(3, "a coordinator does three things well")
SUMMARY_GAPS = Rule(3, "the three that matter; the map has the rest")
ASK_RESTS_DAYS = Rule(21, "a call that was made takes some weeks to show; then it may be asked for again")
ASK_DAYS = Rule(14, "what has no day of its own is asked for within two weeks")
SHARE_RANGE = Rule((0, 100), "of all there is nobody can have more than all, or less than none")
LEVELS_MINIMUM = Rule(3, "a middle and a range of two levels tell who said what")
SUMMARY_UNITS = Rule(3500, "one page a coordinator reads in three minutes, and one Telegram message")
BLIND_SPOT_RATING = Rule(4.0, "Wilder's band for strong, in the table's own eyes")
EVIDENCE_STRONG = Rule(75, "three quarters of the marks")
EVIDENCE_DEVELOPING = Rule(50, "half of the marks")
EVIDENCE_CAUSES = Rule(3, "one cause is a guess, two a quarrel, three a picture")
EVIDENCE_BOXES = Rule(2, "causes of one kind only are one way of looking")
EVIDENCE_OPTIONS = Rule(3, "with two there is only for and against")
EVIDENCE_OPTION_ORGANISATIONS = Rule(2, "what one organisation brings is its plan, not a choice")
STALL_STRUCTURE_CYCLE = Rule(3, "the Newark pattern: no agreed accountability after three cycles")
CARRIED_OVER_LISTED = Rule(
    6, "more than that is a list nobody reads; the panel and the summary have the rest"
)
DOMINANT_SHARE = Rule(
    Fraction(2, 5), "groups where few dominate do worse; two in five is more than a strong voice"
)
