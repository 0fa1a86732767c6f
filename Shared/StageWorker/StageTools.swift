package import Backends
package import Blocking
package import Logging

/// What a stage's handler and routes work with.
package struct StageTools: Sendable {
    package let chat: ChatClient
    package let backends: BackendPool
    package let images: SharedImages
    /// For files and CPU work above a millisecond (HTTP L9).
    package let blocking: BlockingPool
    package let logger: Logger
}
