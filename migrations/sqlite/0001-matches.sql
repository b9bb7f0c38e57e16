-- The tables of migrations/ as SQLite likes them: STRICT, and clustered by what they are read by. JSON is kept as text: the
-- server writes and forwards it as it is, and never queries inside it.

create table match (
  id text primary key,
  -- Changes only when the seq chain had to be restarted.
  epoch text not null,
  seq integer not null default 0,
  -- Random; the compare-and-swap of an append. Some writes (a tombstone before its add) have no seq.
  version integer not null default 0,
  sport text not null,
  status text not null,
  competition text,
  -- When it starts; when it was created, if nobody said. Lists are sorted by it.
  starts_at integer not null,
  fixture text not null,
  initial_state text not null,
  state text not null,
  -- What the reducer remembers besides the state, and the furthest place reached: see src/match/fold.ts.
  memory text not null,
  tail text not null,
  -- How many events have arrived; the next one's arrival rank.
  arrivals integer not null default 0,
  created_at integer not null,
  changed_at integer not null
) strict;

create index match_by_start on match (starts_at, id);
create index match_by_change on match (changed_at, id);
-- Everything that a board looks at, so that it reads no rows with their states.
create index match_by_board on match (competition, sport, status, starts_at, id);

create table match_event (
  match_id text not null,
  feed text not null,
  event_id text not null,
  arrival integer not null,
  -- When its first revision was accepted.
  accepted_at integer not null,
  revision integer not null,
  is_deleted integer not null,
  -- Absent while only its delete has arrived.
  body text,
  -- The update that made it what it is now; absent while no update was needed.
  seq integer,
  primary key (match_id, feed, event_id)
) strict, without rowid;

create table match_update (
  match_id text not null,
  seq integer not null,
  at integer not null,
  kind text not null,
  feed text not null,
  event_id text,
  -- The very bytes that viewers receive.
  wire text not null,
  primary key (match_id, seq)
) strict, without rowid;

create index match_update_by_event on match_update (match_id, feed, event_id);

create table feed_key (
  key_hash text primary key,
  feed text not null,
  -- The match ids it may write: exact, or a prefix that ends in *.
  scopes text not null,
  created_at integer not null,
  revoked_at integer
) strict;

create index feed_key_by_feed on feed_key (feed);
