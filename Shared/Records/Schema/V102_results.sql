-- Results. One partition a job, so that deleting a job drops tables (QUEUE R47); the token
-- that won stays with its result (R15). Built beside and attached: creating a partition in
-- place would lock the parent against every completion.

create table pairmill.response (
    task_id       bigint not null,
    token         bigint not null,
    worker        bigint not null,
    -- Revise tasks made together with it: conservation needs no guess.
    feedbacks     smallint not null,
    body          text not null,
    finish_reason text not null,
    perturbation  jsonb,
    saw_reference boolean not null,
    detail        jsonb not null,
    at            timestamptz not null default clock_timestamp(),
    constraint response_pkey primary key (task_id)
) partition by range (task_id);

create table pairmill.revision (
    task_id         bigint not null,
    token           bigint not null,
    worker          bigint not null,
    feedback        text not null,
    feedback_finish text not null,
    feedback_detail jsonb not null,
    saw_reference   boolean not null,
    body            text not null,
    finish_reason   text not null,
    detail          jsonb not null,
    at              timestamptz not null default clock_timestamp(),
    constraint revision_pkey primary key (task_id)
) partition by range (task_id);

-- Of the text at task_id - 1.
create table pairmill.verdict (
    task_id   bigint not null,
    token     bigint not null,
    worker    bigint not null,
    v         smallint not null constraint verdict_v check (v in (0, 1)),
    -- Revise tasks made with it, where only failed responses are revised (DECISIONS 17).
    feedbacks smallint not null constraint verdict_feedbacks check (feedbacks = 0 or task_id & 31 = 1),
    -- Dimensions that failed, by name; empty exactly where v = 1.
    failed    text[] not null constraint verdict_failed check ((v = 1) = (cardinality(failed) = 0)),
    votes     jsonb not null,
    agreement real not null,
    detail    jsonb not null,
    at        timestamptz not null default clock_timestamp(),
    constraint verdict_pkey primary key (task_id)
) partition by range (task_id);

create function pairmill.add_result_partitions(j int) returns void language plpgsql as $$
declare
    parent text;
    low  bigint := pairmill.task_id(j, 0, 0, 0, 0);
    high bigint := pairmill.task_id(j + 1, 0, 0, 0, 0);
begin
    foreach parent in array '{response,revision,verdict}'::text[] loop
        execute format('create table if not exists pairmill.%I (like pairmill.%I including all)',
            parent || '_' || j, parent);
        execute format('alter table pairmill.%I attach partition pairmill.%I for values from (%s) to (%s)',
            parent, parent || '_' || j, low, high);
    end loop;
end $$;

-- Every task of a round with a place: the queue's places and the results (QUEUE R2). The bounds
-- are constants of the call, so only the job's partitions are read.
create function pairmill.conservation(j int, rnd int)
    returns table (stage smallint, made bigint, leak bigint, doubled bigint) language sql stable as $$
    with place as (
        select task_id from pairmill.queue_place
            where job = j and task_id between pairmill.first_of(j, rnd) and pairmill.last_of(j, rnd)
        union all select task_id from pairmill.response
            where task_id between pairmill.first_of(j, rnd) and pairmill.last_of(j, rnd)
        union all select task_id from pairmill.revision
            where task_id between pairmill.first_of(j, rnd) and pairmill.last_of(j, rnd)
        union all select task_id from pairmill.verdict
            where task_id between pairmill.first_of(j, rnd) and pairmill.last_of(j, rnd)),
    held as (
        select pairmill.stage_of(task_id) as stage, count(*) as n, count(*) - count(distinct task_id) as twice
        from place group by 1),
    response as (
        select count(*) as n, coalesce(sum(feedbacks), 0)::bigint as revises from pairmill.response
        where task_id between pairmill.first_of(j, rnd) and pairmill.last_of(j, rnd)),
    revision as (
        select count(*) as n from pairmill.revision
        where task_id between pairmill.first_of(j, rnd) and pairmill.last_of(j, rnd)),
    verdict as (
        select coalesce(sum(feedbacks), 0)::bigint as revises from pairmill.verdict
        where task_id between pairmill.first_of(j, rnd) and pairmill.last_of(j, rnd)),
    made as (
        select 0::smallint as stage, r.seeded as n from pairmill.round r where r.job = j and r.round = rnd
        union all select 1::smallint, response.revises + verdict.revises from response, verdict
        union all select 2::smallint, response.n + revision.n from response, revision)
    select m.stage, m.n, m.n - coalesce(h.n, 0), coalesce(h.twice, 0)
    from made m left join held h using (stage) order by 1 $$;

-- What was made is somewhere, once: leak and doubled are 0 in every snapshot.
create view pairmill.conservation as
    select r.job, r.round, c.stage, c.made, c.leak, c.doubled
    from pairmill.round r cross join lateral pairmill.conservation(r.job, r.round) c;
