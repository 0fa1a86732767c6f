import Domain

extension SamplingParameters {
    mutating func read(_ fields: inout FieldReader) {
        fields.number("temperature", into: &temperature)
        fields.number("top_p", into: &topP)
        fields.integer("max_tokens", into: &maxTokens)
    }
}

extension SamplingPlan {
    mutating func read(_ fields: inout FieldReader) {
        fields.integer("normal", into: &normal)
        fields.integer("contrastive", into: &contrastive)
        parameters.read(&fields)
    }
}

extension RevisionPlan {
    mutating func read(_ fields: inout FieldReader) {
        fields.choice("which", into: &which)
        fields.integer("feedbacks", into: &feedbacks)
        parameters.read(&fields)
    }
}

extension TrainingPlan {
    mutating func read(_ fields: inout FieldReader) {
        fields.choice("mode", into: &mode)
        fields.choice("from", into: &from)
        fields.choice("pairs", into: &pairs)
        fields.integer("min_pairs", into: &minPairs)
        fields.number("beta", into: &beta)
        fields.number("learning_rate", into: &learningRate)
        fields.integer("epochs", into: &epochs)
        fields.integer("batch_size", into: &batchSize)
        fields.integer("lora_rank", into: &loraRank)
        fields.integer("lora_alpha", into: &loraAlpha)
        fields.integer("max_pixels", into: &maxPixels)
    }
}

extension RoundPlan {
    /// Reads a round; its sampling and revision say what differs from the job's.
    init(reading fields: inout FieldReader, sampling: SamplingPlan, revision: RevisionPlan) {
        self.init(from: .all)
        fields.choice("from", into: &from)
        fields.boolean("train", into: &train)
        fields.choice("reference", into: &reference)
        fields.object("sampling") {
            var plan = sampling
            plan.read(&$0)
            self.sampling = plan
        }
        fields.object("revision") {
            var plan = revision
            plan.read(&$0)
            self.revision = plan
        }
    }
}
