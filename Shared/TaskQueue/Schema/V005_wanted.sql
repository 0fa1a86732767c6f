-- How many tasks a process would work on now if backends had room for all: the shares of a
-- backend follow it, so that a stage without work leaves its part to the others (BACKENDS §6).
alter table pairmill.worker add column wanted int not null default 0
    constraint worker_wanted check (wanted >= 0);
