-- Up Migration
-- A key may end by itself, at a moment that is known when it is made, or when another one takes its place (`feeds rotate`). In ms since
-- the epoch; null never ends. A column that may be absent rewrites nothing.

alter table feed_key add column expires_at bigint;
