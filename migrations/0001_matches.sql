-- Up Migration
-- One row per match holds its newest state; the log of updates is the truth that viewers are repaired from, and the
-- outbox of the bus. JSON is kept as text: the server writes and forwards it as it is, and never queries inside it.

create table match (
  id text primary key,
  -- Changes only when the seq chain had to be restarted.
  epoch text not null,
  seq bigint not null default 0,
  -- Counts writes; the compare-and-swap of an append. Some writes (a tombstone before its add) have no seq.
  version bigint not null default 0,
  sport text not null,
  status text not null,
  competition text,
  -- When it starts; when it was created, if nobody said. Lists are sorted by it.
  starts_at bigint not null,
  fixture text not null,
  initial_state text not null,
  state text not null,
  -- What the reducer remembers besides the state, and the furthest place reached: see src/match/fold.ts.
  memory text not null,
  tail text not null,
  -- How many events have arrived; the next one's arrival rank.
  arrivals bigint not null default 0,
  created_at bigint not null,
  changed_at bigint not null
);

create index match_by_start on match (starts_at, id);
create index match_by_change on match (changed_at);

create table match_event (
  match_id text not null references match (id),
  feed text not null,
  event_id text not null,
  arrival bigint not null,
  -- When its first revision was accepted.
  accepted_at bigint not null,
  revision bigint not null,
  is_deleted boolean not null,
  -- Absent while only its delete has arrived.
  body text,
  -- The update that made it what it is now; absent while no update was needed.
  seq bigint,
  primary key (match_id, feed, event_id)
);

create table match_update (
  match_id text not null references match (id),
  seq bigint not null,
  at bigint not null,
  kind text not null,
  feed text not null,
  event_id text,
  -- The very bytes that viewers receive.
  wire text not null,
  primary key (match_id, seq)
);

create index match_update_by_event on match_update (match_id, feed, event_id);

create table feed_key (
  key_hash text primary key,
  feed text not null,
  -- The match ids it may write: exact, or a prefix that ends in *.
  scopes text not null,
  created_at bigint not null,
  revoked_at bigint
);

create index feed_key_by_feed on feed_key (feed);
