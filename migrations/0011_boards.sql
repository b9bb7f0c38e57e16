-- Up Migration
-- A board is made of the matches that are nearest to now. With a million matches stored, sorting all that fit took most of a second, so
-- each status is read from now on, back and forth, in the order of an index. A table of its own, because these indexes on match would be
-- written with every event; a trigger, because it is to be written when what it has changes, whoever changes it.

create table match_board (
  match_id text primary key,
  sport text not null,
  status text not null,
  competition text,
  starts_at bigint not null
);

create function write_match_board() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    delete from match_board where match_id = old.id;
  else
    insert into match_board (match_id, sport, status, competition, starts_at)
    values (new.id, new.sport, new.status, new.competition, new.starts_at)
    on conflict (match_id) do update
      set sport = excluded.sport, status = excluded.status, competition = excluded.competition, starts_at = excluded.starts_at;
  end if;
  return null;
end $$;

-- What is there already. It writes no row of match, and locks nothing.
insert into match_board (match_id, sport, status, competition, starts_at)
select id, sport, status, competition, starts_at from match;

-- What matters now.
create index match_board_of_competition on match_board (competition, status, starts_at, match_id) include (sport);
create index match_board_of_sport on match_board (sport, status, starts_at, match_id);
create index match_board_of_all on match_board (status, starts_at, match_id);
-- Pages.
create index match_board_page_of_competition on match_board (competition, starts_at, match_id) include (sport, status);
create index match_board_page_of_sport on match_board (sport, starts_at, match_id) include (status);
create index match_board_page_of_all on match_board (starts_at, match_id) include (status);

-- Feeds wait from here on, until what has changed meanwhile is there, too. The clocks of servers may differ by some minutes.
create trigger match_board_begin after insert on match
  for each row execute function write_match_board();
create trigger match_board_change after update of sport, status, competition, starts_at on match
  for each row when (
    old.sport is distinct from new.sport or old.status is distinct from new.status
    or old.competition is distinct from new.competition or old.starts_at is distinct from new.starts_at
  )
  execute function write_match_board();
create trigger match_board_end after delete on match
  for each row execute function write_match_board();

delete from match_board gone
where not exists (
  select from match where id = gone.match_id and changed_at < (extract(epoch from now()) * 1000)::bigint - 600000
);
insert into match_board (match_id, sport, status, competition, starts_at)
select id, sport, status, competition, starts_at from match
where changed_at >= (extract(epoch from now()) * 1000)::bigint - 600000;
