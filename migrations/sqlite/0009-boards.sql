-- A board is made of the matches that are nearest to now: each status is read from now on, back and forth, in the order of an index. A
-- table of its own, because these indexes on match would be written with every event; triggers, because it is to be written when what it
-- has changes, whoever changes it.

create table match_board (
  match_id text primary key,
  sport text not null,
  status text not null,
  competition text,
  starts_at integer not null
) strict, without rowid;

create trigger match_board_begin after insert on match begin
  insert into match_board values (new.id, new.sport, new.status, new.competition, new.starts_at);
end;

create trigger match_board_change after update of sport, status, competition, starts_at on match
when old.sport is not new.sport or old.status is not new.status or old.competition is not new.competition
  or old.starts_at is not new.starts_at begin
  insert or replace into match_board values (new.id, new.sport, new.status, new.competition, new.starts_at);
end;

create trigger match_board_end after delete on match begin
  delete from match_board where match_id = old.id;
end;

insert into match_board select id, sport, status, competition, starts_at from match;

-- What matters now.
create index match_board_of_competition on match_board (competition, status, starts_at, match_id, sport);
create index match_board_of_sport on match_board (sport, status, starts_at, match_id);
create index match_board_of_all on match_board (status, starts_at, match_id);
-- Pages.
create index match_board_page_of_competition on match_board (competition, starts_at, match_id, sport, status);
create index match_board_page_of_sport on match_board (sport, starts_at, match_id, status);
create index match_board_page_of_all on match_board (starts_at, match_id, status);
