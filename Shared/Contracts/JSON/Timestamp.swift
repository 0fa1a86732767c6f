/// A moment in time, written as RFC 3339 in UTC: `2026-11-23T10:00:00.123456Z`.
///
/// Microseconds since 1970, as PostgreSQL stores them; so a value survives the
/// way from the database to the API and back.
package struct Timestamp: Sendable, Hashable {
    package let microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }
}

extension Timestamp: Comparable {
    package static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }
}

extension Timestamp: LosslessStringConvertible {
    /// Reads what `description` writes, with any number of digits up to nine.
    package init?(_ description: String) {
        guard
            let parts = description.wholeMatch(
                of: /(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z/.asciiOnlyDigits()),
            let year = Int64(parts.1), let month = Int64(parts.2), (1...12).contains(month),
            let day = Int64(parts.3), (1...31).contains(day), let hour = Int64(parts.4), hour < 24,
            let minute = Int64(parts.5), minute < 60, let second = Int64(parts.6), second < 60
        else { return nil }
        let date = CivilDate(year: year, month: month, day: day)
        guard CivilDate(days: date.days) == date else { return nil }
        let fraction = (String(parts.7 ?? "") + "000000").prefix(6)
        let seconds = ((date.days * 24 + hour) * 60 + minute) * 60 + second
        microseconds = seconds * 1_000_000 + (Int64(fraction) ?? 0)
    }

    package var description: String {
        let (day, rest) = microseconds.floored(by: 86_400_000_000)
        let date = CivilDate(days: day)
        let (seconds, fraction) = rest.quotientAndRemainder(dividingBy: 1_000_000)
        let time = [seconds / 3600, seconds / 60 % 60, seconds % 60].map { $0.padded(to: 2) }
        let parts = fraction == 0 ? "" : "." + fraction.padded(to: 6)
        return "\(date)T\(time.joined(separator: ":"))\(parts)Z"
    }
}

extension Timestamp: Codable {
    package init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let timestamp = Timestamp(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "a time like 2026-11-23T10:00:00Z is expected")
        }
        self = timestamp
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
