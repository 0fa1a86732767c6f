/// Collects what is wrong with a specification, so that one answer holds it all.
struct SpecificationCheck {
    private(set) var problems: [SpecificationProblem] = []

    mutating func report(_ pointer: String, _ detail: String) {
        problems.append(SpecificationProblem(pointer: pointer, detail: detail))
    }

    mutating func range<Value: Comparable>(
        _ value: Value, _ allowed: ClosedRange<Value>, _ name: String, at pointer: String
    ) {
        guard !allowed.contains(value) else { return }
        report(pointer, "\(name) is \(value); allowed is \(allowed.lowerBound) to \(allowed.upperBound)")
    }

    mutating func samplingPlan(_ plan: SamplingPlan, at pointer: String) {
        let limit = TaskID.Limits.slots
        range(plan.normal, 0...limit, "normal", at: pointer + "/normal")
        range(plan.contrastive, 0...limit, "contrastive", at: pointer + "/contrastive")
        let slots = plan.normal.addingReportingOverflow(plan.contrastive)
        if slots.overflow || slots.partialValue > limit {
            let sum = slots.overflow ? "too large" : "\(slots.partialValue)"
            report(pointer, "normal + contrastive is \(sum); the limit is \(limit) responses per sample")
        } else if plan.slots < 1 {
            report(pointer, "normal + contrastive is \(plan.slots); a sample needs at least 1 response")
        }
        sampling(plan.parameters, at: pointer)
    }

    mutating func revisionPlan(_ plan: RevisionPlan, at pointer: String) {
        let limit = TaskID.Limits.feedbacks
        if !(0...limit).contains(plan.feedbacks) {
            report(
                pointer + "/feedbacks",
                "feedbacks is \(plan.feedbacks); the limit is \(limit) per response, and 0 revises nothing")
        }
        sampling(plan.parameters, at: pointer)
    }

    mutating func sampling(_ parameters: SamplingParameters, at pointer: String) {
        range(parameters.temperature, 0...2, "temperature", at: pointer + "/temperature")
        if !(parameters.topP > 0 && parameters.topP <= 1) {
            report(pointer + "/top_p", "top_p is \(parameters.topP); allowed is above 0, up to 1")
        }
        range(parameters.maxTokens, 1...131_072, "max_tokens", at: pointer + "/max_tokens")
    }

    mutating func perturbation(_ rule: PerturbationRule, at pointer: String) {
        switch rule {
        case .diffusionNoise(let step):
            bounds(step, within: 0...999, "step", at: pointer)
        case .gaussianBlur(let sigma):
            bounds(sigma, within: 0.1...64, "sigma", at: pointer)
        case .scale(let factor):
            bounds(factor, within: 0.01...0.99, "factor", at: pointer)
        }
    }

    private mutating func bounds<Value: Comparable>(
        _ drawn: ClosedRange<Value>, within allowed: ClosedRange<Value>, _ name: String, at pointer: String
    ) {
        range(drawn.lowerBound, allowed, name, at: pointer + "/" + name)
        if drawn.lowerBound != drawn.upperBound {
            range(drawn.upperBound, allowed, name, at: pointer + "/" + name)
        }
    }
}

extension SamplingParameters {
    /// What is wrong with the values, for a body that holds them at this pointer.
    package func problems(at pointer: String) -> [SpecificationProblem] {
        var check = SpecificationCheck()
        check.sampling(self, at: pointer)
        return check.problems
    }
}
