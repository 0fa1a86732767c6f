/// Prompts as the services could write them: prose around sections in tags.
enum TestPrompts {
    static func generation(_ instruction: String) -> String {
        """
        Look at the image and follow the instruction.

        <instruction>
        \(instruction)
        </instruction>
        """
    }

    static func feedback(_ instruction: String, _ response: String, reference: String? = nil) -> String {
        """
        Name the critical deficiencies of the <response> to the <instruction>.

        <instruction>
        \(instruction)
        </instruction>
        \(reference.map { "<reference>\n\($0)\n</reference>\n" } ?? "")<response>
        \(response)
        </response>
        """
    }

    static func refinement(_ instruction: String, _ response: String, _ feedback: String) -> String {
        """
        Rewrite the response so that it heeds the feedback. Write the new response only.

        <feedback>\(feedback)</feedback>
        <instruction>\(instruction)</instruction>
        <response>\(response)</response>
        """
    }

    static func verification(_ instruction: String, _ response: String, reference: String) -> String {
        """
        Judge the response against the reference: entailment, completeness, consistency, compliance.

        <instruction>\(instruction)</instruction>
        <reference>\(reference)</reference>
        <response>\(response)</response>

        Answer with a JSON object.
        """
    }
}
