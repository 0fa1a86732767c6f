-- Servers that answer chats, registered at run time (BACKENDS §6).
create table pairmill.backend (
    id            uuid not null,
    url           text not null,
    kind          text not null default 'auto',
    roles         text[] not null,
    max_in_flight int not null default 16
        constraint backend_max_in_flight check (max_in_flight between 1 and 100000),
    state         text not null default 'joining'
        constraint backend_state check (state in ('joining', 'active', 'draining', 'gone')),
    -- The environment variable that holds its key, never the key itself.
    key_env       text,
    adapter_root  text,
    max_lora_rank int,
    created_at    timestamptz not null default now(),
    constraint backend_pkey primary key (id),
    constraint backend_url unique (url)
);
