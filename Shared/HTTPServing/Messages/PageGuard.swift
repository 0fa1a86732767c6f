import HTTPTypes

/// Keeps web pages of others from sending requests in the name of whoever looks at them.
///
/// A browser says where a request comes from (Fetch Metadata; the Origin of RFC 6454), and no page can
/// change that. Programs such as curl say nothing of the kind and are let through.
enum PageGuard {
    /// Throws 403 for a request that changes something and that a page of another origin made.
    static func check(_ head: RequestHead, method: HTTPRequest.Method) throws(Problem) {
        if [.get, .head, .options].contains(method) { return }
        if let site = head.value(of: .secFetchSite), !["same-origin", "none"].contains(site) {
            throw foreign
        }
        guard let origin = head.value(of: .origin) else { return }
        let host = head.value(of: .host) ?? ""
        guard let end = origin.firstRange(of: "://")?.upperBound,
            origin[end...].lowercased() == host.lowercased()
        else { throw foreign }
    }

    private static let foreign = Problem(
        403, code: "foreign_page", detail: "A web page of another origin may not send this.")
}
