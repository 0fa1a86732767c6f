-- What a user submits, beside the columns the queue needs (V002).

alter table pairmill.job
    add column id                   uuid not null,
    add column name                 text not null default '',
    -- The expanded specification, exactly the bytes its SHA-256 was taken of; frozen at start.
    add column specification        text not null,
    add column specification_sha256 bytea not null
        constraint job_specification_sha256 check (octet_length(specification_sha256) = 32),
    -- The number the next sample gets: samples are counted in the order they are stored.
    add column samples              bigint not null default 0
        constraint job_samples check (samples between 0 and 268435456),
    add column created_at           timestamptz not null default now(),
    add column started_at           timestamptz,
    add column finished_at          timestamptz,
    add constraint job_id unique (id);

alter table pairmill.round
    -- What people should know of the round, such as that it ran without training.
    add column note       text,
    -- The first sample whose pairs are not built yet; moves with the pairs of each chunk.
    add column pair_cursor bigint not null default 0,
    add column opened_at  timestamptz,
    add column closed_at  timestamptz;

-- Clean images by content. The bytes are in the blob store.
create table pairmill.image (
    sha256     bytea not null constraint image_sha256 check (octet_length(sha256) = 32),
    media_type text not null,
    width      int not null constraint image_width check (width > 0),
    height     int not null constraint image_height check (height > 0),
    bytes      bigint not null,
    constraint image_pkey primary key (sha256)
);

create table pairmill.sample (
    job         int not null,
    sample      bigint not null constraint sample_number check (sample between 0 and 268435455),
    id          uuid not null,
    -- The user's id for it, or the hash of its content.
    name        text not null,
    image       bytea not null,
    instruction text not null,
    reference   text not null,
    tags        text[] not null default '{}',
    -- SHA-256 of image and instruction: the same picture with the same words is one sample.
    content     bytea not null,
    constraint sample_pkey primary key (job, sample),
    constraint sample_name unique (job, name),
    constraint sample_content unique (job, content)
);
create unique index sample_id on pairmill.sample (id);
