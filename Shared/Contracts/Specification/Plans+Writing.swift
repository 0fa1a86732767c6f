import Domain
import OrderedCollections

extension SamplingParameters {
    func json(after first: OrderedDictionary<String, JSONValue>) -> JSONValue {
        var members = first
        members["temperature"] = .number(temperature)
        members["top_p"] = .number(topP)
        members["max_tokens"] = .integer(Int64(maxTokens))
        return .object(members)
    }
}

extension SamplingPlan {
    var json: JSONValue {
        parameters.json(after: [
            "normal": .integer(Int64(normal)), "contrastive": .integer(Int64(contrastive)),
        ])
    }
}

extension RevisionPlan {
    var json: JSONValue {
        parameters.json(after: ["which": .string(which.rawValue), "feedbacks": .integer(Int64(feedbacks))])
    }
}

extension TrainingPlan {
    var json: JSONValue {
        [
            "mode": .string(mode.rawValue), "from": .string(from.rawValue), "pairs": .string(pairs.rawValue),
            "min_pairs": .integer(Int64(minPairs)),
            "beta": .number(beta), "learning_rate": .number(learningRate), "epochs": .integer(Int64(epochs)),
            "batch_size": .integer(Int64(batchSize)), "lora_rank": .integer(Int64(loraRank)),
            "lora_alpha": .integer(Int64(loraAlpha)), "max_pixels": .integer(Int64(maxPixels)),
        ]
    }
}

extension RoundPlan {
    var json: JSONValue {
        var members: OrderedDictionary<String, JSONValue> = [
            "from": .string(from.rawValue), "train": .bool(train), "reference": .string(reference.rawValue),
        ]
        members["sampling"] = sampling?.json
        members["revision"] = revision?.json
        return .object(members)
    }
}

extension PairingRules {
    var json: JSONValue {
        [
            "max_pairs_per_sample": .integer(Int64(maxPairsPerSample)),
            "max_pairs_per_response": .integer(Int64(maxPairsPerResponse)),
            "max_feedback_pairs_per_response": .integer(Int64(maxFeedbackPairsPerResponse)),
            "filters": filters.json,
        ]
    }
}

extension PairFilterRules {
    fileprivate var json: JSONValue {
        [
            "identical": ["on": .bool(identical.on)],
            "near_identical": ["on": .bool(nearIdentical.on), "jaccard": .number(nearIdentical.jaccard)],
            "contained": ["on": .bool(contained.on), "which": .string(contained.which.rawValue)],
            "degenerate": ["on": .bool(degenerate.on)],
            "truncated": ["on": .bool(truncated.on)],
            "placeholder": ["on": .bool(placeholder.on), "action": .string(placeholder.action.rawValue)],
            "ratio": [
                "on": .bool(ratio.on), "times": .number(ratio.times),
                "unless_under": .integer(Int64(ratio.unlessUnder)),
            ],
            "length_balance": [
                "on": .bool(lengthBalance.on), "mean_gap": .number(lengthBalance.meanGap),
                "at_most": .number(lengthBalance.atMost),
            ],
        ]
    }
}
