-- Up Migration
-- Matches are found by the words of their teams and competitions. A table of its own, because an index on match would be written
-- with every event; a trigger, because it is to be written when the names or the start change, whoever changes them.

create table match_word (
  -- By code points: a beginning is a range.
  word text collate "C" not null,
  match_id text not null,
  starts_at bigint not null,
  primary key (word, match_id) include (starts_at)
);

create function write_match_words() returns trigger language plpgsql as $$
begin
  if tg_op <> 'INSERT' then
    delete from match_word where match_id = old.id;
  end if;
  if tg_op <> 'DELETE' then
    insert into match_word (word, match_id, starts_at)
    select distinct word, new.id, new.starts_at from json_array_elements_text(new.words::json) as word;
  end if;
  return null;
end $$;

-- What is there already, nearly as the server would do it. It writes no row of match, and locks nothing while it reads them all. Feeds wait
-- for the second pass alone, from the column on until the end: that is what has changed in the time of the first.
do $$
declare
  since bigint := 0;
begin
  for pass in 1..2 loop
    if pass = 2 then
      create index match_word_by_match on match_word (match_id);
      -- JSON, the words as src/match/search-words.ts makes them. Null of what an older version wrote, until it is written again.
      alter table match add column words text;
      create trigger match_words_begin after insert on match
        for each row execute function write_match_words();
      create trigger match_words_change after update of words, starts_at on match
        for each row when (old.words is distinct from new.words or old.starts_at is distinct from new.starts_at)
        execute function write_match_words();
      create trigger match_words_end after delete on match
        for each row execute function write_match_words();
      -- The clocks of servers may differ by some minutes from the database's.
      since := (extract(epoch from now()) * 1000)::bigint - 600000;
      delete from match_word gone where not exists (select from match where id = gone.match_id and changed_at < since);
    end if;
    insert into match_word (word, match_id, starts_at)
    select distinct left(word, 40), id, starts_at
    from match,
      regexp_split_to_table(
        regexp_replace(
          normalize(
            lower(concat_ws(' ', fixture::json #>> '{home,name}', fixture::json #>> '{home,short}', fixture::json #>> '{home,code}',
              fixture::json #>> '{away,name}', fixture::json #>> '{away,short}', fixture::json #>> '{away,code}',
              fixture::json ->> 'competition', fixture::json ->> 'competitionName', fixture::json ->> 'round')),
            NFD),
          '[' || chr(768) || '-' || chr(879) || '''’]', '', 'g'),
        '[^[:alnum:]]+') as word
    where word <> '' and changed_at >= since
    on conflict do nothing;
  end loop;
end $$;
