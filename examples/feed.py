#!/usr/bin/env python3
"""A feed in Python, without dependencies: python3 examples/feed.py MATCH

Sends a few minutes of a football match, with the mistakes that scorers make. Whatever is not answered is sent again
under the same id, so nothing is lost and nothing counts twice. TOUCHLINE_URL says where the server is, FEED_KEY is
the key if it asks for one.
"""

import http.client
import json
import os
import sys
import time
import urllib.error
import urllib.parse
import urllib.request

# For how long a server that is being restarted is waited for.
PATIENCE_S = 300
TIMEOUT_S = 10
# Too many requests; not ready; and what stands before the server has lost it for a moment.
PASSING = (429, 502, 503, 504)


class Refused(Exception):
    """The server does not take this, and would not take it again. `problem` says why, fault by fault."""

    def __init__(self, problem):
        faults = "; ".join(f"{fault['path']} {fault['message']}" for fault in problem.get("errors", []))
        super().__init__(": ".join(filter(None, [problem.get("detail"), faults])))
        self.code = problem.get("code")


class Feed:
    """Sends one change after another, and each again until it is answered: so they arrive in their order."""

    def __init__(self, url, key=None):
        self.url = url.rstrip("/")
        self.key = key

    def put_match(self, match, fixture):
        return self._request("PUT", f"/v1/matches/{match}", fixture)

    def add(self, match, event):
        """`event` needs an id of your own: it is what makes sending again safe."""
        return self._request("POST", f"/v1/matches/{match}/events", event)

    def edit(self, match, event):
        return self._request("PUT", self._path(match, event["id"]), event)

    def delete(self, match, event_id, reason):
        query = urllib.parse.urlencode({"reason": reason})
        return self._request("DELETE", f"{self._path(match, event_id)}?{query}")

    def restore(self, match, event_id):
        return self._request("POST", f"{self._path(match, event_id)}/restore")

    @staticmethod
    def _path(match, event_id):
        return f"/v1/matches/{match}/events/{urllib.parse.quote(event_id, safe='')}"

    @staticmethod
    def _problem(error):
        try:
            return json.load(error)
        except (OSError, ValueError, http.client.HTTPException):
            return {"detail": f"answered {error.code}, and not as Touchline does"}

    def _request(self, method, path, body=None):
        headers = {"Content-Type": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        data = None if body is None else json.dumps(body).encode()
        give_up_at = time.monotonic() + PATIENCE_S
        pause_s = 0.2
        while True:
            request = urllib.request.Request(self.url + path, data, headers, method=method)
            try:
                with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:
                    return json.load(answer)
            except urllib.error.HTTPError as error:
                if error.code not in PASSING:
                    raise Refused(self._problem(error)) from None
                retry_after = error.headers.get("Retry-After") or ""
                wait_s = float(retry_after) if retry_after.isdigit() else pause_s
            except (OSError, ValueError, http.client.HTTPException) as error:
                # No answer, or half of one: it may have been recorded or not. Sending it again is safe.
                print(f"no answer ({error}); sending it again", file=sys.stderr)
                wait_s = pause_s
            if time.monotonic() + wait_s > give_up_at:
                raise TimeoutError(f"{self.url} has not answered for {PATIENCE_S} s")
            time.sleep(wait_s)
            pause_s = min(pause_s * 2, 5)


def main():
    if len(sys.argv) != 2:
        sys.exit("which match? python3 examples/feed.py MATCH")
    match = sys.argv[1]
    feed = Feed(os.environ.get("TOUCHLINE_URL", "http://localhost:8080"), os.environ.get("FEED_KEY"))

    feed.put_match(match, {"sport": "football", "home": {"name": "Rovers"}, "away": {"name": "União"}})
    feed.add(match, {"id": "ko", "type": "period_start", "period": 1, "clock": "0:00"})
    goal = {"id": "g1", "type": "goal", "team": "home", "period": 1, "clock": "12:30", "player": "Ann"}
    feed.add(match, goal)
    feed.edit(match, {**goal, "player": "José"})
    feed.add(match, {"id": "g2", "type": "goal", "team": "away", "period": 1, "clock": "20:10"})
    feed.delete(match, "g2", "offside")
    try:
        feed.add(match, {"id": "g3", "type": "goal", "team": "both", "period": 1, "clock": "31:00"})
    except Refused as error:
        print(f"refused: {error}")
    answer = feed.add(match, {"id": "g3", "type": "goal", "team": "home", "period": 1, "clock": "31:00"})
    for warning in answer.get("warnings", []):
        print(f"warning: {warning['code']}: {warning['detail']}")
    # The same again, as after a lost answer.
    print(feed.add(match, {"id": "g3", "type": "goal", "team": "home", "period": 1, "clock": "31:00"}))


if __name__ == "__main__":
    main()
