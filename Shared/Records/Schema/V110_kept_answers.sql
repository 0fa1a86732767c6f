-- What was answered to requests that create and came with a key of their own (Idempotency-Key): whoever asks
-- again, because the answer was lost on its way, gets it again, and nothing is made twice.
create table pairmill.kept_answer (
    -- Method and path, then the client's key.
    route      text not null,
    key        text not null constraint kept_answer_key check (length(key) between 1 and 255),
    -- SHA-256 of the request's content: the same key with another content is a mistake.
    content    bytea not null constraint kept_answer_content check (length(content) = 32),
    status     smallint,
    location   text,
    body       bytea,
    created_at timestamptz not null default clock_timestamp(),
    constraint kept_answer_pkey primary key (route, key)
);
create index kept_answer_created_at on pairmill.kept_answer (created_at);
