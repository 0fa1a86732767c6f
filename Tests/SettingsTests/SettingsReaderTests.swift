import Testing

@testable import Settings

@Suite struct SettingsReaderTests {
    @Test func `a setting is read from its variable with the project's prefix`() throws {
        var reader = SettingsReader(environment: [
            "PAIRMILL_DATABASE_URL": "postgresql:///x", "DATABASE_URL": "no",
        ])
        #expect(reader.required("database.url", hint: "give one") == "postgresql:///x")
        try reader.finish()
    }

    @Test func `all problems come in one report, each naming its variable and what is allowed`() {
        var reader = SettingsReader(environment: [
            "PAIRMILL_CAPACITY": "many", "PAIRMILL_GRACE": "soon", "PAIRMILL_INSECURE": "perhaps",
        ])
        #expect(reader.integer("capacity", default: 8, in: 1...64) == 8)
        #expect(reader.duration("grace", default: .seconds(30)) == .seconds(30))
        #expect(reader.flag("insecure") == false)
        _ = reader.required("database.url", hint: "give one")
        #expect(
            throws: SettingsError(problems: [
                "PAIRMILL_CAPACITY is \"many\"; a whole number from 1 to 64 is allowed",
                "PAIRMILL_GRACE is \"soon\"; a length of time such as 250ms, 30s, 5m or 1h is allowed",
                "PAIRMILL_INSECURE is \"perhaps\"; true or false is allowed",
                "PAIRMILL_DATABASE_URL is not set; give one",
            ])
        ) { try reader.finish() }
    }

    @Test func `a number outside its range is refused, its ends are allowed`() {
        for (text, ok) in [("1", true), ("64", true), ("0", false), ("65", false), ("+3", true), ("", true)] {
            var reader = SettingsReader(environment: ["PAIRMILL_CAPACITY": text])
            _ = reader.integer("capacity", default: 8, in: 1...64)
            #expect(((try? reader.finish()) != nil) == ok, "\(text)")
        }
    }

    @Test(arguments: [("250ms", 0.25), ("30s", 30), ("1.5m", 90), ("1h", 3600)])
    func `lengths of time are written with their unit`(text: String, seconds: Double) {
        #expect(DurationText.parse(text) == .seconds(seconds))
    }

    @Test(arguments: ["", "5", "s", "-1s", "1 s", "1d", "١s", "infs"])
    func `anything else is no length of time`(text: String) {
        #expect(DurationText.parse(text) == nil)
    }

    @Test func `a variable nobody knows is a problem that names the nearest one`() {
        var reader = SettingsReader(environment: [
            "PAIRMILL_BLOB": "x", "PAIRMILL_INTAKE_ROTS": "", "PAIRMILL_COLOUR": "red", "OTHER_BLOB": "x",
            "PAIRMILL_NAME": "n", "PAIRMILL_BACKENDS": "of another program",
        ])
        #expect(reader.string("name", default: "") == "n")
        #expect(
            throws: SettingsError(problems: [
                "PAIRMILL_BLOB is not known; did you mean PAIRMILL_BLOBS?",
                "PAIRMILL_COLOUR is not known; docs/operations.md lists those that are",
                "PAIRMILL_INTAKE_ROTS is not known; did you mean PAIRMILL_INTAKE_ROOTS?",
            ])
        ) { try reader.finish() }
    }

    @Test func `a key of a backend may be in a variable of the project's prefix`() throws {
        let reader = SettingsReader(environment: ["PAIRMILL_KEY_GPU2": "secret"])
        try reader.finish()
        #expect(throws: SettingsError.self) {
            try SettingsReader(environment: ["PAIRMILL_KEY_": "secret"]).finish()
        }
    }

    @Test func `what Kubernetes tells of services beside a process is no mistake`() throws {
        let reader = SettingsReader(environment: [
            "PAIRMILL_ORCHESTRATOR_SERVICE_HOST": "10.0.0.1", "PAIRMILL_ORCHESTRATOR_SERVICE_PORT": "8080",
            "PAIRMILL_ORCHESTRATOR_PORT": "tcp://10.0.0.1:8080",
            "PAIRMILL_ORCHESTRATOR_PORT_8080_TCP_ADDR": "10.0.0.1",
        ])
        try reader.finish()
    }

    @Test func `a secret never shows in descriptions or dumps`() {
        let secret = Secret("hunter2")
        var dumped = ""
        dump(["key": secret], to: &dumped)
        #expect(!"\(secret) \(String(reflecting: secret)) \(dumped)".contains("hunter2"))
        #expect(secret.exposed == "hunter2")
    }
}
