/// Why a job gets nowhere, and what to do about it (DECISIONS 18).
package struct Blocked: Sendable, Codable, Hashable {
    package var stage: String
    package var reason: String
    package var remedy: String

    package init(stage: String, reason: String, remedy: String) {
        self.stage = stage
        self.reason = reason
        self.remedy = remedy
    }
}
