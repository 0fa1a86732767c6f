import Contracts
import Domain
import HTTPServing
import HTTPTypes
import Spelling

/// Reads a query's parameters, and refuses those nobody asked for.
///
/// A wrong or misspelt one must not mean its default: `?dryrun=1` would create a job.
struct ParameterReading {
    private let parameters: [String: String]
    private var known: [String] = []
    private var problems: [SpecificationProblem] = []

    init(_ parameters: [String: String]) { self.parameters = parameters }

    /// Gives a parameter to the body, which says whether it is one of the allowed values.
    mutating func read(_ key: String, allowed: String, _ body: (String) -> Bool) {
        known.append(key)
        guard let value = parameters[key], !body(value) else { return }
        report(key, "\(key) is \"\(value.prefix(60))\"; allowed: \(allowed)")
    }

    /// A parameter that `convert` understands; nil if it is left out or was refused.
    mutating func value<Value>(_ key: String, allowed: String, _ convert: (String) -> Value?) -> Value? {
        var converted: Value?
        read(key, allowed: allowed) {
            converted = convert($0)
            return converted != nil
        }
        return converted
    }

    /// `0` or `1`, and `0` where it is left out.
    mutating func flag(_ key: String) -> Bool {
        value(key, allowed: "0 or 1") { ["0": false, "1": true][$0] } ?? false
    }

    /// `?limit=` of lists: 1 to 1,000, 100 where it is left out.
    mutating func limit() -> Int {
        value("limit", allowed: "1 to 1000") { text in
            Int(text).flatMap { (1...1000).contains($0) ? $0 : nil }
        } ?? 100
    }

    /// Throws all problems, with those of the parameters nobody asked for.
    mutating func finish() throws(SpecificationRefusal) {
        for key in parameters.keys.sorted() where !known.contains(key) {
            let hint =
                nearestSpelling(of: key, among: known).map { "did you mean \($0)?" }
                ?? "known: \(known.joined(separator: ", "))"
            report(key, "unknown parameter; \(hint)")
        }
        guard problems.isEmpty else { throw SpecificationRefusal(problems: problems) }
    }

    private mutating func report(_ key: String, _ detail: String) {
        problems.append(SpecificationProblem(pointer: "/\(key)", detail: detail))
    }
}

extension Request {
    /// The parameters of the query by name; refuses one that is there twice.
    func singleParameters() throws(SpecificationRefusal) -> [String: String] {
        var parameters: [String: String] = [:]
        var repeated: Set<String> = []
        for (name, value) in query.pairs where parameters.updateValue(value, forKey: name) != nil {
            repeated.insert(name)
        }
        guard repeated.isEmpty else {
            throw SpecificationRefusal(
                problems: repeated.sorted().map {
                    SpecificationProblem(pointer: "/\($0)", detail: "\($0) is there more than once")
                })
        }
        return parameters
    }

    /// Reads the query's parameters; throws one problem that names all that is wrong with them.
    func parameters<Value>(_ read: (inout ParameterReading) -> Value) throws -> Value {
        do throws(SpecificationRefusal) {
            var reading = ParameterReading(try singleParameters())
            let value = read(&reading)
            try reading.finish()
            return value
        } catch {
            throw Problem(error)
        }
    }
}
