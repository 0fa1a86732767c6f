import Settings

/// Where a trainer is, and how it is used; none where no address is given.
struct TrainerSettings: Sendable {
    /// Its address without a slash at the end; nil where nothing is trained.
    let url: String?
    let key: Secret?
    /// How long one training may take.
    let timeout: Duration
    /// Where finished adapters are kept, one folder each.
    let adapters: String
    /// The address the trainer fetches pictures from; nil sends them along.
    let images: String?

    init(reading reader: inout SettingsReader) {
        url = reader.text("trainer.url").map(Self.withoutSlash)
        key = reader.secret("trainer.key")
        timeout = reader.duration("trainer.timeout", default: .seconds(86_400))
        adapters = reader.string("adapters", default: "/var/lib/pairmill/adapters")
        images = reader.text("trainer.images").map(Self.withoutSlash)
        for (name, url) in [("trainer.url", url), ("trainer.images", images)] {
            guard let url, !url.hasPrefix("http://"), !url.hasPrefix("https://") else { continue }
            reader.report(name, "is \"\(url)\"; it must begin with http:// or https://")
        }
        if !adapters.hasPrefix("/") {
            reader.report("adapters", "is \"\(adapters)\"; the absolute path of a folder is allowed")
        }
    }

    private static func withoutSlash(_ url: String) -> String {
        url.hasSuffix("/") ? String(url.dropLast()) : url
    }
}
