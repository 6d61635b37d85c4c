-- The record: texts as read, the claims found in them, what was linked, what a person decided.
-- Texts and judgements are kept; claims, links and events are worked out and can be rebuilt.

create table meta (
  key text primary key,
  value text not null
) without rowid;

create table texts (
  seq integer primary key,              -- order of addition, and the row of the full-text index
  id text not null unique,
  title text,
  body text not null,
  report text not null,                 -- headline and coded blocks: what search looks at and shows
  outlet text,
  language text not null,
  published_start text,                 -- ISO days as they stand after a person's corrections
  published_end text,
  record text not null,                 -- everything but the body, as read (JSON)
  given text not null default '[]',     -- names of the fields that a manifest gave
  codebook text not null,               -- version of the codebook that coded it
  superseded_by text                    -- a later version of the same document
);

create index texts_by_day on texts (published_start, published_end);
create index texts_by_outlet on texts (outlet);

-- Where a text was found. A second path of one text is a copy.
create table paths (
  path text primary key,
  text_id text not null references texts (id) on delete cascade
) without rowid;

create index paths_by_text on paths (text_id);

create virtual table texts_index using fts5 (
  title, report,
  content = 'texts', content_rowid = 'seq',
  tokenize = "unicode61 remove_diacritics 2"
);

create trigger texts_added after insert on texts begin
  insert into texts_index (rowid, title, report) values (new.seq, new.title, new.report);
end;

create trigger texts_removed after delete on texts begin
  insert into texts_index (texts_index, rowid, title, report) values ('delete', old.seq, old.title, old.report);
end;

create trigger texts_changed after update of title, report on texts begin
  insert into texts_index (texts_index, rowid, title, report) values ('delete', old.seq, old.title, old.report);
  insert into texts_index (rowid, title, report) values (new.seq, new.title, new.report);
end;

create table claims (
  id text primary key,
  text_id text not null references texts (id) on delete cascade,
  type text not null,
  family text not null,
  status text not null,
  negated integer not null,
  date_start text,
  date_end text,
  start integer not null,
  ordinal integer not null,             -- order in which the coder gave the claims of its text
  record text not null                  -- the claim record (JSON)
);

create index claims_by_text on claims (text_id, ordinal);
create index claims_by_type on claims (type, status);
create index claims_by_day on claims (date_start, date_end);

create table claim_actors (
  claim_id text not null references claims (id) on delete cascade,
  actor text not null,
  primary key (actor, claim_id)
) without rowid;

create index claim_actors_by_claim on claim_actors (claim_id);

create table links (
  a text not null,
  b text not null,
  relation text not null,
  score real not null,
  record text not null,
  primary key (a, b, relation)
) without rowid;

create table events (
  id text primary key,
  type text not null,
  family text not null,
  status text not null,
  date_start text,
  date_end text,
  record text not null
);

create index events_by_day on events (date_start, date_end);

create table event_claims (
  claim_id text primary key,
  event_id text not null references events (id) on delete cascade
) without rowid;

create index event_claims_by_event on event_claims (event_id);

-- The name that a claim's event last had, so that events keep their names as they are rebuilt.
create table event_names (
  claim_id text primary key,
  event_id text not null
) without rowid;

-- What could not be read; a manifest may have several bad rows.
create table failures (
  path text not null,
  reason text not null,
  message text not null,
  primary key (path, message)
) without rowid;

-- Appended, never changed; the latest word wins.
create table judgements (
  seq integer primary key,
  id text not null unique,
  subject text not null,
  subject_id text not null,
  verdict text not null,
  who text not null,
  decided text not null,
  why text not null,
  vals text not null
);

create index judgements_by_subject on judgements (subject, subject_id, seq);

create trigger judgements_are_never_changed before update on judgements begin
  select raise(abort, 'a judgement is never changed; append another');
end;
