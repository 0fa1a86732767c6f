/// Replies in the shapes real servers were seen to send (TRAINING §4), written by us.
enum Recorded {
    /// vLLM's completion, with the nulls it adds.
    static func completion(_ text: String, finish: String = "stop", model: String = "m") -> [UInt8] {
        Array(
            """
            {"id": "chatcmpl-1", "object": "chat.completion", "created": 1760000000, "model": "\(model)",
             "choices": [{"index": 0, "message": {"role": "assistant", "content": "\(text)", "refusal": null,
               "annotations": null, "audio": null, "function_call": null, "tool_calls": [],
               "reasoning_content": null}, "logprobs": null, "finish_reason": "\(finish)",
               "stop_reason": null, "token_ids": null}],
             "service_tier": null, "system_fingerprint": null, "usage": {"prompt_tokens": 271,
               "total_tokens": 280, "completion_tokens": 9, "prompt_tokens_details": null},
             "prompt_logprobs": null, "kv_transfer_params": null}
            """.utf8)
    }

    static func models(_ names: [String], adapters: [String] = [], ownedBy: String = "vllm") -> [UInt8] {
        let bases = names.map {
            #"{"id": "\#($0)", "object": "model", "owned_by": "\#(ownedBy)", "root": "\#($0)", "#
                + #""parent": null, "max_model_len": 4096, "permission": []}"#
        }
        let others = adapters.map {
            #"{"id": "\#($0)", "object": "model", "owned_by": "\#(ownedBy)", "root": "/adapters/\#($0)", "#
                + #""parent": "\#(names.first ?? "")", "max_model_len": null}"#
        }
        let all = (bases + others).joined(separator: ", ")
        return Array(#"{"object": "list", "data": [\#(all)]}"#.utf8)
    }

    static let overload = json(
        #"{"error": {"message": "The server is overloaded.", "type": "ServiceUnavailable", "#
            + #""param": null, "code": 503}}"#)
    static let noAdapter = json(
        #"{"error": {"message": "The model `gen-x` does not exist.", "type": "NotFoundError", "#
            + #""param": "model", "code": 404}}"#)
    static let cacheMiss = json(
        #"{"error": {"message": "Cache miss for uuid abc", "type": "BadRequestError", "#
            + #""param": null, "code": 400}}"#)
    static let badKey = json(#"{"error": "Unauthorized"}"#)
    static let unknownField = json(#"{"detail": "Unexpected fields in the request: {'top_k'}"}"#)
    static let fieldErrors = json(
        #"{"detail": [{"type": "missing", "loc": ["body", "messages", 0], "msg": "Field required", "#
            + #""input": {"url": "data:image/png;base64,AAAA"}}]}"#)
    static let plainText = json("Success: LoRA adapter 'gen-x' added successfully.")
    static let notJSON = json("<html><body>502 Bad Gateway</body></html>")
    static let noChoices = json(#"{"id": "x", "choices": [], "usage": null}"#)
    static let nulls = json(
        #"{"id": null, "model": null, "created": null, "choices": [{"index": null, "message": "#
            + #"{"role": null, "content": null}, "finish_reason": null}], "usage": null}"#)
    static let refusal = json(
        #"{"choices": [{"index": 0, "message": {"role": "assistant", "content": null, "#
            + #""refusal": "I can't help with that."}, "finish_reason": "content_filter"}]}"#)
    static let partsMissing = json(#"{"choices": [{"index": 0}]}"#)

    private static func json(_ text: String) -> [UInt8] { Array(text.utf8) }
}
