-- Up Migration
-- Names this installation in the keys and channels of Redis: two installations that share a Redis have matches of the same ids, and
-- must never hear each other. A copy of the database has the same name; `npm run migrate -- --new-installation` gives it another.

create table installation (
  one integer primary key check (one = 1),
  id text not null
);
insert into installation (one, id) values (1, left(replace(gen_random_uuid()::text, '-', ''), 12));
