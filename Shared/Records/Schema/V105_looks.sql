-- Looking at the queue must not cost more the more jobs are over.

-- Jobs that are not over; the driver reads them twice a second.
create index job_unfinished on pairmill.job (job) where state not in ('done', 'cancelled');

-- A cancelled job is over as well; it used to have no end.
update pairmill.job set finished_at = coalesce(started_at, created_at)
    where state = 'cancelled' and finished_at is null;
create index job_finished on pairmill.job (finished_at) where state in ('done', 'cancelled');

-- As before (V102), but for the price of the results' rows, without sorting them: within one
-- result table nothing can be there twice, so only tasks that are live or dead are compared.
create or replace function pairmill.conservation(j int, rnd int)
    returns table (stage smallint, made bigint, leak bigint, doubled bigint) language sql stable as $$
    with place as materialized (
        select task_id from pairmill.queue_place
            where job = j and task_id between pairmill.first_of(j, rnd) and pairmill.last_of(j, rnd)),
    ended as (
        select p.task_id from place p join pairmill.response r using (task_id)
            where r.task_id between pairmill.first_of(j, rnd) and pairmill.last_of(j, rnd)
        union all select p.task_id from place p join pairmill.revision r using (task_id)
            where r.task_id between pairmill.first_of(j, rnd) and pairmill.last_of(j, rnd)
        union all select p.task_id from place p join pairmill.verdict r using (task_id)
            where r.task_id between pairmill.first_of(j, rnd) and pairmill.last_of(j, rnd)),
    response as (
        select count(*) as n, coalesce(sum(feedbacks), 0)::bigint as revises from pairmill.response
        where task_id between pairmill.first_of(j, rnd) and pairmill.last_of(j, rnd)),
    revision as (
        select count(*) as n from pairmill.revision
        where task_id between pairmill.first_of(j, rnd) and pairmill.last_of(j, rnd)),
    verdict as (
        select count(*) as n, coalesce(sum(feedbacks), 0)::bigint as revises from pairmill.verdict
        where task_id between pairmill.first_of(j, rnd) and pairmill.last_of(j, rnd)),
    made as (
        select 0::smallint as stage, r.seeded as n, response.n as results
            from pairmill.round r, response where r.job = j and r.round = rnd
        union all select 1::smallint, response.revises + verdict.revises, revision.n
            from response, revision, verdict
        union all select 2::smallint, response.n + revision.n, verdict.n from response, revision, verdict),
    held as (
        select pairmill.stage_of(task_id) as stage, count(*) as n, count(distinct task_id) as tasks
        from place group by 1),
    twice as (
        select pairmill.stage_of(task_id) as stage, count(distinct task_id) as tasks from ended group by 1)
    -- Doubled are the rows there are beyond one a task.
    select m.stage, m.n, m.n - m.results - coalesce(h.n, 0),
        coalesce(h.n - h.tasks, 0) + coalesce(t.tasks, 0)
    from made m left join held h using (stage) left join twice t using (stage) order by 1 $$;
