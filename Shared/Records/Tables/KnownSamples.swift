import Digests
import Domain

/// What a job has already of a batch of samples; decides which are new.
struct KnownSamples {
    private var byName: [String: (id: SampleID, content: SHA256Digest)] = [:]
    private var byContent: [SHA256Digest: (id: SampleID, name: String)] = [:]

    mutating func add(_ id: SampleID, name: String, content: SHA256Digest) {
        byName[name] = (id, content)
        byContent[content] = (id, name)
    }

    mutating func add(_ draft: SampleDraft) { add(draft.id, name: draft.name, content: draft.content) }

    /// Nil for a sample that is new.
    func judge(_ draft: SampleDraft) -> SampleRecords.Stored? {
        if let same = byName[draft.name] {
            return same.content == draft.content ? .duplicate(of: same.id) : .nameTaken(by: same.id)
        }
        return byContent[draft.content].map { .contentTaken(by: $0.id, name: $0.name) }
    }
}
