-- Jobs and their rounds, as far as the queue needs them. Records adds its own columns and tables.
-- The checks stand behind the readable refusals at submission (QUEUE R6): a number too large for
-- its bits would land in another job's range.

create table pairmill.job (
    -- 262143 stays unused, so that the exclusive end of the last partition does not overflow.
    job    int generated always as identity (maxvalue 262142),
    state  text not null default 'created'
        constraint job_state check (state in ('created', 'running', 'paused', 'cancelled', 'done')),
    weight real not null default 1 constraint job_weight check (weight > 0 and weight < 'infinity'),
    -- The most leases per stage; null is no limit. Divided among the replicas, not exact (R38).
    cap    int constraint job_cap check (cap > 0),
    -- A cancelled job that has nothing live left.
    swept  boolean not null default false,
    constraint job_pkey primary key (job)
);
create index job_running on pairmill.job (job) where state = 'running';
create index job_unswept on pairmill.job (job) where state = 'cancelled' and not swept;

create table pairmill.round (
    job         int not null,
    round       smallint not null constraint round_number check (round between 1 and 15),
    state       text not null default 'planned' constraint round_state check (state in (
        'planned', 'training', 'awaiting_adapters', 'inert',
        'seeding', 'open', 'closing', 'closed', 'cancelled')),
    -- Normal + contrastive responses of one sample.
    slots       smallint not null constraint round_slots check (slots between 1 and 256),
    -- Revisions of one response; 0 is the ablation without self-evolution.
    feedbacks   smallint not null constraint round_feedbacks check (feedbacks between 0 and 15),
    -- The next sample to look at, and the generate tasks made so far.
    seed_cursor bigint not null default 0,
    seeded      bigint not null default 0,
    constraint round_pkey primary key (job, round)
);
-- One round of a job takes work at a time: the barrier tests `ready` by job.
create unique index round_at_work on pairmill.round (job) where state in ('seeding', 'open', 'closing');

-- Who takes part: all samples in round 1, then the hard set.
create table pairmill.round_sample (
    job    int not null,
    round  smallint not null,
    sample bigint not null constraint round_sample_number check (sample between 0 and 268435455),
    constraint round_sample_pkey primary key (job, round, sample)
);
