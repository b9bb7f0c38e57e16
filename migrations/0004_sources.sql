-- Up Migration
-- Events belong to a source, which several feeds may share. One source is in charge of a match: `match` is what its events come to.
-- What another source tells lies beside it, in `match_shadow`, and changes nothing there; a switch exchanges the two.
-- A match of before had the events of all its feeds added up. The feed that sent last is in charge of it now; the next
-- correction folds its events alone.

alter table match
  -- The source in charge; absent until one sends.
  add column source text,
  -- The feed that made the fixture.
  add column made_by text,
  -- The score of the state, to compare with that of shadows: home-away.
  add column score text;
update match set source = (
  select feed from match_update log where log.match_id = match.id and log.event_id is not null order by log.seq desc limit 1
);

alter table match_event rename column feed to source;
alter table match_event
  -- Who changed it last.
  add column feed text,
  -- An operator changed it, and nobody has released it.
  add column is_held boolean not null default false;
update match_event set feed = source;
alter table match_event alter column feed set not null;

-- Absent of updates that carry no event.
alter table match_update add column source text;
update match_update set source = feed where event_id is not null;
drop index match_update_by_event;
create index match_update_by_event on match_update (match_id, source, event_id);

create table match_shadow (
  match_id text not null,
  source text not null,
  -- Of the shadow's own log.
  seq bigint not null,
  version bigint not null,
  status text not null,
  score text not null,
  -- What its events were folded under; that of the match may be newer.
  fixture text not null,
  state text not null,
  memory text not null,
  tail text not null,
  arrivals bigint not null,
  changed_at bigint not null,
  -- Since when its score is another than that of the match; absent while it is the same.
  differs_since bigint,
  primary key (match_id, source)
);
create index match_shadow_live on match_shadow (match_id) where status in ('live', 'interrupted');

create table match_shadow_update (
  match_id text not null,
  source text not null,
  seq bigint not null,
  at bigint not null,
  kind text not null,
  feed text not null,
  event_id text,
  -- The score after it.
  score text not null,
  -- As the log of a match has it; no viewer gets it.
  wire text not null,
  primary key (match_id, source, seq)
);
create index match_shadow_update_by_event on match_shadow_update (match_id, source, event_id);

-- When a source was last heard, by the clock of the database.
create table source_life (
  source text primary key,
  heard_at bigint not null,
  -- A heartbeat puts it under watch until then.
  watch_until bigint not null default 0,
  -- Since when it is stale; absent while it is not.
  stale_at bigint
);

-- Since when there has always been an ingest that reached the database; one row.
create table ingest_presence (
  id integer primary key check (id = 1),
  since bigint not null,
  at bigint not null
);

alter table feed_key
  -- Absent: the feed's own name.
  add column source text,
  add column is_operator boolean not null default false;
