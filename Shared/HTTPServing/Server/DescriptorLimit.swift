import Glibc

/// How many descriptors this process may have open (RLIMIT_NOFILE).
enum DescriptorLimit {
    static var current: Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return 1_024 }
        return Int(clamping: limit.rlim_cur)
    }
}
