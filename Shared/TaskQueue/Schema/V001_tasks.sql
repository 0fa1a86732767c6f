-- The task tables: a task's state is the table its row is in (QUEUE R1).
--
--     ready -> lease -> a result table of Records
--              lease -> deferred -> ready
--              lease -> dead
--
-- Moving is one statement, delete and insert together; no row has a status column, no table a
-- foreign key, and each hot table has one index (R4).

create schema if not exists pairmill;

-- TaskID, 63 bits: job 18 | round 4 | sample 28 | slot 8 | step 5 (R5). Steps: 0 generate,
-- 1 verify the response, 2f revise with feedback f, 2f + 1 verify that revision.

create function pairmill.task_id(job int, round int, sample bigint, slot int, step int) returns bigint
    language sql immutable parallel safe
    return (job::bigint << 45) | (round::bigint << 41) | (sample << 13) | (slot::bigint << 5) | step;

create function pairmill.job_of(id bigint) returns int
    language sql immutable parallel safe return (id >> 45)::int;

create function pairmill.round_of(id bigint) returns smallint
    language sql immutable parallel safe return ((id >> 41) & 15)::smallint;

create function pairmill.sample_of(id bigint) returns bigint
    language sql immutable parallel safe return (id >> 13) & 268435455;

create function pairmill.slot_of(id bigint) returns smallint
    language sql immutable parallel safe return ((id >> 5) & 255)::smallint;

create function pairmill.step_of(id bigint) returns smallint
    language sql immutable parallel safe return (id & 31)::smallint;

-- 0 generate, 1 revise, 2 verify.
create function pairmill.stage_of(id bigint) returns smallint
    language sql immutable parallel safe
    return (case when id & 1 = 1 then 2 when id & 31 = 0 then 0 else 1 end)::smallint;

-- Both ends of a round's ids, for `between`: the exclusive end of the last job would overflow (R6).
create function pairmill.first_of(job int, round int) returns bigint
    language sql immutable parallel safe return pairmill.task_id(job, round, 0, 0, 0);

create function pairmill.last_of(job int, round int) returns bigint
    language sql immutable parallel safe return pairmill.task_id(job, round, 268435455, 255, 31);

-- Waiting to be claimed. `qid` is fresh at every (re)enqueue, so retries queue at the tail;
-- raising the sequence's cache would reorder it across connections (R10).
create table pairmill.ready (
    qid     bigint generated always as identity,
    task_id bigint not null,
    job     int not null,
    stage   smallint not null,
    attempt smallint not null default 0,
    crashes smallint not null default 0,
    constraint ready_pkey primary key (stage, job, qid)
);

-- The right to work on a task. `token` is random and made by the claimer (R8); `worker` is one
-- incarnation of a process; past `deadline` anyone may take the task back (R22).
create table pairmill.lease (
    task_id  bigint not null,
    token    bigint not null,
    worker   bigint not null,
    deadline timestamptz not null,
    job      int not null,
    stage    smallint not null,
    attempt  smallint not null,
    crashes  smallint not null,
    constraint lease_pkey primary key (task_id)
);

-- Waiting until `due`. `reason` says why: a job that snoozes without end shows it (DECISIONS 18).
create table pairmill.deferred (
    task_id bigint not null,
    due     timestamptz not null,
    job     int not null,
    stage   smallint not null,
    attempt smallint not null,
    crashes smallint not null,
    reason  text,
    constraint deferred_pkey primary key (task_id)
);
create index deferred_due on pairmill.deferred (due);

-- Given up, until redriven (R20). Kept as long as its job.
create table pairmill.dead (
    task_id bigint not null,
    job     int not null,
    stage   smallint not null,
    attempt smallint not null,
    crashes smallint not null,
    reason  text not null,
    at      timestamptz not null default clock_timestamp(),
    constraint dead_pkey primary key (task_id)
);

-- How a lease's holder may give it back (R17). An enum, because a kind that the routing does not
-- know would delete the lease and put the task nowhere.
create type pairmill.fail_kind as enum ('retry', 'snooze', 'fatal', 'release');

-- Counted failures and lost leases. A success writes nothing here, nor does a snooze: an outage
-- of hours would fill it.
create table pairmill.attempt_log (
    task_id bigint not null,
    attempt smallint not null,
    worker  bigint not null,
    outcome text not null constraint attempt_log_outcome check (outcome in ('retry', 'fatal', 'lost')),
    error   text,
    at      timestamptz not null default clock_timestamp()
);
create index attempt_log_task on pairmill.attempt_log (task_id);
create index attempt_log_at on pairmill.attempt_log using brin (at);

-- The queue's part of conservation (R2): every task that has no result yet, and where it is.
-- Records adds the result tables to it, and counts what was made. `job` lets `ready` use its index.
create view pairmill.queue_place (task_id, job, stage, place) as
    select task_id, job, stage, 'ready' from pairmill.ready
    union all select task_id, job, stage, 'lease' from pairmill.lease
    union all select task_id, job, stage, 'deferred' from pairmill.deferred
    union all select task_id, job, stage, 'dead' from pairmill.dead;

-- R48. Truncating would take an exclusive lock that stalls claims.
alter table pairmill.ready set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
alter table pairmill.lease set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
alter table pairmill.deferred set (
    autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000,
    autovacuum_vacuum_cost_delay = 0, vacuum_truncate = off);
