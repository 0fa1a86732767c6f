extension Double {
    /// With so many decimals after a point, the same wherever it runs.
    func text(decimals: Int) -> String {
        guard isFinite, magnitude < 1e12 else { return "\(self)" }
        let unit = (0..<decimals).reduce(Int64(1)) { power, _ in power * 10 }
        let whole = Int64((magnitude * Double(unit)).rounded())
        let sign = self < 0 && whole > 0 ? "-" : ""
        guard decimals > 0 else { return "\(sign)\(whole)" }
        let fraction = String(whole % unit)
        return "\(sign)\(whole / unit)." + String(repeating: "0", count: decimals - fraction.count) + fraction
    }
}
