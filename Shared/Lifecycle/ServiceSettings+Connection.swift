package import Postgres
package import Settings

extension ServiceSettings {
    /// How this process reaches the database.
    package var connection: ConnectionSettings {
        var settings = ConnectionSettings(address: databaseURL.exposed, applicationName: "pairmill/\(name)")
        if !preparedStatements { settings.preparesStatements = false }
        return settings
    }
}
