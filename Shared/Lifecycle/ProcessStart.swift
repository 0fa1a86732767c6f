import Foundation
package import Settings
import TLS

/// How a process begins: what it can't run with is said plainly, and it ends with a code.
package enum ProcessStart {
    /// `EX_CONFIG` of sysexits.h: the settings are wrong.
    package static let badSettings: Int32 = 78

    /// Reads settings, before anything else is done; on a problem prints all of them and ends the process.
    package static func settings<Value>(_ read: (inout SettingsReader) -> Value) -> Value {
        MemoryArenas.limit()
        var reader = SettingsReader()
        let value = read(&reader)
        do throws(SettingsError) {
            try reader.finish()
            return value
        } catch {
            end(error)
        }
    }

    /// Ends a process that other machines could reach before anybody has made an API key.
    package static func refuseToListen(
        _ settings: ServiceSettings, ifNoKeys hasNone: () async -> Bool
    ) async {
        if settings.requiresKeys, await hasNone() { end(settings.withoutKeys) }
    }

    /// Reads the certificate to serve TLS with; on a problem says which file and why, and ends the process.
    static func identity(_ settings: ServingSettings) -> TLSIdentity? {
        guard let files = settings.certificate else { return nil }
        do throws(TLSFileError) {
            return try TLSIdentity(
                TLSFiles(
                    certificate: files.certificate, key: files.key, clientAuthorities: files.clients))
        } catch {
            end(SettingsError(problems: ["TLS can't be served with \(error)"]))
        }
    }

    private static func end(_ error: SettingsError) -> Never {
        FileHandle.standardError.write(Foundation.Data((error.description + "\n").utf8))
        exit(badSettings)
    }
}
