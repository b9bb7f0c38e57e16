-- A key may end by itself, at a moment that is known when it is made, or when another one takes its place (`feeds rotate`). In ms since
-- the epoch; null never ends.

alter table feed_key add column expires_at integer;
