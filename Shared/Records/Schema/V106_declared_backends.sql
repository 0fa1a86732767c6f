-- What a deployment's own list (PAIRMILL_BACKENDS) last said of a backend; null for those that
-- were only ever registered at run time. A changed list is taken over, an unchanged one undoes
-- nothing that was changed at run time, and what has left the list is gone.
alter table pairmill.backend add column declared text;
