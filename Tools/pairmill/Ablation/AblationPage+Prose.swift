extension AblationPage {
    /// How to take the tables.
    static let reading = [
        "*Paper* is the difference of its averages over benchmarks, in points; *ours* is the mean of the "
            + "differences seed by seed, with its interval.",
        "*Shown*: the interval lies above zero, the paper's direction. *Opposite*: it lies below. *Not "
            + "shown*: it holds zero, so these seeds do not tell.",
        "Each interval stands for itself: of twenty comparisons without any difference one leaves zero out "
            + "by chance.", "",
    ]

    /// The measures, exactly.
    var method: [String] {
        [
            "## How it was measured", "",
            "- One local cluster with scene-model as backend and trainer, asked through the REST API alone. "
                + "All rows of a seed have the same samples, the same held-out samples and the same job seed; "
                + "so round 1 draws the same texts in all presets that have its slots. Only the order of "
                + "pairs within a training differs from job to job.",
            "- **Held-out pass rate**, the place of the paper's average over benchmarks: the preset's job "
                + "gets one more round, before which a generator is trained on all its pairs, from the base "
                + "model. That adapter answers the held-out samples, 4 normal responses each; the rate is "
                + "passed / (passed + failed) verdicts. The base model is asked the same.",
            "- **Pairs**, **samples with pairs**: preference pairs that no filter excluded. **Hard left**: "
                + "hard samples after the preset's last round. **Verifier pass rate**: verdicts of responses "
                + "and revisions in the preset's rounds. The added round counts in none of them.",
            "- **Margin gained**: mean log p(chosen) − log p(rejected) after the preset's own last training "
                + "of the generator, less that before; presets that do not train have none.",
            "- **F1**: with c words in both texts, each as often as in the text that has it less often, "
                + "2c / (words of both); mean over round-3 responses, and over round-3 responses and "
                + "revisions that passed. Rounds that had no hard sample left count in neither.",
            "- **Intervals**: mean ± t · s / √n over the n seeds, t of Student's distribution with n − 1 "
                + "degrees of freedom at 95 %.", "",
        ] + Self.meaning
    }

    private static let meaning = [
        "## What this means, and what it does not", "",
        "scene-model is a demonstration model of drawn scenes with a few dozen weights. It really looks, "
            + "errs and learns, so an ordering that is *shown* says that the pipeline does here what the "
            + "method promises: the rows of a seed differ by their rule alone, and the held-out samples "
            + "are pictures that no row has seen.",
        "The figures say nothing of how much a real model of billions of weights gains on real benchmarks, and "
            + "the sizes of differences must not be compared with the paper's. Where an ordering is *not "
            + "shown* here, that neither confirms nor contradicts the paper; where it is *opposite*, the "
            + "reason is to be looked for in scene-model first. The verifier is scene-model too, as the "
            + "paper's verifier is of the family it judges, with an error rate of its own.",
    ]
}
