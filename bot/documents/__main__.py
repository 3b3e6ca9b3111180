"""`python -m bot.documents` is the process that makes files for the courier (see `bot.courier.workshop`)."""

from bot.documents.making import answer
from bot.documents.papers import PAPERS

if __name__ == "__main__":
    answer(PAPERS)
