/// The configuration of a private server.
enum ClusterSettings {
    /// All of `postgresql.conf`; times are of the server's own syntax (QUEUE R48).
    static func text(_ folders: ClusterFolders, _ durability: Durability) -> String {
        let settings: [(name: String, value: String)] = [
            ("listen_addresses", ""), ("unix_socket_directories", folders.socket),
            ("unix_socket_permissions", "0700"), ("max_connections", "200"), ("shared_buffers", "128MB"),
            ("dynamic_shared_memory_type", "posix"), ("max_wal_size", "2GB"),
            ("autovacuum_naptime", "5s"), ("checkpoint_timeout", "15min"), ("wal_compression", "on"),
            ("jit", "off"), ("timezone", "UTC"), ("log_timezone", "UTC"), ("lc_messages", "C"),
        ]
        return (settings + durability.settings).map { name, value in
            "\(name) = '\(value.replacing("'", with: "''"))'\n"
        }.joined()
    }
}
