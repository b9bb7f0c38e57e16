-- Matches are found by the words of their teams and competitions. A table of its own, because an index on match would be written with
-- every event; triggers, because it is to be written when the names or the start change, whoever changes them.

-- JSON, the words as src/match/search-words.ts makes them. Null of what an older version wrote, until it is written again.
alter table match add column words text;

create table match_word (
  word text not null,
  match_id text not null,
  starts_at integer not null,
  primary key (word, match_id)
) strict, without rowid;

create index match_word_by_match on match_word (match_id);

create trigger match_words_begin after insert on match begin
  insert into match_word select value, new.id, new.starts_at from json_each(new.words);
end;

create trigger match_words_change after update of words, starts_at on match
when old.words is not new.words or old.starts_at is not new.starts_at begin
  delete from match_word where match_id = old.id;
  insert into match_word select value, new.id, new.starts_at from json_each(new.words);
end;

create trigger match_words_end after delete on match begin
  delete from match_word where match_id = old.id;
end;

-- What is there already. src/store/sqlite/open.ts gives SQLite the function.
insert into match_word select value, match.id, match.starts_at from match, json_each(search_words(match.fixture));
