-- What rounds train before they begin, what came of it, and where it serves.

-- The training of one role before a round (QUEUE R36). Whoever works on it holds it by a random
-- token for a while; the trainer knows the work by job, round, role and attempt, so an
-- Orchestrator that starts anew finds it running and starts no second one.
create table pairmill.training (
    job         int not null,
    round       smallint not null,
    role        text not null constraint training_role check (role in ('generator', 'reviser')),
    -- waiting: to be sent; running: the trainer has it; awaiting: a person brings the adapter;
    -- skipped: a person decided that the role stays as it is.
    state       text not null constraint training_state check (state in
        ('waiting', 'running', 'awaiting', 'succeeded', 'failed', 'cancelled', 'skipped')),
    attempt     smallint not null default 1 constraint training_attempt check (attempt > 0),
    -- Pairs it learns from, as counted when the round began to train; then as they were sent.
    pairs       bigint not null,
    token       bigint,
    held_until  timestamptz,
    -- When to look at it next.
    due         timestamptz not null default now(),
    -- When it has taken too long.
    deadline    timestamptz,
    -- The trainer's names for the file that was sent, its SHA-256, and the training itself.
    file        text,
    file_sha256 bytea,
    trainer_job text,
    -- The last the trainer told: step, total_steps, loss, accuracy, margin, eta_seconds, …
    progress    jsonb not null default '{}',
    -- Why it failed, or what it waits for at the moment.
    reason      text,
    adapter     text,
    created_at  timestamptz not null default now(),
    finished_at timestamptz,
    constraint training_pkey primary key (job, round, role)
);
create index training_open on pairmill.training (due) where state in ('waiting', 'running');

-- What was trained, or brought by a person. Immutable but for what is found out about it.
create table pairmill.adapter (
    -- The name it is served under, never given twice (BACKENDS §7).
    name       text not null,
    job        int not null,
    round      smallint not null,
    role       text not null constraint adapter_role check (role in ('generator', 'reviser')),
    format     text not null constraint adapter_format check (format in ('peft', 'scene', 'merged')),
    base_model text not null,
    rank       int,
    alpha      double precision,
    -- Of its weights; null for a merged model, whose files we never see.
    sha256     bytea constraint adapter_sha256 check (octet_length(sha256) = 32),
    -- Who made it, from what, and how.
    provenance jsonb not null,
    state      text not null default 'new'
        constraint adapter_state check (state in ('new', 'proven', 'inert', 'superseded')),
    reason     text,
    -- What the gates saw when that was decided, by the backend's id.
    gates      jsonb not null default '{}',
    created_at timestamptz not null default now(),
    proven_at  timestamptz,
    constraint adapter_pkey primary key (name)
);
create index adapter_place on pairmill.adapter (job, round, role);

-- An adapter on one backend, since that backend last loaded it. Stages use it only where it is
-- proven; a row goes when the backend no longer lists the adapter.
create table pairmill.adapter_backend (
    adapter text not null,
    backend uuid not null,
    state   text not null
        constraint adapter_backend_state check (state in ('loaded', 'proven', 'inert', 'refused')),
    reason  text,
    -- What the gate saw: prompts, differing, noise, median.
    gate    jsonb,
    at      timestamptz not null default now(),
    constraint adapter_backend_pkey primary key (backend, adapter)
);

-- What happened to a job, for those who watch it (GET /v1/jobs/{job}/events).
create table pairmill.job_event (
    job   int not null,
    id    bigint generated always as identity,
    at    timestamptz not null default clock_timestamp(),
    kind  text not null,
    data  jsonb not null,
    constraint job_event_pkey primary key (job, id)
);
