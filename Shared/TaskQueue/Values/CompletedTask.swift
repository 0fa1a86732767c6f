package import Domain

/// A result and the lease it was made under.
package struct CompletedTask<Result: Sendable>: Sendable {
    package let id: TaskID
    package let token: LeaseToken
    package let result: Result

    package init(id: TaskID, token: LeaseToken, result: Result) {
        self.id = id
        self.token = token
        self.result = result
    }
}
