package import Contracts
package import Domain

/// What makes a preference pair the same one in two jobs.
package struct ComparedPair: Hashable {
    package let sample: String
    package let chosen: String
    package let rejected: String
    package let chosenWords: Int
    package let excluded: String?

    package init(sample: String, _ pair: PreferencePair) {
        self.sample = sample
        chosen = pair.chosen.text
        rejected = pair.rejected.text
        chosenWords = pair.chosenWords
        excluded = pair.excluded?.rawValue
    }

    /// Reads a line of `GET /v1/jobs/{job}/pairs`.
    package init(_ line: JSONValue) {
        sample = line["name"]?.text ?? ""
        chosen = line["chosen"]?["text"]?.text ?? ""
        rejected = line["rejected"]?["text"]?.text ?? ""
        chosenWords = Int(line["chosen"]?["words"]?.whole ?? -1)
        excluded = line["excluded"]?.text
    }
}
