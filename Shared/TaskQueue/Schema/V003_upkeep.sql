-- Who is alive, whose turn it is, and how far a round is.

-- One row per incarnation of a process: one small update per beat, whatever it holds (QUEUE R21).
create table pairmill.worker (
    worker   bigint not null,
    stage    smallint not null,
    name     text not null,
    capacity int not null constraint worker_capacity check (capacity >= 0),
    beat     timestamptz not null,
    constraint worker_pkey primary key (worker)
) with (fillfactor = 50);

-- When each duty was last done. No leader: whoever finds it due does it (R46).
create table pairmill.duty (
    name        text not null,
    ran_at      timestamptz not null default '-infinity',
    -- Nothing is rescued before this moment (R26).
    grace_until timestamptz not null default '-infinity',
    constraint duty_pkey primary key (name)
) with (fillfactor = 50);
insert into pairmill.duty (name)
    values ('rescue'), ('promote'), ('fold'), ('seed'), ('close'), ('cancel'), ('prune');

-- Deltas of progress: appended, then folded, never updated (R33).
create table pairmill.prog (
    job     int not null,
    round   smallint not null,
    stage   smallint not null,
    done    int not null default 0,
    dead    int not null default 0,
    retried int not null default 0,
    lost    int not null default 0
);

-- The folded totals, for people. Being wrong harms nobody; they are recounted at close.
create table pairmill.progress (
    job     int not null,
    round   smallint not null,
    stage   smallint not null,
    done    bigint not null,
    dead    bigint not null,
    retried bigint not null,
    lost    bigint not null,
    constraint progress_pkey primary key (job, round, stage)
);

alter table pairmill.prog set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
