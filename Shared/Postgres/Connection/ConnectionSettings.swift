/// Where PostgreSQL is and how a connection behaves.
package struct ConnectionSettings: Sendable {
    /// A `postgres://` URL or libpq's `key=value` text; may hold a password.
    package let address: String
    /// Shown in `pg_stat_activity`: `pairmill/<service>/<incarnation>`.
    package var applicationName: String
    /// Off behind PgBouncer below 1.21: nothing is prepared, no option is sent.
    ///
    /// The guard rails must then be set on the role (DECISIONS 22).
    package var preparesStatements: Bool
    /// How long making a connection may take; resolving a host name is not counted.
    package var connectDeadline: Duration = .seconds(5)
    /// How long a statement's answer may take; above the server's own 30 s.
    package var answerDeadline: Duration = .seconds(35)
    /// The same for a script, which may build an index over everything there is.
    package var scriptDeadline: Duration = .seconds(3_600)

    /// Takes `prepare=off` out of the address, which libpq doesn't know.
    package init(address: String, applicationName: String = "pairmill") {
        (self.address, preparesStatements) = Self.splitPrepare(address)
        self.applicationName = applicationName
    }

    /// What libpq gets, in order: an address overrides what stands before it.
    var keywords: [(name: String, value: String)] {
        var keywords = [
            ("fallback_application_name", applicationName), ("keepalives_idle", "15"),
            ("keepalives_interval", "5"), ("keepalives_count", "3"), ("tcp_user_timeout", "20000"),
            ("dbname", address), ("client_encoding", "UTF8"),
        ]
        if preparesStatements { keywords.append(("options", GuardRails.options)) }
        return keywords
    }

    private static func splitPrepare(_ address: String) -> (address: String, prepares: Bool) {
        for (setting, prepares) in [("prepare=off", false), ("prepare=on", true)] {
            guard let range = address.firstRange(of: setting) else { continue }
            var rest = address
            rest.removeSubrange(range)
            rest = rest.replacing("?&", with: "?").replacing("&&", with: "&")
            while let last = rest.last, "?& ".contains(last) { rest.removeLast() }
            return (rest, prepares)
        }
        return (address, true)
    }
}

extension ConnectionSettings: CustomStringConvertible {
    /// Without the address, which may hold a password.
    package var description: String { "PostgreSQL as \(applicationName)" }
}
