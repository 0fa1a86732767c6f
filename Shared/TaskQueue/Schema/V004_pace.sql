-- How fast work is done, for rates that every Orchestrator reads alike (QUEUE R33).

-- When a batch was done: a fold that comes late must not take an hour's work for a minute's.
alter table pairmill.prog add column at timestamptz not null default clock_timestamp();

-- What was done lately, by the five seconds it was done in; the fold adds to it and forgets it
-- after minutes.
create table pairmill.pace (
    job   int not null,
    stage smallint not null,
    at    timestamptz not null,
    done  bigint not null,
    constraint pace_pkey primary key (job, stage, at)
) with (fillfactor = 50);
