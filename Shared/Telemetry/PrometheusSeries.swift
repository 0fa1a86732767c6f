/// One series of the metrics page.
protocol PrometheusSeries: AnyObject, Sendable {
    /// `counter`, `gauge` or `histogram`.
    var type: String { get }
    func write(key: MetricKey, to text: inout String)
}
