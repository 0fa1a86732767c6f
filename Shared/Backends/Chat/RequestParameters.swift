import Domain

/// The sampling fields of a request, each explicit, as its kind of server takes them.
///
/// vLLM and SGLang take missing ones from the model's generation_config.json and
/// llama.cpp has defaults of its own, so what must be off is sent as off. Other
/// servers get the standard fields only: some refuse what they do not know, and
/// TGI adds 2 to a presence penalty (BACKENDS §1, §2).
struct RequestParameters: Encodable {
    let model: String
    let temperature: Double
    let topP: Double
    let maxTokens: Int
    let seed: UInt32
    private(set) var topK: Int?
    private(set) var minP: Double?
    private(set) var repetitionPenalty: Double?
    private(set) var repeatPenalty: Double?
    private(set) var presencePenalty: Double?
    private(set) var frequencyPenalty: Double?
    /// Fields that a server of this kind can't be told.
    private(set) var unenforced: [String] = []

    init(_ call: ChatCall, model: String, kind: Backend.Kind) {
        self.model = model
        temperature = call.sampling.temperature
        topP = call.sampling.topP
        maxTokens = call.sampling.maxTokens
        seed = call.seed.rawValue
        switch kind {
        case .vllm, .sglang, .scene:
            topK = -1
            repetitionPenalty = 1
            setOff()
        case .llamacpp:
            topK = 0
            repeatPenalty = 1
            setOff()
        case .openai, .auto:
            unenforced = ["frequency_penalty", "min_p", "presence_penalty", "repetition_penalty", "top_k"]
        }
    }

    private mutating func setOff() {
        minP = 0
        presencePenalty = 0
        frequencyPenalty = 0
    }

    private enum CodingKeys: String, CodingKey {
        case model, temperature, seed
        case topP = "top_p"
        case maxTokens = "max_tokens"
        case topK = "top_k"
        case minP = "min_p"
        case repetitionPenalty = "repetition_penalty"
        case repeatPenalty = "repeat_penalty"
        case presencePenalty = "presence_penalty"
        case frequencyPenalty = "frequency_penalty"
    }
}
