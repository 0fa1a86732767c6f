/// The versions we tell apart: 1.2 and above count as 1.1 (HTTP H15).
package enum HTTPVersion: Sendable {
    case oneZero, oneOne
}
