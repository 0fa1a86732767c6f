/// The right to have one request at a backend; it is given back exactly once.
struct Place: Sendable {
    let backend: Backend
    let pass: Breaker.Pass
    /// How a call is sent there now.
    let form: ChatEncoding.Form
}
