-- Keys of the REST API. Rows stay when a key is revoked: from the first one on everybody needs a
-- key, and nothing opens again by taking keys away.
create table pairmill.api_key (
    -- The part of the key that names it and is no secret.
    id         text not null
        constraint api_key_id check (id ~ '^pm_[0-9A-Za-z]{12}$'),
    name       text not null
        constraint api_key_name check (length(name) between 1 and 100),
    role       text not null
        constraint api_key_role check (role in ('viewer', 'submitter', 'operator')),
    -- SHA-256 of the whole key, never the key itself.
    digest     bytea not null
        constraint api_key_digest check (length(digest) = 32),
    -- Null for as many as anybody likes; jobs counts those that are not over.
    requests_per_minute int
        constraint api_key_requests_per_minute check (requests_per_minute > 0),
    jobs       int
        constraint api_key_jobs check (jobs > 0),
    created_at timestamptz not null default now(),
    expires_at timestamptz,
    revoked_at timestamptz,
    constraint api_key_pkey primary key (id)
);

-- The key that a job was made with; null where none was asked for.
alter table pairmill.job add column key_id text;
create index job_key_id on pairmill.job (key_id) where state not in ('cancelled', 'done');

-- An answer is kept for the one who asked: two callers may choose the same Idempotency-Key.
alter table pairmill.kept_answer
    -- The id of the API key; empty where none was asked for.
    add column caller text not null default '',
    drop constraint kept_answer_pkey,
    add constraint kept_answer_pkey primary key (caller, route, key);
