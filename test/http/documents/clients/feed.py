"""What a feed and a reader do, with the client that openapi-python-client made. The address of the server is its argument."""

import sys

from touchline_client import Client
from touchline_client.api.feeds import post_events, put_match
from touchline_client.api.reads import get_match, list_matches
from touchline_client.models import FootballGoalEvent, FootballState, MatchAnswer, Problem

client = Client(base_url=sys.argv[1])
fixture = {"sport": "football", "home": {"name": "Reds"}, "away": {"name": "Blues"}}


class Body:
    """A fixture as it is sent."""

    def to_dict(self):
        return fixture


made = put_match.sync("python", client=client, body=Body())
assert isinstance(made, MatchAnswer), made
assert isinstance(made.state, FootballState), made.state

goal = FootballGoalEvent.from_dict({"id": "g1", "type": "goal", "team": "home", "period": 1, "clock": "22:14"})
sent = post_events.sync("python", client=client, body=goal)
assert sent.status == "applied", sent

match = get_match.sync("python", client=client)
assert isinstance(match.state, FootballState), match.state
assert match.state.score.home == 1
assert match.state.detail.scorers[0].minute == "23'"
assert len(list_matches.sync(client=client).matches) == 1

refused = get_match.sync("nothing", client=client)
assert isinstance(refused, Problem) and refused.code == "match-not-found", refused
print("python is typed:", type(match.state).__name__)
