-- What was surprising about an event is kept with it, as JSON: a feed that repeats the event is told again, and the status of the
-- match counts what stands. Few events have any, so the index has those alone.

alter table match_event add column warnings text;
create index match_event_by_warning on match_event (match_id) where warnings is not null;
