package import Domain

/// One line of the reply to `POST /v1/jobs/{job}/samples`, in the order of the input.
package enum IntakeLine: Sendable, Hashable {
    case stored(line: Int, sample: SampleID)
    /// The same id with the same content was there already; no error.
    case duplicate(line: Int, sample: SampleID)
    /// The same image and instruction is there under this other id; left out.
    case duplicateOf(line: Int, sample: SampleID, name: String)
    case failed(line: Int, IntakeProblem)
    /// The last line.
    case summary(IntakeSummary)
}

extension IntakeLine: Codable {
    private enum Key: String, CodingKey {
        case line, sample, duplicate, error, summary
        case duplicateOf = "duplicate_of"
    }

    package init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: Key.self)
        if let summary = try container.decodeIfPresent(IntakeSummary.self, forKey: .summary) {
            self = .summary(summary)
            return
        }
        let line = try container.decode(Int.self, forKey: .line)
        if let problem = try container.decodeIfPresent(IntakeProblem.self, forKey: .error) {
            self = .failed(line: line, problem)
            return
        }
        let sample = try container.decode(SampleID.self, forKey: .sample)
        if let name = try container.decodeIfPresent(String.self, forKey: .duplicateOf) {
            self = .duplicateOf(line: line, sample: sample, name: name)
        } else if try container.decodeIfPresent(Bool.self, forKey: .duplicate) == true {
            self = .duplicate(line: line, sample: sample)
        } else {
            self = .stored(line: line, sample: sample)
        }
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .summary(let summary):
            try container.encode(summary, forKey: .summary)
        case .failed(let line, let problem):
            try container.encode(line, forKey: .line)
            try container.encode(problem, forKey: .error)
        case .stored(let line, let sample):
            try container.encode(line, forKey: .line)
            try container.encode(sample, forKey: .sample)
        case .duplicate(let line, let sample):
            try container.encode(line, forKey: .line)
            try container.encode(sample, forKey: .sample)
            try container.encode(true, forKey: .duplicate)
        case .duplicateOf(let line, let sample, let name):
            try container.encode(line, forKey: .line)
            try container.encode(sample, forKey: .sample)
            try container.encode(name, forKey: .duplicateOf)
        }
    }
}
