/// Decorrelated jitter: each wait is drawn between the least and thrice the last.
///
/// A fleet that lost its database together must not come back together
/// (QUEUE R28).
package struct ReconnectDelay: Sendable {
    private let least: Duration
    private let most: Duration
    private var last: Duration

    package init(least: Duration = .milliseconds(50), most: Duration = .seconds(5)) {
        self.least = least
        self.most = most
        last = least
    }

    package mutating func next(using random: inout some RandomNumberGenerator) -> Duration {
        let span = last * 3 - least
        last = min(most, least + span * Double.random(in: 0...1, using: &random))
        return last
    }

    package mutating func reset() { last = least }
}
