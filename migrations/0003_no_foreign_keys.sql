-- Up Migration
-- An append writes events and updates only if its compare-and-swap of the match wrote a row, in the same statement. Looking the match
-- up again for each of them was a third of what Postgres spent on an event.

alter table match_event drop constraint match_event_match_id_fkey;
alter table match_update drop constraint match_update_match_id_fkey;
