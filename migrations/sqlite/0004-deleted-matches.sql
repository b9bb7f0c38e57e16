-- A match that was deleted leaves its id and a later epoch for a week: ingest tells the bus by it, gateways tell their viewers, and the
-- match, made again, begins after it.

create table deleted_match (
  id text primary key,
  epoch text not null,
  at integer not null
) strict, without rowid;
create index deleted_match_by_time on deleted_match (at, id);
