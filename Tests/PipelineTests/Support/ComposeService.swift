import Contracts
import OrderedCollections
import Settings

/// One service of a file of Docker Compose.
struct ComposeService {
    let name: String
    let fields: JSONValue

    /// What another service must have come to before this one starts.
    enum Condition: String {
        case started = "service_started"
        case healthy = "service_healthy"
        case completed = "service_completed_successfully"
    }

    var image: String? { fields["image"]?.text }

    /// The program and its arguments.
    var command: [String] { fields["command"]?.elements?.compactMap(\.text) ?? [] }

    var environment: [String: String] {
        (fields["environment"]?.members ?? [:]).reduce(into: [:]) { $0[$1.key] = $1.value.text }
    }

    /// Published ports, as written.
    var ports: [String] { fields["ports"]?.elements?.compactMap(\.text) ?? [] }

    var restart: String? { fields["restart"]?.text }

    /// How long a container has between SIGTERM and SIGKILL; Compose gives ten seconds.
    var stopGrace: Duration {
        fields["stop_grace_period"]?.text.flatMap(DurationText.parse) ?? .seconds(10)
    }

    /// The services this one waits for; a bare list means that they have started.
    var needs: [String: Condition] {
        if let names = fields["depends_on"]?.elements {
            return names.reduce(into: [:]) { $0[$1.text ?? ""] = .started }
        }
        return (fields["depends_on"]?.members ?? [:]).reduce(into: [:]) { needs, need in
            needs[need.key] = Condition(rawValue: need.value["condition"]?.text ?? "service_started")
        }
    }

    /// The check as a program with its arguments; nil where there is none.
    var healthCommand: [String]? {
        guard let words = fields["healthcheck"]?["test"]?.elements?.compactMap(\.text),
            let kind = words.first
        else { return nil }
        switch kind {
        case "CMD-SHELL": return ["/bin/sh", "-c"] + words.dropFirst()
        case "CMD": return Array(words.dropFirst())
        default: return nil
        }
    }
}
