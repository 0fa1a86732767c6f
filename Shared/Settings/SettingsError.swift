/// Everything that is wrong with the settings, in one report.
package struct SettingsError: Error, Equatable, CustomStringConvertible {
    /// One sentence each: the variable, what came, what is allowed.
    package let problems: [String]

    package init(problems: [String]) { self.problems = problems }

    package var description: String {
        (["the settings have \(problems.count == 1 ? "a problem" : "\(problems.count) problems"):"]
            + problems.map { "  - \($0)" }).joined(separator: "\n")
    }
}
