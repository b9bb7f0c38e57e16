-- Up Migration
-- Boards and lists ask for any of competition, sport and status, and a board sorts all that it finds by how near it is to now. This
-- index has everything that a board looks at, so that it reads no rows with their states.

create index match_by_board on match (competition, sport, status, starts_at, id);
