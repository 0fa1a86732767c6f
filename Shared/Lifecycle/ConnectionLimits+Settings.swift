import HTTPServing
import Settings

extension ConnectionLimits {
    /// Takes over what an operator says of single messages.
    mutating func take(_ message: MessageSettings) {
        parser.target = message.target
        parser.fieldCount = message.fields
        parser.fieldSection = message.fieldSection
        parser.fieldLine = min(parser.fieldLine, message.fieldSection)
        parser.chunkExtensions = message.chunkExtensions
        head = message.head
        bodySpan = message.bodySpan
        writeSpan = message.writeSpan
    }
}
