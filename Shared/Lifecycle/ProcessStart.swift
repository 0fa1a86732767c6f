import Foundation
package import Settings

/// How a process begins: what it can't run with is said plainly, and it ends with a code.
package enum ProcessStart {
    /// `EX_CONFIG` of sysexits.h: the settings are wrong.
    package static let badSettings: Int32 = 78

    /// Reads settings; on a problem prints all of them and ends the process.
    package static func settings<Value>(_ read: (inout SettingsReader) -> Value) -> Value {
        var reader = SettingsReader()
        let value = read(&reader)
        do throws(SettingsError) {
            try reader.finish()
            return value
        } catch {
            FileHandle.standardError.write(Foundation.Data((error.description + "\n").utf8))
            exit(badSettings)
        }
    }
}
