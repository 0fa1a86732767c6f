import Contracts
import Domain
import HTTPServing
import HTTPTypes
import Schemas

/// What several operations have in common.
extension RouteDescription {
    /// On the job of the path.
    var ofJob: RouteDescription { path("job", JobID.schema).refuses(404, "There is no such job.") }

    /// On a round of a job of the path.
    var ofRound: RouteDescription {
        path("job", JobID.schema).path("round", .round)
            .refuses(404, "There is no such job, or it has no such round.")
    }

    /// Answers pages of a list.
    func lists<Row: Sendable & Codable & Hashable>(_ row: Row.Type, after id: Schema) -> RouteDescription {
        query("limit", .integer(1...1000), "Rows of a page, 100 where it is left out.")
            .query("after", id, "The `last_id` of the page before.")
            .answers(ListEnvelope<Row>.self)
    }

    /// Makes something, once for each Idempotency-Key.
    func creates<Body: Decodable>(
        _ type: Body.Type, _ words: String, fields: [HTTPField.Name] = []
    ) -> RouteDescription {
        header(
            .idempotencyKey, IdempotencyKey.schema,
            "A UUID, say: who asks again with it within a day gets the first answer."
        )
        .answers(201, type, fields: fields, words)
        .refuses(409, "A request with this Idempotency-Key is still at work.")
    }
}

extension Schema {
    /// `0` or `1`.
    static let flag = Schema.words(["0", "1"])
    /// A number from 0 to 0.9.
    static let share = Schema.text(pattern: "0(\\.[0-8][0-9]{0,8}|\\.9)?")
    /// The number of a round.
    static let round = Schema.integer(1...Int64(TaskID.Limits.rounds))
}
