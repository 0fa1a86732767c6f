/// What the demo reads of `GET /v1/queue`.
struct QueueReply: Decodable {
    struct Conservation: Decodable {
        /// Tasks that are nowhere, and tasks that are in two places (QUEUE R2).
        let leak: Int64
        let doubled: Int64
    }

    let conservation: Conservation
}
