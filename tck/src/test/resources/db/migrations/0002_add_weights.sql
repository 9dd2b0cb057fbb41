alter table birds add column weight integer;
