-- Up Migration
-- The updates of one event are asked for only when a feed sends other content under an id that is taken. An index of all updates for that
-- was written with every event. Now an event knows its first update, the newest it knew already, and what lies between is looked at.
-- Null of what an older version wrote: its first update is anywhere. 0: no viewer was told of it, for its source was not in charge. A
-- column that may be absent rewrites nothing.

alter table match_event add column first_seq bigint;
drop index match_update_by_event;
