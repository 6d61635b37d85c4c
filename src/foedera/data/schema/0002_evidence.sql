-- Judgements carry the part of the work they belong to and the words they rest on, and stand in the order of
-- (decided, id), so that two records can be merged. Near-copies are kept beside links. Releases are remembered.

alter table judgements add column part text not null default 'first';
alter table judgements add column anchors text not null default '[]';

create index judgements_in_order on judgements (decided, id);

-- Claims of earlier versions stay, so that what cites them can still be followed.
create index texts_by_version on texts (superseded_by);

create index links_by_second on links (b);

-- What the coder made of a claim, where people's corrections lie over it: `record` and the columns are as corrected.
alter table claims add column coded text;

-- The words that a claim rested on when its event was named: they find it again when a better rule names it anew.
alter table event_names add column anchor text;

-- Texts that share passages; worked out, and made anew with links and events.
create table copies (
  a text not null references texts (id) on delete cascade,
  b text not null references texts (id) on delete cascade,
  share real not null,
  record text not null,
  primary key (a, b)
) without rowid;

-- What each release held, so that the next one can say what is gone since.
create table releases (
  seq integer primary key,
  name text not null unique,
  released text not null,               -- ISO day
  digest text not null,                 -- SHA-256 of the release's manifest
  held text not null                    -- {"documents": [...], "claims": [...], "events": [...]} (JSON)
);
