-- What a closed round leaves behind. Keyed by their texts, so that building twice changes nothing.

create table pairmill.preference_pair (
    job             int not null,
    round           smallint not null,
    sample          bigint not null,
    id              uuid not null,
    -- The generate or revise tasks of the two texts.
    chosen          bigint not null,
    rejected        bigint not null,
    chosen_source   text not null,
    rejected_source text not null,
    chosen_words    int not null,
    rejected_words  int not null,
    -- The filter that struck first; null for a pair that is exported (FORMATS §5).
    excluded        text,
    constraint preference_pair_pkey primary key (job, round, chosen, rejected),
    constraint preference_pair_sides check (chosen <> rejected)
);
create unique index preference_pair_id on pairmill.preference_pair (id);
-- Pages of exports, and what a sample kept in earlier rounds.
create index preference_pair_place on pairmill.preference_pair (job, round, sample, id);

-- Two feedbacks on one response: one whose revision passed, one whose revision failed.
create table pairmill.feedback_pair (
    job           int not null,
    round         smallint not null,
    sample        bigint not null,
    id            uuid not null,
    -- The response both are about, and the revise tasks of the two feedbacks.
    response      bigint not null,
    chosen        bigint not null,
    rejected      bigint not null,
    saw_reference boolean not null,
    excluded      text,
    constraint feedback_pair_pkey primary key (job, round, chosen, rejected),
    constraint feedback_pair_sides check (chosen <> rejected)
);
create unique index feedback_pair_id on pairmill.feedback_pair (id);
create index feedback_pair_place on pairmill.feedback_pair (job, round, sample, id);

-- How each sample ended a round; the hard ones are the next round's.
create table pairmill.sample_outcome (
    job     int not null,
    round   smallint not null,
    sample  bigint not null,
    outcome text not null constraint sample_outcome_name
        check (outcome in ('incomplete', 'hard', 'all_passed', 'mixed')),
    constraint sample_outcome_pkey primary key (job, round, sample)
);
