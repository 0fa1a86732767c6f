extension JobSpecification {
    /// Everything wrong with the values, in the order of the specification.
    package func problems() -> [SpecificationProblem] {
        var check = SpecificationCheck()
        checkJob(&check)
        check.samplingPlan(sampling, at: "/sampling")
        checkPerturbations(&check)
        check.revisionPlan(revision, at: "/revision")
        check.range(verification.votes, 1...9, "votes of one verdict", at: "/verification/votes")
        check.sampling(verification.parameters, at: "/verification")
        checkPairing(&check)
        checkModels(&check)
        checkPrompts(&check)
        checkTraining(&check)
        checkRounds(&check)
        return check.problems
    }

    private func checkJob(_ check: inout SpecificationCheck) {
        if name.utf8.count > 200 {
            check.report("/name", "name has \(name.utf8.count) bytes; the limit is 200")
        }
        check.range(weight, 0.001...1000, "weight", at: "/weight")
        if let cap { check.range(cap, 1...1_000_000, "cap", at: "/cap") }
    }

    private func checkPerturbations(_ check: inout SpecificationCheck) {
        let plans = [sampling] + rounds.compactMap(\.sampling)
        if perturbations.isEmpty && plans.contains(where: { $0.contrastive > 0 }) {
            check.report(
                "/perturbations",
                "perturbations is empty, but contrastive responses need at least one; add one or set "
                    + "sampling.contrastive to 0")
        }
        for (index, rule) in perturbations.enumerated() {
            check.perturbation(rule, at: "/perturbations/\(index)")
        }
    }

    private func checkModels(_ check: inout SpecificationCheck) {
        for role in Role.allCases where models[role]?.isEmpty == true {
            check.report(
                "/models/\(role.rawValue)", "a model's name can't be empty; leave the key out instead")
        }
    }

    private func checkPrompts(_ check: inout SpecificationCheck) {
        for kind in PromptKind.allCases {
            guard let text = prompts[kind] else { continue }
            do throws(PromptTemplateError) {
                _ = try PromptTemplate(text, for: kind)
            } catch {
                check.report("/prompts/\(kind.rawValue)", error.description)
            }
        }
    }

    private func checkPairing(_ check: inout SpecificationCheck) {
        let at = "/pairing"
        check.range(
            pairing.maxPairsPerSample, 1...256, "max_pairs_per_sample", at: at + "/max_pairs_per_sample")
        check.range(
            pairing.maxPairsPerResponse, 1...256, "max_pairs_per_response", at: at + "/max_pairs_per_response"
        )
        check.range(
            pairing.maxFeedbackPairsPerResponse, 0...15, "max_feedback_pairs_per_response",
            at: at + "/max_feedback_pairs_per_response")
        let filters = pairing.filters
        let place = at + "/filters"
        check.range(filters.nearIdentical.jaccard, 0...1, "jaccard", at: place + "/near_identical/jaccard")
        check.range(filters.ratio.times, 1...1000, "times", at: place + "/ratio/times")
        check.range(filters.ratio.unlessUnder, 0...10_000, "unless_under", at: place + "/ratio/unless_under")
        check.range(filters.lengthBalance.meanGap, 0...10, "mean_gap", at: place + "/length_balance/mean_gap")
        check.range(filters.lengthBalance.atMost, 0...1, "at_most", at: place + "/length_balance/at_most")
    }

    private func checkTraining(_ check: inout SpecificationCheck) {
        check.range(training.minPairs, 1...10_000_000, "min_pairs", at: "/training/min_pairs")
        check.range(training.beta, 0.0001...100, "beta", at: "/training/beta")
        check.range(training.learningRate, 1e-9...1, "learning_rate", at: "/training/learning_rate")
        check.range(training.epochs, 1...100, "epochs", at: "/training/epochs")
        check.range(training.batchSize, 1...4096, "batch_size", at: "/training/batch_size")
        check.range(training.loraRank, 1...512, "lora_rank", at: "/training/lora_rank")
        check.range(training.loraAlpha, 1...4096, "lora_alpha", at: "/training/lora_alpha")
        check.range(training.maxPixels, 784...67_108_864, "max_pixels", at: "/training/max_pixels")
    }

    private func checkRounds(_ check: inout SpecificationCheck) {
        check.range(rounds.count, 1...TaskID.Limits.rounds, "the number of rounds", at: "/rounds")
        for (index, round) in rounds.enumerated() {
            let at = "/rounds/\(index)"
            if index == 0 && round.from == .hard {
                check.report(at + "/from", "the first round can't take hard samples: no round was before it")
            }
            if index == 0 && round.train {
                check.report(at + "/train", "the first round can't train: there are no pairs before it")
            }
            if let sampling = round.sampling { check.samplingPlan(sampling, at: at + "/sampling") }
            if let revision = round.revision { check.revisionPlan(revision, at: at + "/revision") }
        }
    }
}
