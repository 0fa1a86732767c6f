/// What kind of files an adapter is.
package enum AdapterFormat: String, Sendable, Hashable, CaseIterable, Codable {
    /// LoRA in PEFT's two files, for vLLM and SGLang.
    case peft
    /// scene-model's own small JSON.
    case scene
    /// No files: a merged model that a person serves.
    case merged
}
