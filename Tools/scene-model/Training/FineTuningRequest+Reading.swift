import Contracts
import Domain

extension FineTuningRequest {
    /// Reads a body of POST /v1/fine_tuning/jobs; all that is wrong with it is told at once.
    init(reading body: [UInt8]) throws(OpenAIError) {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: body)
        } catch {
            throw .badRequest("The request can't be read: \(error)")
        }
        do throws(SpecificationRefusal) {
            var fields = try FieldReader(reading: json, what: "the request")
            self.init(reading: &fields, digest: json)
            try fields.close()
        } catch {
            let first = error.problems.first
            throw OpenAIError(
                status: 400, type: "invalid_request_error",
                message: error.problems.map { "\($0.pointer): \($0.detail)" }.joined(separator: "; "),
                param: first?.pointer)
        }
    }

    private init(reading fields: inout FieldReader, digest json: JSONValue) {
        model = fields.required("model")
        trainingFile = fields.required("training_file")
        suffix = fields.suffix()
        seed = fields.integer("seed", in: 0...0x7FFF_FFFF) ?? 42
        hyperparameters = fields.method()
        (voice, start) = fields.voiceAndStart()
        metadata = json["metadata"] ?? [:]
        digest = json.digest
    }
}

extension FieldReader {
    fileprivate mutating func required(_ key: String) -> String {
        let before = problems.count
        if let text = string(key) { return text }
        if problems.count == before { report(pointer.appending(key), "\(key) is missing") }
        return ""
    }

    /// What an adapter's name may begin with, so that 13 characters more are a name (BACKENDS §7).
    fileprivate mutating func suffix() -> String {
        let allowed = "1 to 51 of the characters a-z, 0-9 and -"
        return converted("suffix", as: allowed) { value in
            value.text.flatMap { $0.wholeMatch(of: /[a-z0-9-]{1,51}/) == nil ? nil : $0 }
        } ?? "scene"
    }

    fileprivate mutating func method() -> Hyperparameters {
        var parameters = Hyperparameters()
        var isThere = false
        object("method") { method in
            isThere = true
            _ = method.converted("type", as: "\"dpo\"") { $0.text == "dpo" ? true : nil }
            method.object("dpo") { $0.object("hyperparameters") { $0.read(into: &parameters) } }
        }
        if !isThere {
            report(pointer.appending("method"), "method is missing; {\"type\": \"dpo\", …} is allowed")
        }
        return parameters
    }

    private mutating func read(into parameters: inout Hyperparameters) {
        parameters.beta = number("beta", in: 1e-6...10) ?? parameters.beta
        parameters.epochs = integer("n_epochs", in: 1...50) ?? parameters.epochs
        parameters.batchSize = integer("batch_size", in: 1...1_024) ?? parameters.batchSize
        parameters.learningRate = number("learning_rate", in: 0...1) ?? parameters.learningRate
        parameters.loraRank = integer("lora_rank", in: 1...512) ?? parameters.loraRank
        parameters.loraAlpha = integer("lora_alpha", in: 1...4_096) ?? parameters.loraAlpha
        parameters.maxPixels = integer("max_pixels", in: 1...1 << 30) ?? parameters.maxPixels
    }

    private mutating func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
        converted(key, as: "a number from \(range.lowerBound) to \(range.upperBound)") { value in
            value.double.flatMap { range.contains($0) ? $0 : nil }
        }
    }

    /// Of the metadata only the role and the start mean something here.
    fileprivate mutating func voiceAndStart() -> (Voice, String) {
        let place = pointer.appending("metadata")
        guard let metadata = value("metadata"), metadata.members != nil else {
            report(place, "metadata must be an object with a role, generator or reviser")
            return (.generator, "")
        }
        guard let voice = metadata["role"]?.text.flatMap(Voice.init(rawValue:)) else {
            report(place.appending("role"), "role must be one of \"generator\", \"reviser\"")
            return (.generator, "")
        }
        return (voice, metadata["init_adapter"]?.text ?? "")
    }
}
