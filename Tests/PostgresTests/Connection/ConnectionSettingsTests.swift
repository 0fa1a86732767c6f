import Testing

@testable import Postgres

@Suite struct ConnectionSettingsTests {
    @Test(arguments: [
        ("postgres://h/d?prepare=off", "postgres://h/d"),
        ("postgres://h/d?prepare=off&sslmode=require", "postgres://h/d?sslmode=require"),
        ("postgres://h/d?a=1&prepare=off&b=2", "postgres://h/d?a=1&b=2"),
        ("host=h prepare=off dbname=d", "host=h  dbname=d"),
    ]) func `prepare=off is taken out of the address`(given: String, address: String) {
        let settings = ConnectionSettings(address: given)
        #expect(settings.address == address)
        #expect(!settings.preparesStatements)
        #expect(!settings.keywords.contains { $0.name == "options" })
    }

    @Test func `an address without it prepares and sends the guard rails`() {
        let settings = ConnectionSettings(address: "postgres://h/d")
        #expect(settings.preparesStatements)
        #expect(settings.keywords.contains { $0.value.contains("-c lock_timeout=5000") })
    }

    @Test func `the description holds no password`() {
        #expect(!"\(ConnectionSettings(address: "postgres://me:secret@h/d"))".contains("secret"))
    }
}
