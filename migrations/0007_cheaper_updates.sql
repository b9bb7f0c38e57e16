-- Up Migration
-- Each append changes `changed_at`. With a B-tree on it, the new version of the row had to be entered into every index of the
-- table. A BRIN index does not stand in the way of that (from Postgres 16 on), and the room left in pages keeps the row in its page.

drop index match_by_change;
create index match_by_change on match using brin (changed_at) with (pages_per_range = 8);
alter table match set (fillfactor = 60);
